/** Replay: what a subscriber missed, in order, from behind the place that it names. */
import { setTimeout as delay } from 'node:timers/promises';
import type { ValueOf } from '../src/kernel/enumeration.ts';
import type { ResyncReason } from '../src/kernel/live-mark.ts';
import type { Feed } from './feed.ts';
import type { Following } from './following.ts';
import type { Message } from './message.ts';
import type { Teller } from './teller.ts';

const TRY_AGAIN_MS = 250;

/** What came of a replay: everything was delivered, it was over before, or it cannot be: then why, and where the log stands. */
export type Replayed = 'DONE' | 'OVER' | { readonly reason: ValueOf<typeof ResyncReason>; readonly head: number };

/** Delivers what stands behind `after` up to `head`; `deliver` answers false when it is over. */
export async function replay(
  { feed, teller, over }: { feed: Feed; teller: Teller; over: AbortSignal },
  following: Following,
  [after, head]: readonly [after: number, head: number],
  deliver: (position: number, message: Message) => Promise<boolean>,
): Promise<Replayed> {
  const { live, asked, isOtherRole } = following;
  if (isOtherRole || feed.accessEnded(asked.viewer.organization, live.rights) > after) return { reason: 'RIGHTS_CHANGED', head };
  for (let at = after; at < head;) {
    const events = await feed.behind(at, over);
    if (events === undefined || over.aborted) return 'OVER';
    if (events === null) return { reason: 'NO_LONGER_KEPT', head };
    if (events.length === 0) {
      const end = await feed.end(over);
      if (end !== undefined && end < head) return { reason: 'NOT_REACHED', head: end };
      await delay(TRY_AGAIN_MS, undefined, { ref: false });
    }
    for (const event of events) {
      if (event.position > head) break;
      at = event.position;
      if (!teller.tells(live, event)) continue;
      const message = await teller.told(following, event);
      if (message && !(await deliver(event.position, message))) return 'OVER';
    }
  }
  return 'DONE';
}
