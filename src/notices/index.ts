/** The notices subgraph: what the vendor publishes in its Message Center, and what customers are told, by whom. */
import { subgraph } from '../kernel/schema/subgraph.ts';
import { ServiceMessage } from './service-message/entity.ts';
import { MessageMark } from './service-message/mark.ts';
import { MessageMutations, MessageReads } from './service-message/resolver.ts';
import { ServiceMessageService } from './service-message/service.ts';
import { ServiceMessageTenant } from './service-message/tenant.ts';
import { CustomerNoticeAccess } from './customer-notice/access.ts';
import { NoticeDelivery } from './customer-notice/delivery.ts';
import { CustomerNotice } from './customer-notice/entity.ts';
import { NoticeMutations, NoticeReads, NoticeSubscriptions } from './customer-notice/resolver.ts';
import { CommercialRelationship } from './commercial-relationship/entity.ts';
import { RelationshipMutations } from './commercial-relationship/resolver.ts';
import { Customer, CustomerSubscription, Partner, Service, ServiceIncident } from './stubs.ts';

export const notices = subgraph({
  name: 'notices',
  entities: [
    ServiceMessage,
    ServiceMessageTenant,
    ServiceMessageService,
    MessageMark,
    CommercialRelationship,
    CustomerNotice,
    NoticeDelivery,
    CustomerNoticeAccess,
  ],
  types: [ServiceMessage, CommercialRelationship, CustomerNotice, NoticeDelivery],
  stubs: [Service, ServiceIncident, CustomerSubscription, Partner, Customer],
  resolvers: [MessageReads, MessageMutations, NoticeReads, NoticeMutations, NoticeSubscriptions, RelationshipMutations],
});
