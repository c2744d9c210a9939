/** Records of what customers are told: messages of the Message Center, and notices. */
import type { ServiceMessage } from '../../notices/service-message/entity.ts';
import type { CustomerNotice } from '../../notices/customer-notice/entity.ts';
import type { CommercialRelationship } from '../../notices/commercial-relationship/entity.ts';

/** A message of the Message Center. */
export type MessageRecord = Pick<
  ServiceMessage,
  | 'trackingId'
  | 'title'
  | 'category'
  | 'severity'
  | 'isMajorChange'
  | 'tags'
  | 'details'
  | 'startsAt'
  | 'endsAt'
  | 'actionRequiredAt'
  | 'updatedAt'
> & {
  /** As it came: the intake makes it safe. */
  html: string;
  /** Keys or names of the services it is about. */
  services: string[];
  /** In whose Message Center this text stood: the tenant of a customer, or a partner's own. */
  tenant?: { customerTenantId: string } | { partnerTenantId: string };
};

/** That a message is in the Message Center of one tenant: that of a customer, or a partner's own. */
export interface PublicationRecord {
  trackingId: string;
  customerTenantId?: string;
  partnerTenantId?: string;
}

/** How a customer buys a product of the vendor. */
export type RelationshipRecord = Pick<CommercialRelationship, 'product' | 'channel' | 'since' | 'endedAt' | 'recordedBy'> & {
  customerTenantId: string;
};

/** Something that customers were told. It is known by its sender, its title and its time. */
export type NoticeRecord = Pick<CustomerNotice, 'topic' | 'title' | 'product' | 'author' | 'sentAt'> & {
  /** As it came: the intake makes it safe. */
  html: string;
  /** The partner who sent it; the vendor if left out. */
  senderTenantId?: string;
  customerTenantIds: string[];
  /** The tracking id of the incident that it refers to. */
  incident?: string;
  subscriptionExternalId?: string;
};
