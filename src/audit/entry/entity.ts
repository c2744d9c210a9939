/** Audit entries in the graph: how they are found, and what leads on from them. */
import { sql } from 'kysely';
import { AuditEntry, AuditOutcome, auditSchema } from '../../kernel/write/audit.ts';
import { computedField, reference } from '../../kernel/schema/edge.ts';
import { enumOf, id, shortText, listOf, dateTime } from '../../kernel/schema/input.ts';
import { inColumn, filter, defineList } from '../../kernel/schema/list.ts';
import { RuleReference } from '../../kernel/write/rule.ts';
import { publishType } from '../../kernel/schema/type.ts';
import { Customer, Partner, SubscriptionChange, Ticket } from '../stubs.ts';

export { AuditEntry };

export const auditList = defineList('AuditEntry', () => AuditEntry, {
  index: { table: 'audit_listing', row: 'entry_id' },
  order: {
    AT: { property: 'at', column: 'at', type: 'instant', direction: 'DESC', description: 'When it was done or refused.' },
  },
  filters: {
    verbs: inColumn(listOf(shortText('Only these verbs, such as `ticketResolve`.', 100)), 'verb'),
    outcomes: inColumn(listOf(enumOf(AuditOutcome, 'Only operations with one of these outcomes.')), 'outcome'),
    rules: filter(
      listOf(shortText('Only operations rejected under one of these rules, by code, such as `R18`.', 40)),
      (codes) => sql<boolean>`t.rule_codes && ${codes}::text[]`,
    ),
    things: {
      item: listOf(id('Only what was asked of these things, of whatever type.')),
      where: (ids) => sql<boolean>`t.thing_id = any(${ids}::uuid[])`,
      by: (ids) => ({ keys: sql`(select distinct unnest(${ids}::uuid[])) k(key)`, ways: [sql<boolean>`t.thing_id = k.key`] }),
    },
    actors: inColumn(listOf(shortText('Only operations of these people, by subject.')), 'actor_subject'),
    organizations: inColumn(listOf(id('Only operations of people of these organizations.')), 'actor_organization'),
    from: filter(dateTime('Only operations at this time or later.'), (at) => sql<boolean>`t.at >= ${at}`),
    before: filter(dateTime('Only operations before this time.'), (at) => sql<boolean>`t.at < ${at}`),
  },
});

publishType(AuditEntry, auditSchema, {
  description: 'An operation that succeeded or was rejected: who requested it, when, on what, and under which rule. Entries never change.',
  edges: {
    rules: computedField(
      () => [RuleReference],
      ['ruleCodes'],
      'The support rules it was asked under: for a deed that was done, those by which its policy would have refused others; for a refusal the rule behind it, if there is one.',
      ({ ruleCodes }: AuditEntry) => ruleCodes.map((code) => ({ code })),
      false,
      {},
      { items: 10 },
    ),
    partner: reference(() => Partner, 'actorOrganization', 'The partner for which it was asked; null for customers and the vendor.'),
    customer: reference(() => Customer, 'actorOrganization', 'The customer for which it was asked; null for partners and the vendor.'),
    ticket: reference(() => Ticket, 'thingId', 'The ticket that it was asked of; null where that is no ticket, or not yours to see.'),
    subscriptionChange: reference(
      () => SubscriptionChange,
      'thingId',
      'The request to buy or cancel that it was asked of; null where that is none, or not yours to see.',
    ),
  },
});
