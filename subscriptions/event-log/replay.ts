/** Replays the events that a subscriber missed, in order, after the position that it names. */
import { setTimeout as delay } from 'node:timers/promises';
import type { EventPosition } from '../../src/kernel/live/event-cursor.ts';
import type { ValueOf } from '../../src/kernel/schema/enum.ts';
import type { ResyncReason } from '../../src/kernel/live/stream-control.ts';
import type { EventFeed } from './event-feed.ts';
import type { SubscriptionPlan } from '../fan-out/subscription-plan.ts';
import type { RenderedMessage } from '../fan-out/rendered-message.ts';
import type { Renderer } from '../fan-out/renderer.ts';

const RETRY_DELAY_MS = 250;

/** The result of a replay: done, ended early, or the reason for a resync. */
export type Replayed = 'DONE' | 'OVER' | { readonly reason: ValueOf<typeof ResyncReason> };

/** Delivers the events after `after` up to `head`; `deliver` returns false when the subscription is over. */
export async function replay(
  { feed, renderer, over }: { feed: EventFeed; renderer: Renderer; over: AbortSignal },
  plan: SubscriptionPlan,
  [after, head]: readonly [after: EventPosition, head: EventPosition],
  deliver: (place: EventPosition, message: RenderedMessage) => Promise<boolean>,
): Promise<Replayed> {
  const { live, request: asked, isOtherRole } = plan;
  if (isOtherRole || feed.accessEnds.of(asked.viewer.organization, live.accessTypes) > after.position) return { reason: 'RIGHTS_CHANGED' };
  for (let at = after; at.position < head.position;) {
    const events = await feed.behind(at, over);
    if (events === undefined || over.aborted) return 'OVER';
    if (typeof events === 'string') return { reason: events };
    if (events.length === 0) await delay(RETRY_DELAY_MS, undefined, { ref: false }); // the event has not arrived yet
    for (const event of events) {
      if (event.position > head.position) break;
      at = event;
      if (!renderer.isEligible(live, event)) continue;
      const message = await renderer.renderMissed(plan, event);
      if (message && !(await deliver(event, message))) return 'OVER';
    }
  }
  return 'DONE';
}
