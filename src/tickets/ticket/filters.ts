/** How lists of tickets are narrowed. */
import { sql } from 'kysely';
import { enumOf, id, shortText, listOf, dateTime } from '../../kernel/schema/input.ts';
import { inColumn, relatedTo, filter } from '../../kernel/schema/list.ts';
import { TicketReception, TicketSeverity, TicketState } from './state.ts';

/** Every way to narrow a list of tickets. */
export const ticketFilters = {
  states: inColumn(listOf(enumOf(TicketState, 'Only tickets in these states.')), 'state'),
  receptions: inColumn(listOf(enumOf(TicketReception, 'Only tickets that landed on these desks.')), 'reception'),
  severities: inColumn(listOf(enumOf(TicketSeverity, 'Only tickets of these severities.')), 'severity'),
  services: inColumn(listOf(id('Only tickets about these services.')), 'service_id'),
  customers: relatedTo(
    'customer',
    listOf(id('Only tickets of these customers.')),
    (ids) => sql<boolean>`t.customer_id = any(${ids})`,
    () => [sql<boolean>`t.customer_id = k.key`],
  ),
  partners: relatedTo(
    'partner',
    listOf(id('Only tickets on which one of these partners works.')),
    (ids) => sql<boolean>`(t.partner_id = any(${ids}) or t.provider_id = any(${ids}))`,
    (ids) => [sql<boolean>`t.partner_id = k.key`, sql<boolean>`t.provider_id = k.key and t.partner_id <> all(${ids})`],
  ),
  createdFrom: filter(dateTime('Only tickets that came in at this time or later.'), (at) => sql<boolean>`t.created_at >= ${at}`),
  references: filter(
    listOf(shortText('Only tickets that had one of these numbers or ids where they were imported from.', 100)),
    (references) => sql<boolean>`t.imported ->> 'reference' = any(${references}::text[])`,
  ),
  search: filter(
    shortText('Only tickets whose title holds this text, in any case, or that had this number where they were imported from.', 100),
    (text) => sql<boolean>`(position(lower(${text}) in lower(t.title)) > 0 or t.imported ->> 'reference' = ${text})`,
  ),
};
