/** The types of other subgraphs that the audit trail knows by id: those who do, and the things to which something is done. */
import { sql } from 'kysely';
import { connectionTo } from '../kernel/schema/edge.ts';
import { stub } from '../kernel/schema/type.ts';
import { auditList } from './entry/entity.ts';

export const Partner = stub('Partner', 'partner');
export const Customer = stub('Customer', 'customer');

/** What was done to a thing: the entries that name it and are the viewer's to read. */
const trail = () => ({
  audit: connectionTo(
    () => auditList,
    sql<boolean>`t.thing_id = p.key`,
    'What was done to it and what was refused, and by whom: the operations of your own organization, and those of others while yours was a party of it.',
  ),
});

export const Ticket = stub('Ticket', 'ticket', trail());
export const SubscriptionChange = stub('SubscriptionChange', 'subscription_change', trail());
export const SupportOffering = stub('SupportOffering', 'support_offering', trail());
