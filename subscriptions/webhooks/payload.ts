/** The payload of a delivery: the message of an event or a control message, in the form of Standard Webhooks. */
import { ACCESS_STREAM, LOG_STREAM, type LoggedEvent } from '../../src/kernel/write/event.ts';
import { CURSOR_PLACEHOLDER } from '../../src/kernel/live/subscription-field.ts';
import { AccessEnded, LiveFromHere, control, ResyncRequired } from '../../src/kernel/live/stream-control.ts';
import type { EventFeed } from '../event-log/event-feed.ts';
import type { SubscriptionPlan } from '../fan-out/subscription-plan.ts';
import type { CursorExpired } from '../event-log/postgres-log.ts';
import type { Renderer } from '../fan-out/renderer.ts';
import type { DeliveryStore } from './delivery-store.ts';
import type { DueDelivery, Message } from './types.ts';

/** The kind of the message for the end of access. */
export const ENDED = 'subscription.access_ended';
const RESYNC = 'subscription.resync_required';
/** The control messages of an endpoint, by kind. */
const CONTROLS: Readonly<Record<string, new () => object>> = {
  'subscription.live_from_here': LiveFromHere,
  [ENDED]: AccessEnded,
  [RESYNC]: ResyncRequired,
};

/** Whether an event becomes a control message, which no filter holds back. */
export const isControl = ({ streamType }: LoggedEvent): boolean => streamType === ACCESS_STREAM || streamType === LOG_STREAM;

/** The dependencies of a payload. */
export interface PayloadOptions {
  readonly deliveryStore: DeliveryStore;
  readonly feed: EventFeed;
  readonly renderer: Renderer;
}

/** The endpoint's subscription is at fault and cannot be executed. */
export const NOT_UNDERSTOOD = Symbol('not understood');

/** The answer to the subscription with the current data; null when the reader may no longer see it. */
export async function bodyOf(
  { renderer, deliveryStore, feed }: PayloadOptions,
  plan: SubscriptionPlan,
  due: DueDelivery,
): Promise<Buffer | null | typeof NOT_UNDERSTOOD> {
  const { viewer } = plan.request;
  let message;
  if (due.control) message = await renderer.control(plan, controlOf(due));
  else {
    const event = await deliveryStore.event(viewer, due);
    message = event && (await renderer.renderNow(plan, event));
  }
  if (!message) return null;
  if (message.isLast) return NOT_UNDERSTOOD;
  const result = message.text(() => feed.cursors.encode(due, viewer.organization)).toString('utf8');
  const head = JSON.stringify({ type: due.kind, timestamp: due.happenedAt });
  return Buffer.from(`${head.slice(0, -1)},${result.slice(1)}`);
}

/** The message that an endpoint must resync: the log dropped events before the endpoint got them, or went back to an older state. */
export const lost = (reason: CursorExpired, position: number, { live }: SubscriptionPlan, happenedAt: Date): Message => ({
  position,
  kind: RESYNC,
  happenedAt,
  eventId: null,
  control: { reason, query: live.query },
});

const controlOf = ({ kind, control: values }: DueDelivery): object => control(CONTROLS[kind]!, { ...values, cursor: CURSOR_PLACEHOLDER });
