/** The notices subgraph: what the vendor publishes in its Message Center, and what customers are told, by whom. */
import { subgraph } from '../kernel/subgraph.ts';
import { ServiceMessage } from './message/entity.ts';
import { MessageMark } from './message/mark.ts';
import { MessageMutations, MessageReads } from './message/resolver.ts';
import { ServiceMessageService } from './message/service.ts';
import { ServiceMessageTenant } from './message/tenant.ts';
import { CustomerNoticeAccess } from './notice/access.ts';
import { NoticeDelivery } from './notice/delivery.ts';
import { CustomerNotice } from './notice/entity.ts';
import { NoticeMutations, NoticeReads, NoticeSubscriptions } from './notice/resolver.ts';
import { CommercialRelationship } from './relationship/entity.ts';
import { RelationshipMutations } from './relationship/resolver.ts';
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
