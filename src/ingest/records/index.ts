/** Records: what comes in from outside, in Tierline's own words. Importers make them from exports, the sample world makes them up; the intake writes both. */
import type { AssignmentRecord, DelegationRecord, GroupRecord } from './delegation.ts';
import type { IncidentRecord, ServiceRecord } from './health.ts';
import type { MessageRecord, NoticeRecord, PublicationRecord, RelationshipRecord } from './notice.ts';
import type { AcknowledgementRecord, OfferingRecord } from './offering.ts';
import type { BoundaryRecord, ResourceRecord, TicketNoteRecord, TicketRecord } from './ticket.ts';
import type { Import } from '../../audit/import/entity.ts';
import type { ValueOf } from '../../kernel/schema/enum.ts';
import type { ProblemCode } from '../../kernel/write/problem.ts';
import type { ViewerKind, ViewerRole } from '../../kernel/access/viewer.ts';
import type { ChangeKind, ChangeState } from '../../accounts/subscription-change/state.ts';
import type { PartnerKind } from '../../accounts/partner/entity.ts';
import type { SubscriptionStatus } from '../../accounts/customer-subscription/entity.ts';

/** Organizations are named by their tenant with the vendor, which is the same in every export. `undefined` means: not said, keep what is known. */
export interface PartnerRecord {
  tenantId: string;
  /** Set by the sample world only: its personas are known by fixed ids. */
  id?: string;
  name?: string;
  kind?: ValueOf<typeof PartnerKind>;
  partnerId?: string;
  country?: string;
  supportEmail?: string;
  supportTelephone?: string;
  supportWebsite?: string;
}

/** That a reseller buys through a provider, or did. */
export interface PartnershipRecord {
  providerTenantId: string;
  resellerTenantId: string;
  active: boolean;
}

/** A customer, and what is known of it. */
export interface CustomerRecord {
  tenantId: string;
  id?: string;
  name?: string;
  domain?: string;
  country?: string;
}

/** That a partner sells to a customer, and the provider it does so through. */
export interface RoutingRecord {
  customerTenantId: string;
  partnerTenantId: string;
  providerTenantId?: string;
}

/** What a customer has bought, from whom and through whom. */
export interface SubscriptionRecord {
  externalId: string;
  customerTenantId: string;
  offerName: string;
  /** The service's key or name, where the offer tells it. */
  service?: string;
  quantity: number;
  status: ValueOf<typeof SubscriptionStatus>;
  region?: string;
  partnerOfRecordTenantId?: string;
  providerTenantId?: string;
  supportContactTenantId?: string;
  startedAt?: Date;
  friendlyName?: string;
  termDuration?: string;
  commitmentEndsAt?: Date;
  autoRenews?: boolean;
  publisher?: string;
  isMicrosoftProduct?: boolean;
}

/** Somebody at an organization. */
interface PersonRecord {
  subject: string;
  name: string;
}

/** A request of a customer to buy or cancel, about a subscription. */
export interface ChangeRecord {
  kind: ChangeKind;
  state: ChangeState;
  subscriptionExternalId: string;
  quantity: number | null;
  reason: string;
  requestedBy: PersonRecord;
  answered?: { by: PersonRecord; at: Date; answer: string };
  createdAt: Date;
}

/** A deed that was done or refused, for the audit trail. */
export interface AuditEntryRecord {
  requestId: string;
  at: Date;
  verb: string;
  /** A ticket by its external id, an incident by its tracking id, a request to buy or cancel by its kind and subscription (`BUY 1234`), an offering by its partner’s tenant and its name. */
  on: readonly [type: 'Ticket' | 'ServiceIncident' | 'SubscriptionChange' | 'SupportOffering', key: string];
  rules: string[];
  refused?: { code: ProblemCode; messageId: string };
  by: PersonRecord & { tenantId: string; kind: ViewerKind; role: ViewerRole };
}

/** A webhook endpoint, and what was answered to the last messages to it, newest first. */
export interface WebhookRecord {
  /** The vendor's if left out. */
  organization?: string;
  by: PersonRecord & { kind: ViewerKind; role: ViewerRole };
  url: string;
  description: string;
  document: string;
  follows: string;
  answers: readonly (readonly number[])[];
  createdAt: Date;
  disabledAt: Date;
}

/** An end of somebody's sessions. */
export interface RevocationRecord {
  /** The vendor's if left out. */
  organization?: string;
  subject: string;
  reason: string;
  by: PersonRecord;
  at: Date;
}

/** An import of the past. */
export type ImportRunRecord = Pick<
  Import,
  'importedBy' | 'source' | 'fileCount' | 'refusedCount' | 'leftOutCount' | 'counts' | 'startedAt' | 'endedAt'
> & { partnerId: string; customerId?: string };

/** Everything that can come in, by kind. */
export interface Records {
  partner: PartnerRecord;
  partnership: PartnershipRecord;
  customer: CustomerRecord;
  custody: RoutingRecord;
  subscription: SubscriptionRecord;
  delegation: DelegationRecord;
  group: GroupRecord;
  assignment: AssignmentRecord;
  service: ServiceRecord;
  incident: IncidentRecord;
  offering: OfferingRecord;
  acknowledgement: AcknowledgementRecord;
  resource: ResourceRecord;
  boundary: BoundaryRecord;
  ticket: TicketRecord;
  ticketNote: TicketNoteRecord;
  change: ChangeRecord;
  deed: AuditEntryRecord;
  message: MessageRecord;
  publication: PublicationRecord;
  relationship: RelationshipRecord;
  notice: NoticeRecord;
  webhook: WebhookRecord;
  revocation: RevocationRecord;
  importRun: ImportRunRecord;
}

/** Writes records, in batches, each batch in one transaction; nothing is doubled by writing it twice. */
export interface Ingest {
  /** Writes records of one kind. References to what is not there are created as bare organizations or reported, never dropped silently. Answers how many were new and how many changed. */
  write<K extends keyof Records>(kind: K, records: Records[K][]): Promise<{ created: number; changed: number; unchanged: number }>;
}

export type { AssignmentRecord, DelegationRecord, GroupRecord, MemberRecord } from './delegation.ts';
export type { IncidentRecord, PostRecord, ServiceRecord } from './health.ts';
export type { MessageRecord, NoticeRecord, PublicationRecord, RelationshipRecord } from './notice.ts';
export type { AcknowledgementRecord, OfferingRecord, TermsRecord } from './offering.ts';
export type {
  BoundaryRecord,
  DoneBy,
  EscalationRecord,
  NoteRecord,
  ResourceRecord,
  TicketNoteRecord,
  SourceRecord,
  TicketRecord,
  WorkRecord,
} from './ticket.ts';
