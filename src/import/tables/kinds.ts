/** The kinds of tables that can be taken: their fields, and the record that a row becomes, in the form of an export that is known. */
import { SubscriptionStatus } from '../../accounts/customer-subscription/entity.ts';
import { IncidentClassification } from '../../health/incident/terms.ts';
import { HealthStatus } from '../../health/service/status.ts';
import { ServiceMessageCategory, ServiceMessageSeverity } from '../../notices/service-message/kind.ts';
import { TicketSeverity } from '../../tickets/ticket/state.ts';
import { DESK_STATES } from '../desks/desk.ts';

/** What the cells of a column hold: text as it is, a time, or one of some words. */
export type TableCell = 'text' | 'time' | 'yesNo' | 'list' | readonly string[];

/** A field of a kind. */
export interface Field {
  readonly cell: TableCell;
  readonly required?: true;
}

/** The fields of a row that were read. */
export type Values = Readonly<Record<string, unknown>>;

/** A kind of table. */
export interface Kind {
  readonly fields: Readonly<Record<string, Field>>;
  record(values: Values): Record<string, unknown>;
}

const needed = (cell: TableCell = 'text'): Field => ({ cell, required: true });
const some = (cell: TableCell = 'text'): Field => ({ cell });
const words = (values: object): readonly string[] => Object.keys(values);

const person = (name: unknown, email: unknown, phone?: unknown): object | undefined =>
  name || email ? { name: name ?? email, email, phone } : undefined;

/** Every kind, by the name that a mapping gives it. */
export const KINDS = {
  customers: {
    fields: { tenantId: needed(), name: needed(), domain: some(), country: some(), reseller: some(), relationship: some() },
    record: ({ tenantId, name, domain, country, reseller, relationship }) => ({
      id: tenantId,
      companyProfile: { companyName: name, domain, address: { country } },
      associatedPartnerId: reseller,
      relationshipToPartner: relationship,
      attributes: { objectType: 'Customer' },
    }),
  },
  subscriptions: {
    fields: {
      id: needed(),
      customer: needed(),
      offer: needed(),
      quantity: needed(),
      status: needed(words(SubscriptionStatus)),
      startedAt: some('time'),
      partnerId: some(),
    },
    record: ({ id, customer, offer, quantity, status, startedAt, partnerId }) => ({
      id,
      offerName: offer,
      quantity,
      status,
      effectiveStartDate: startedAt,
      partnerId,
      customerId: customer,
      attributes: { objectType: 'Subscription' },
    }),
  },
  incidents: {
    fields: {
      id: needed(),
      title: needed(),
      service: needed(),
      status: needed(words(HealthStatus)),
      startedAt: needed('time'),
      endedAt: some('time'),
      updatedAt: some('time'),
      classification: some(words(IncidentClassification)),
      impact: some(),
      isResolved: some('yesNo'),
    },
    record: ({ startedAt, endedAt, updatedAt, impact, ...said }) => ({
      ...said,
      startDateTime: startedAt,
      endDateTime: endedAt,
      lastModifiedDateTime: updatedAt,
      impactDescription: impact,
      '@odata.type': '#microsoft.graph.serviceHealthIssue',
    }),
  },
  messages: {
    fields: {
      id: needed(),
      title: needed(),
      updatedAt: needed('time'),
      startsAt: some('time'),
      endsAt: some('time'),
      actionRequiredAt: some('time'),
      body: some(),
      category: some(words(ServiceMessageCategory)),
      severity: some(words(ServiceMessageSeverity)),
      services: some('list'),
      tags: some('list'),
      isMajorChange: some('yesNo'),
    },
    record: ({ updatedAt, startsAt, endsAt, actionRequiredAt, body, ...said }) => ({
      ...said,
      startDateTime: startsAt ?? updatedAt,
      endDateTime: endsAt,
      lastModifiedDateTime: updatedAt,
      actionRequiredByDateTime: actionRequiredAt,
      body: { contentType: 'text', content: body },
      '@odata.type': '#microsoft.graph.serviceUpdateMessage',
    }),
  },
  tickets: {
    fields: {
      number: needed(),
      title: needed(),
      status: needed(DESK_STATES),
      createdAt: needed('time'),
      severity: some(words(TicketSeverity)),
      description: some(),
      updatedAt: some('time'),
      resolvedAt: some('time'),
      resolution: some(),
      service: some(),
      customerTenantId: some(),
      customerDomain: some(),
      customerId: some(),
      customerName: some(),
      requesterName: some(),
      requesterEmail: some(),
      requesterPhone: some(),
      assigneeName: some(),
      assigneeEmail: some(),
    },
    record: (said) => ({
      type: 'tierline.ticket',
      number: said.number,
      title: said.title,
      description: said.description,
      status: said.status,
      severity: said.severity,
      createdAt: said.createdAt,
      updatedAt: said.updatedAt,
      resolvedAt: said.resolvedAt,
      resolution: said.resolution,
      service: said.service,
      customer: { tenantId: said.customerTenantId, domain: said.customerDomain, id: said.customerId, name: said.customerName },
      requester: person(said.requesterName, said.requesterEmail, said.requesterPhone),
      assignee: person(said.assigneeName, said.assigneeEmail),
    }),
  },
  notes: {
    fields: {
      ticket: needed(),
      text: needed(),
      author: needed(),
      authorEmail: some(),
      createdAt: needed('time'),
      visibility: needed(['PUBLIC', 'INTERNAL']),
    },
    record: ({ author, authorEmail, ...said }) => ({ type: 'tierline.note', ...said, author: person(author, authorEmail) }),
  },
} as const satisfies Record<string, Kind>;

/** The name of a kind. */
export type KindName = keyof typeof KINDS;
