/** Deliveries: the messages to an endpoint, and what became of each. The live layer writes them. */
import { defineEntity, p } from '@mikro-orm/core';
import type { ActionContext } from '../../kernel/write/action-context.ts';
import { reference, connectionTo } from '../../kernel/schema/edge.ts';
import { defineEnum } from '../../kernel/schema/enum.ts';
import { field, timestampColumn } from '../../kernel/schema/field.ts';
import { enumOf, listOf } from '../../kernel/schema/input.ts';
import { inColumn, defineList } from '../../kernel/schema/list.ts';
import { publishType } from '../../kernel/schema/type.ts';
import { WebhookEndpoint } from '../endpoint/entity.ts';
import { attemptList } from './attempt.ts';
import { webhookDeliveryPolicy } from './policy.ts';

export const WebhookDeliveryState = defineEnum('WebhookDeliveryState', 'What became of a message.', {
  PENDING: 'It is to be sent, for the first time or again.',
  DELIVERED: 'It was taken.',
  FAILED: 'It was not taken, and is not sent again by itself.',
  WITHDRAWN: 'It was not to be seen any more when it was to be sent.',
});

const schema = defineEntity({
  name: 'WebhookDelivery',
  tableName: 'webhook_delivery',
  policies: webhookDeliveryPolicy.rows,
  indexes: [
    { properties: ['endpointId', 'createdAt', 'id'] },
    { properties: ['endpointId', 'state', 'nextAttemptAt', 'position'] },
    { properties: ['createdAt'] },
  ],
  uniques: [{ properties: ['endpointId', 'position'] }],
  properties: {
    id: field(
      p.uuid().primary().defaultRaw('uuidv7()'),
      'Identifies it everywhere in the graph, and is the `webhook-id` of every attempt.',
    ),
    endpointId: p.uuid(),
    organizationId: p.uuid(),
    /** Where the log tells of it. */
    position: p.bigint('number'),
    kind: field(
      p.text(),
      'What it tells, the `type` of the message: an event such as `incident.posted`, or a mark: `subscription.live_from_here`, `subscription.access_ended` or `subscription.resync_required`.',
    ),
    happenedAt: field(timestampColumn(), 'When that happened.'),
    /** The event that is told; null for a mark. */
    eventId: p.uuid().nullable(),
    /** What a mark says. */
    mark: p.json<Record<string, unknown>>().nullable(),
    state: field(p.enum(Object.values(WebhookDeliveryState)), 'What became of it.', () => WebhookDeliveryState),
    /** How often it was sent since it was last asked for. */
    tries: p.integer(),
    nextAttemptAt: field(timestampColumn().nullable(), 'When it is sent next; null unless it is PENDING.'),
    settledAt: field(timestampColumn().nullable(), 'When it was taken, given up or withdrawn; null while it is PENDING.'),
    createdAt: field(timestampColumn(), 'When it was first to be sent.'),
  },
});

/** A message to an endpoint. */
export class WebhookDelivery extends schema.class {
  /** Is to be sent again, from the first try on. */
  repeat(now: Date): void {
    this.state = 'PENDING';
    this.tries = 0;
    this.nextAttemptAt = now;
    this.settledAt = null;
  }
}

/** The first message to an endpoint, which says from where on it is told everything. */
export function createDelivery({ em, now }: ActionContext, { id, organizationId, position }: WebhookEndpoint): void {
  const mark = { kind: 'subscription.live_from_here', eventId: null, mark: {} };
  const due = { state: 'PENDING', tries: 0, nextAttemptAt: now } as const;
  em.create(WebhookDelivery, { ...mark, ...due, endpointId: id, organizationId, position, happenedAt: now, createdAt: now } as never);
}

export const webhookDeliveryList = defineList('WebhookDelivery', () => WebhookDelivery, {
  order: {
    CREATED_AT: {
      property: 'createdAt',
      column: 'created_at',
      type: 'instant',
      direction: 'DESC',
      description: 'When it was first to be sent.',
    },
  },
  filters: { states: inColumn(listOf(enumOf(WebhookDeliveryState, 'Only messages of which this became.')), 'state') },
});

publishType(WebhookDelivery, schema, {
  description:
    'A message to an endpoint. What it holds is not kept: it is read anew for each attempt, as the viewer of that moment. It can be read and sent again as long as the event log is kept.',
  edges: {
    endpoint: reference(() => WebhookEndpoint, 'endpointId', 'Where it goes.'),
    attempts: connectionTo(() => attemptList, 'delivery_id', 'Each time that it was sent, newest first.'),
  },
});
