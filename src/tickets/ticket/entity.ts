/** Tickets: a customer's request to its partner, and the work on it. */
import { defineEntity } from '@mikro-orm/core';
import { sql } from 'kysely';
import { computedField, reference, connectionTo, manyToMany } from '../../kernel/schema/edge.ts';
import { timelineList } from '../../kernel/write/event.ts';
import { defineList } from '../../kernel/schema/list.ts';
import { Problem } from '../../kernel/write/problem.ts';
import { publishType } from '../../kernel/schema/type.ts';
import { escalationList } from '../escalation/entity.ts';
import { escalationFacts } from '../escalation/escalation-context.ts';
import { EscalationReadiness, readinessOf } from '../escalation/readiness.ts';
import { healthCheckList } from '../health-check/entity.ts';
import { noteList } from '../note/entity.ts';
import { Customer, CustomerSubscription, Partner, Service, ServiceIncident } from '../stubs.ts';
import { troubleshootingList } from '../troubleshooting/entity.ts';
import { ticketColumns } from './columns.ts';
import type { Diagnosis } from './diagnosis.ts';
import { ticketFilters } from './filters.ts';
import { ticketMessages } from './messages.ts';
import type { SupportScope, TicketOutcome } from './outcome.ts';
import type { Person } from './contacts.ts';
import { ticketPolicy } from './policy.ts';
import { isOpen, REOPEN_DAYS, ticketTransition } from './state.ts';

const schema = defineEntity({
  name: 'Ticket',
  tableName: 'ticket',
  policies: ticketPolicy.rows,
  indexes: [
    { properties: ['createdAt', 'id'] },
    { properties: ['updatedAt', 'id'] },
    { properties: ['customerId', 'createdAt', 'id'] },
    { properties: ['partnerId', 'createdAt', 'id'] },
    { properties: ['providerId', 'createdAt', 'id'] },
    {
      name: 'ticket_imported_reference',
      expression: `create index ticket_imported_reference on ticket ((imported ->> 'reference'))`,
    },
  ],
  properties: ticketColumns,
});

/** A request of a customer to its partner. */
export class Ticket extends schema.class {
  /** Gives it to somebody; work begins with that. */
  assign(assignee: Person, now: Date): void {
    this.state = ticketTransition('assign', this.state);
    this.assignee = assignee;
    this.updatedAt = now;
  }

  /** Goes to whoever looks at it first. */
  lookAt(now: Date): void {
    this.state = ticketTransition('checkHealth', this.state);
    this.updatedAt = now;
  }

  /** Puts on record what is wrong. */
  diagnose(diagnosis: Diagnosis, scope: SupportScope | null, now: Date): void {
    this.state = ticketTransition('diagnose', this.state);
    this.diagnosis = diagnosis;
    this.scope = scope ?? this.scope;
    this.updatedAt = now;
  }

  /** Waits for an answer of the customer, or goes on with it. */
  converse(deed: 'askCustomer' | 'answer', now: Date): void {
    this.state = ticketTransition(deed, this.state);
    this.updatedAt = now;
  }

  /** Goes to the provider or the vendor, or comes back. */
  moveOn(deed: 'escalate' | 'passOn' | 'giveBack' | 'handOver' | 'takeBack', now: Date): void {
    this.state = ticketTransition(deed, this.state);
    this.updatedAt = now;
  }

  /** Ends the work with an answer: what was wrong has to be known (rule R20), and what lies within the boundaries is not turned down (rule R21). */
  resolve({ resolution, outcome, scope }: { resolution: string; outcome: TicketOutcome; scope: SupportScope }, now: Date): void {
    if (isOpen(this.state) && !this.diagnosis)
      throw new Problem('STATE', ticketMessages.notDiagnosed(), { field: 'ticketId', rule: 'R20' });
    this.state = ticketTransition('resolve', this.state);
    if (outcome === 'SELF_SERVICE') throw new Problem('INVALID', ticketMessages.closedAsSelfService(), { field: 'outcome' });
    if (outcome === 'NOT_SUPPORTED' && scope === 'WITHIN')
      throw new Problem('INVALID', ticketMessages.withinBoundaries(), { field: 'outcome', rule: 'R21' });
    Object.assign(this, { resolution, outcome, scope, resolvedAt: now, updatedAt: now });
  }

