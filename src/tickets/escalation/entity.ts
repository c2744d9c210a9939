/** Escalations: a problem that a partner hands to its provider, or to the vendor. */
import { defineEntity, p } from '@mikro-orm/core';
import { computedField, reference, manyToMany } from '../../kernel/schema/edge.ts';
import { field, idColumn, timestampColumn } from '../../kernel/schema/field.ts';
import { defineList } from '../../kernel/schema/list.ts';
import { publishType } from '../../kernel/schema/type.ts';
import { Delegation, Partner } from '../stubs.ts';
import { Ticket } from '../ticket/entity.ts';
import { TicketSeverity } from '../ticket/state.ts';
import { HandoffCategory } from './category.ts';
import { EscalationContact, EscalationEvidence } from './evidence.ts';
import { escalationPolicy, evidencePolicy } from './policy.ts';
import { EscalationState, RESPONSE_HOURS, escalationTransition } from './state.ts';
import { EscalationVehicle } from './support-program.ts';

const schema = defineEntity({
  name: 'Escalation',
  tableName: 'escalation',
  policies: escalationPolicy.rows,
  indexes: [{ properties: ['ticketId', 'filedAt', 'id'] }],
  properties: {
    id: idColumn(),
    ticketId: () => p.manyToOne(Ticket).name('ticket_id').mapToPk().deleteRule('cascade'),
    filedById: p.uuid(),
    providerId: p.uuid().nullable(),
    handedOverById: p.uuid().nullable(),
    delegationId: p.uuid().nullable(),
    state: field(p.enum(Object.values(EscalationState)), 'Where it stands.', () => EscalationState),
    category: field(p.enum(Object.values(HandoffCategory)), 'What kind of problem it is.', () => HandoffCategory),
    severity: field(p.enum(Object.values(TicketSeverity)), 'How grave it was for the business when it was filed.', () => TicketSeverity),
    impact: field(p.text(), 'What it means for the business of the customer: the severity rests on it.', null, { characters: 5_000 }),
    evidence: field(p.json<EscalationEvidence>(), 'What shows that it is of that kind.', () => EscalationEvidence),
    contact: field(p.json<EscalationContact>(), 'Whom at the partner that holds it last to turn to.', () => EscalationContact),
    vehicle: field(
      p.enum(Object.values(EscalationVehicle)).nullable(),
      'The program under which it was handed over to the vendor; null before.',
      () => EscalationVehicle,
    ),
    author: field(p.text(), 'The name of the person who filed it.'),
    authorSubject: p.text(),
    filedAt: field(timestampColumn(), 'When it was filed.'),
    handedOverAt: field(timestampColumn().nullable(), 'When it was handed over to the vendor; null before.'),
    responseHours: field(
      p.integer().nullable(),
      'Within how many hours the vendor has to answer first, by the severity; null before it has it.',
    ),
    responseDueAt: field(timestampColumn().nullable(), 'Until when that is.'),
    respondedAt: field(timestampColumn().nullable(), 'When the vendor answered first; null until then.'),
    returnReason: field(p.text().nullable(), 'Why it was given back; null where it was not.', null, { characters: 5_000 }),
    endedAt: field(timestampColumn().nullable(), 'When it was given back, or the ticket came to its end; null while it goes on.'),
  },
});

/** What handing over to the vendor adds. */
export type HandOver = Pick<Escalation, 'handedOverById' | 'delegationId' | 'contact' | 'vehicle'>;

/** A problem that was handed on. */
export class Escalation extends schema.class {
  /** Goes to the vendor, whose clock begins to run. */
  handOver(said: HandOver, now: Date): void {
    const hours = RESPONSE_HOURS[this.severity];
    Object.assign(this, said, { state: 'WITH_VENDOR', handedOverAt: now, responseHours: hours });
    this.responseDueAt = new Date(now.getTime() + hours * 3_600_000);
  }

  /** Is taken on by the provider. */
  accept(): void {
    this.state = escalationTransition('accept', this.state);
  }

  /** Is given back. */
  return(byVendor: boolean, reason: string, now: Date): void {
    this.state = escalationTransition(byVendor ? 'returnByVendor' : 'return', this.state);
    this.returnReason = reason;
    this.endedAt = now;
  }

  /** Is answered by the vendor. */
  answer(now: Date): void {
    this.state = escalationTransition('answer', this.state);
    this.respondedAt ??= now;
  }
}

const evidence = defineEntity({
  name: 'EscalationTicket',
  tableName: 'escalation_ticket',
  policies: evidencePolicy.rows,
  uniques: [{ properties: ['escalationId', 'ticketId'] }],
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    escalationId: () => p.manyToOne(Escalation).name('escalation_id').mapToPk().deleteRule('cascade'),
    ticketId: p.uuid(),
  },
});

/** That a ticket shows the same problem in the same region. */
export class EscalationTicket extends evidence.class {}
evidence.setClass(EscalationTicket);

export const escalationList = defineList('Escalation', () => Escalation, {
  order: { FILED_AT: { property: 'filedAt', column: 'filed_at', type: 'instant', direction: 'DESC', description: 'When it was filed.' } },
});

publishType(Escalation, schema, {
  description: 'A problem that a partner has handed on: to the indirect provider behind it, or to the vendor.',
  edges: {
    ticket: reference(() => Ticket, 'ticketId', 'The ticket that it is about.'),
    filedBy: reference(() => Partner, 'filedById', 'The partner who filed it.'),
    provider: reference(
      () => Partner,
      'providerId',
      'The indirect provider to whom it was handed; null where it went straight to the vendor.',
    ),
    handedOverBy: reference(() => Partner, 'handedOverById', 'The partner who handed it over to the vendor; null before.'),
    delegation: reference(() => Delegation, 'delegationId', 'The delegation of the customer under which that was done; null before.'),
    evidenceTickets: manyToMany(
      () => Ticket,
      { table: 'escalation_ticket', near: 'escalation_id', far: 'ticket_id' },
      'The tickets that show the same problem in the region (rule R13); only those you may see.',
    ),
    isResponseOverdue: computedField(
      () => Boolean,
      ['responseDueAt', 'respondedAt'],
      'Whether the vendor should have answered by now, and has not.',
      ({ responseDueAt, respondedAt }: Escalation, { now }) => responseDueAt != null && respondedAt == null && responseDueAt < now(),
      false,
    ),
  },
});
