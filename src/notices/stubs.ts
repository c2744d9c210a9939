/** The types of other subgraphs that notices knows by id, and what it adds to them. */
import { sql } from 'kysely';
import { connectionTo } from '../kernel/schema/edge.ts';
import { stub } from '../kernel/schema/type.ts';
import { messageList } from './service-message/entity.ts';
import { noticeList } from './customer-notice/entity.ts';
import { relationshipList } from './commercial-relationship/entity.ts';

export const Service = stub('Service', 'service');

export const ServiceIncident = stub('ServiceIncident', 'service_incident');

export const CustomerSubscription = stub('CustomerSubscription', 'customer_subscription');

export const Partner = stub('Partner', 'partner');

export const Customer = stub('Customer', 'customer', {
  serviceMessages: connectionTo(
    () => messageList,
    sql<boolean>`exists (select from service_message_tenant m where m.message_id = t.id and m.organization_id = p.key)`,
    'What the vendor published in the Message Center of its tenant; to a partner only while it may read there.',
  ),
  notices: connectionTo(
    () => noticeList,
    sql<boolean>`exists (select from notice_delivery d where d.notice_id = t.id and d.customer_id = p.key)`,
    'What it was told by its partners and by the vendor; to a sender only what it sent itself.',
  ),
  commercialRelationships: connectionTo(
    () => relationshipList,
    'customer_id',
    'Through which channels it buys products of the vendor (rule R17), as it recorded them.',
  ),
});
