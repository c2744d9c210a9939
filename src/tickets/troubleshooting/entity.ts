/** Troubleshooting: what a partner did in a customer's tenant, under which delegation (rule R08). */
import { defineEntity, p } from '@mikro-orm/core';
import { reference } from '../../kernel/schema/edge.ts';
import { field, idColumn, timestampColumn } from '../../kernel/schema/field.ts';
import { defineList } from '../../kernel/schema/list.ts';
import { publishType } from '../../kernel/schema/type.ts';
import { Delegation, Partner } from '../stubs.ts';
import { Ticket } from '../ticket/entity.ts';
import { TroubleshootingArea } from './area.ts';
import { troubleshootingPolicy } from './policy.ts';

const schema = defineEntity({
  name: 'TroubleshootingStep',
  tableName: 'troubleshooting_step',
  policies: troubleshootingPolicy.rows,
  indexes: [{ properties: ['ticketId', 'doneAt', 'id'] }],
  properties: {
    id: idColumn(),
    ticketId: () => p.manyToOne(Ticket).name('ticket_id').mapToPk().deleteRule('cascade'),
    organizationId: p.uuid(),
    delegationId: p.uuid(),
    authorSubject: p.text(),
    author: field(p.text(), 'The name of the person who did it.'),
    area: field(p.enum(Object.values(TroubleshootingArea)), 'What was worked on.', () => TroubleshootingArea),
    text: field(p.text(), 'What was done, and what came of it: plain text.', null, { characters: 20_000 }),
    doneAt: field(timestampColumn(), 'When it was put on record.'),
  },
});

/** Something that was done in a customer's tenant. */
export class TroubleshootingStep extends schema.class {}

export const troubleshootingList = defineList('TroubleshootingStep', () => TroubleshootingStep, {
  order: {
    DONE_AT: { property: 'doneAt', column: 'done_at', type: 'instant', direction: 'DESC', description: 'When it was put on record.' },
  },
});

publishType(TroubleshootingStep, schema, {
  description:
    'Something that a partner did in the tenant of its customer to solve a problem, under admin rights that the customer had delegated to it (rule R08).',
  edges: {
    ticket: reference(() => Ticket, 'ticketId', 'The ticket for which it was done.'),
    partner: reference(() => Partner, 'organizationId', 'The partner who did it.'),
    delegation: reference(() => Delegation, 'delegationId', 'The delegation that gave the right to.'),
  },
});
