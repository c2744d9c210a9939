/** Tickets: a customer's request to its partner, and the work on it. */
import { defineEntity, p } from '@mikro-orm/core';
import { sql } from 'kysely';
import { edge, edges, links } from '../../kernel/edge.ts';
import { timeline } from '../../kernel/event.ts';
import { field, identity, instant } from '../../kernel/field.ts';
import { choice, id, line, several, time } from '../../kernel/input.ts';
import { among, concerning, filter, list } from '../../kernel/list.ts';
import { Problem } from '../../kernel/problem.ts';
import { type } from '../../kernel/type.ts';
import { noteList } from '../note/entity.ts';
import { Customer, CustomerSubscription, Partner, Service, ServiceIncident } from '../stubs.ts';
import { ticketMessages } from './messages.ts';
import { Person, TicketContact } from './people.ts';
import { ticketPolicy } from './policy.ts';
import { REOPEN_DAYS, step, TicketChannel, TicketSeverity, TicketState } from './state.ts';

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
  ],
  properties: {
    id: identity(),
    number: field(
      p.integer().unique().defaultRaw(`nextval('ticket_number')`).ignoreSchemaChanges('default'),
      'The number that people call it by.',
    ),
    title: field(p.text(), 'What is wrong, in a line.'),
    description: field(p.text(), 'What is wrong, in full.'),
    state: field(p.enum(Object.values(TicketState)), 'Where it stands.', () => TicketState),
    severity: field(p.enum(Object.values(TicketSeverity)), 'How grave it is for the business.', () => TicketSeverity),
    channel: field(p.enum(Object.values(TicketChannel)), 'How it came in.', () => TicketChannel),
    serviceId: p.uuid().nullable().index(),
    subscriptionId: p.uuid().nullable(),
    customerId: p.uuid(),
    partnerId: p.uuid(),
    providerId: p.uuid().nullable(),
    assignee: field(
      p.json<Person>().nullable(),
      'Who works on it: always somebody at a partner (rule R06); null until somebody is named.',
      () => Person,
    ),
    contact: field(p.json<TicketContact>().nullable(), 'Whom to turn to about it.', () => TicketContact),
    resolution: field(p.text().nullable(), 'How it was solved; null until it is.'),
    createdAt: field(instant(), 'When it came in.'),
    updatedAt: field(instant(), 'When anything that everybody on it may see last changed.'),
    resolvedAt: field(instant().nullable(), 'When it was resolved; null if it is not.'),
    externalId: p.text().nullable().unique(),
  },
});

/** A request of a customer to its partner. */
export class Ticket extends schema.class {
  /** Gives it to somebody; work begins with that. */
  assign(assignee: Person, now: Date): void {
    this.state = step('assign', this.state);
    this.assignee = assignee;
    this.updatedAt = now;
  }

  /** Ends the work with an answer. */
  resolve(resolution: string, now: Date): void {
    this.state = step('resolve', this.state);
    this.resolution = resolution;
    this.resolvedAt = this.updatedAt = now;
  }

  /** Takes the work up again. */
  reopen(now: Date): void {
    const state = step('reopen', this.state);
    // An import may know that it was resolved, and not when.
    const days = (now.getTime() - (this.resolvedAt ?? this.updatedAt).getTime()) / 86_400_000;
    if (days > REOPEN_DAYS) throw new Problem('STATE', ticketMessages.reopenedTooLate({ days: REOPEN_DAYS }), { field: 'ticketId' });
    this.state = state;
    this.resolvedAt = this.resolution = null;
    this.updatedAt = now;
  }

  /** Notes that something about it changed. */
  touch(now: Date): void {
    this.updatedAt = now;
  }
}

export const ticketList = list('Ticket', () => Ticket, {
  order: {
    CREATED_AT: { property: 'createdAt', column: 'created_at', type: 'instant', direction: 'DESC', description: 'When it came in.' },
    UPDATED_AT: {
      property: 'updatedAt',
      column: 'updated_at',
      type: 'instant',
      direction: 'DESC',
      description: 'When anything that everybody on it may see last changed.',
    },
    NUMBER: { property: 'number', column: 'number', type: 'number', direction: 'DESC', description: 'Its number.' },
  },
  index: { table: 'ticket_access', row: 'ticket_id' },
  filters: {
    states: among(several(choice(TicketState, 'Only tickets in these states.')), 'state'),
    severities: among(several(choice(TicketSeverity, 'Only tickets of these severities.')), 'severity'),
    services: among(several(id('Only tickets about these services.')), 'service_id'),
    customers: concerning(
      'customer',
      several(id('Only tickets of these customers.')),
      (ids) => sql<boolean>`t.customer_id = any(${ids})`,
      () => [sql<boolean>`t.customer_id = k.key`],
    ),
    partners: concerning(
      'partner',
      several(id('Only tickets on which one of these partners works.')),
      (ids) => sql<boolean>`(t.partner_id = any(${ids}) or t.provider_id = any(${ids}))`,
      (ids) => [sql<boolean>`t.partner_id = k.key`, sql<boolean>`t.provider_id = k.key and t.partner_id <> all(${ids})`],
    ),
    createdFrom: filter(time('Only tickets that came in at this time or later.'), (at) => sql<boolean>`t.created_at >= ${at}`),
    search: filter(
      line('Only tickets whose title holds this text, in any case.', 100),
      (text) => sql<boolean>`position(lower(${text}) in lower(t.title)) > 0`,
    ),
  },
});

type(Ticket, schema, {
  description: 'A request of a customer to its partner, and the work on it. One record, shared by the organizations that it concerns.',
  edges: {
    service: edge(() => Service, 'serviceId', 'The service it is about.'),
    subscription: edge(() => CustomerSubscription, 'subscriptionId', 'The subscription it is about.'),
    customer: edge(() => Customer, 'customerId', 'Whose ticket it is.'),
    partner: edge(() => Partner, 'partnerId', 'The partner whom the customer turned to.'),
    provider: edge(() => Partner, 'providerId', 'The indirect provider behind that partner, if any.'),
    notes: edges(() => noteList, 'ticket_id', 'What was written about it; only what is meant for you.'),
    serviceIncidents: links(
      () => ServiceIncident,
      { table: 'ticket_incident', near: 'ticket_id', far: 'incident_id' },
      'The incidents of the vendor that it was linked to.',
    ),
    timeline: edges(
      () => timeline,
      sql<boolean>`t.stream_type = 'Ticket' and t.stream_id = p.key`,
      'What happened to it, when, and by whom.',
    ),
  },
});