  /** Takes the work up again. */
  reopen(now: Date): void {
    const state = ticketTransition('reopen', this.state);
    if (!mayBeReopened(this, now)) throw new Problem('STATE', ticketMessages.reopenedTooLate({ days: REOPEN_DAYS }), { field: 'ticketId' });
    this.state = state;
    this.resolvedAt = this.resolution = this.outcome = null;
    this.updatedAt = now;
  }

  /** Ends it for good. As long as it may be reopened, that is for the customer to say. */
  close(byCustomer: boolean, now: Date): void {
    this.state = ticketTransition('close', this.state);
    if (!byCustomer && mayBeReopened(this, now))
      throw new Problem('STATE', ticketMessages.mayBeReopened({ days: REOPEN_DAYS }), { field: 'ticketId' });
    this.updatedAt = now;
  }

  /** Ends it because the customer took care of it (rule R29). */
  closeAsSelfService(now: Date): void {
    this.state = ticketTransition('closeAsSelfService', this.state);
    this.outcome = 'SELF_SERVICE';
    this.updatedAt = now;
  }

  /** Notes that something about it changed. */
  touch(now: Date): void {
    this.updatedAt = now;
  }
}

/** Whether it is still within the days in which a resolved ticket can be reopened. An import may know that it was resolved, and not when. */
function mayBeReopened({ resolvedAt, updatedAt }: Ticket, now: Date): boolean {
  return (now.getTime() - (resolvedAt ?? updatedAt).getTime()) / 86_400_000 <= REOPEN_DAYS;
}

export const ticketList = defineList('Ticket', () => Ticket, {
  order: {
    CREATED_AT: { property: 'createdAt', column: 'created_at', type: 'instant', direction: 'DESC', description: 'When it came in.' },
    UPDATED_AT: {
      property: 'updatedAt',
      column: 'updated_at',
      type: 'instant',
      direction: 'DESC',
      description: 'When anything that everybody on it may see last changed.',
    },
    NUMBER: {
      property: 'number',
      column: 'number',
      type: 'number',
      direction: 'DESC',
      description: 'Its number, which says nothing of when it was opened.',
    },
  },
  index: { table: 'ticket_access', row: 'ticket_id' },
  filters: ticketFilters,
});

publishType(Ticket, schema, {
  keys: ['number'],
  description: 'A request of a customer to its partner, and the work on it. One record, shared by the organizations that it concerns.',
  edges: {
    service: reference(() => Service, 'serviceId', 'The service it is about.'),
    subscription: reference(() => CustomerSubscription, 'subscriptionId', 'The subscription it is about.'),
    customer: reference(() => Customer, 'customerId', 'Whose ticket it is.'),
    partner: reference(() => Partner, 'partnerId', 'The partner whom the customer turned to.'),
    provider: reference(() => Partner, 'providerId', 'The indirect provider behind that partner, if any.'),
    notes: connectionTo(() => noteList, 'ticket_id', 'What was written about it; only what is meant for you.'),
    healthChecks: connectionTo(() => healthCheckList, 'ticket_id', 'The comparisons with service health, newest first (rule R07).'),
    troubleshooting: connectionTo(
      () => troubleshootingList,
      'ticket_id',
      'What was done in the customer’s tenant, newest first (rule R08).',
    ),
    escalations: connectionTo(
      () => escalationList,
      'ticket_id',
      'To whom it was handed on, newest first; not for the customer (rule R14).',
    ),
    escalationReadiness: computedField(
      () => EscalationReadiness,
      [],
      'What stands in the way of your handing it on, before you are refused; null for customers and the vendor.',
      readinessOf,
      true,
      { escalation: escalationFacts },
      { cells: 100 },
    ),
    serviceIncidents: manyToMany(
      () => ServiceIncident,
      { table: 'ticket_incident', near: 'ticket_id', far: 'incident_id' },
      'The incidents of the vendor that it was linked to.',
      20,
    ),
    timeline: connectionTo(
      () => timelineList,
      sql<boolean>`t.stream_type = 'Ticket' and t.stream_id = p.key`,
      'What happened to it, when, and by whom.',
    ),
  },
});
