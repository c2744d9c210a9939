/** What is sent: the message of an event or a mark, in the form of Standard Webhooks. */
import { ACCESS_STREAM, LOG_STREAM, type LoggedEvent } from '../../src/kernel/write/event.ts';
import { CURSOR_PLACEHOLDER } from '../../src/kernel/live/subscription-field.ts';
import { AccessEnded, LiveFromHere, control, ResyncRequired } from '../../src/kernel/live/stream-control.ts';
import type { EventFeed } from '../event-log/event-feed.ts';
import type { SubscriptionPlan } from '../fan-out/subscription-plan.ts';
import type { CursorExpired } from '../event-log/postgres-log.ts';
import type { Renderer } from '../fan-out/renderer.ts';
import type { DeliveryStore } from './delivery-store.ts';
import type { DueDelivery, Message } from './types.ts';

/** The kind of the message that something is no longer to be seen. */
export const ENDED = 'subscription.access_ended';
const RESYNC = 'subscription.resync_required';
/** The marks that an endpoint is sent, by the kind of their messages. */
const MARKS: Readonly<Record<string, new () => object>> = {
  'subscription.live_from_here': LiveFromHere,
  [ENDED]: AccessEnded,
  [RESYNC]: ResyncRequired,
};

/** Whether an event becomes a mark, which no filter holds back. */
export const isControl = ({ streamType }: LoggedEvent): boolean => streamType === ACCESS_STREAM || streamType === LOG_STREAM;

/** What telling needs of the rest. */
export interface PayloadOptions {
  readonly ledger: DeliveryStore;
  readonly feed: EventFeed;
  readonly teller: Renderer;
}

/** That what an endpoint asks cannot be answered: its subscription is at fault. */
export const NOT_UNDERSTOOD = Symbol('not understood');

/** The answer to the subscription's selection now, or null where it is not for this viewer any more. */
export async function bodyOf(
  { teller, ledger, feed }: PayloadOptions,
  following: SubscriptionPlan,
  due: DueDelivery,
): Promise<Buffer | null | typeof NOT_UNDERSTOOD> {
  const { viewer } = following.asked;
  let told;
  if (due.mark) told = await teller.mark(following, markOf(due));
  else {
    const event = await ledger.event(viewer, due);
    told = event && (await teller.toldNow(following, event));
  }
  if (!told) return null;
  if (told.isLast) return NOT_UNDERSTOOD;
  const result = told.text(() => feed.cursors.encode(due, viewer.organization)).toString('utf8');
  const head = JSON.stringify({ type: due.kind, timestamp: due.happenedAt });
  return Buffer.from(`${head.slice(0, -1)},${result.slice(1)}`);
}

/** That the endpoint must start over: the log was dropped before it was looked through for it, or went back to an older state. */
export const lost = (reason: CursorExpired, position: number, { live }: SubscriptionPlan, happenedAt: Date): Message => ({
  position,
  kind: RESYNC,
  happenedAt,
  eventId: null,
  mark: { reason, query: live.query },
});

const markOf = ({ kind, mark: said }: DueDelivery): object => control(MARKS[kind]!, { ...said, cursor: CURSOR_PLACEHOLDER });
