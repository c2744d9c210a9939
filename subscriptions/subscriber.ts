/** A subscriber: what it missed, then what happens, each once and in order; or word that it must start over. */
import { setTimeout as delay } from 'node:timers/promises';
import { CURSOR_HOLE, ONE } from '../src/kernel/live.ts';
import { mark, ResyncRequired, UpdatesLeftOut, type ResyncReason } from '../src/kernel/live-mark.ts';
import type { LoggedEvent } from '../src/kernel/event.ts';
import type { ValueOf } from '../src/kernel/enumeration.ts';
import { notFound } from '../src/kernel/problem.ts';
import type { Feed } from './feed.ts';
import type { Following } from './following.ts';
import type { Message } from './message.ts';
import { MOST_BEHIND, type Sink } from './sink.ts';
import type { Teller } from './teller.ts';

/** How many updates wait at most while what was missed is delivered. */
const MOST_WAITING = 2_000;
/** A reader that takes nothing for so long has gone away without a word. */
const STUCK_AFTER_MS = 10_000;
const TRY_AGAIN_MS = 250;

/** A message, and the position of what it tells. */
type Numbered = readonly [position: number, message: Message];

/** One subscription, from its beginning to its end. */
export class Subscriber {
  readonly following: Following;
  /** What is at or before this position is not for the live delivery: it was delivered before, or not asked for. */
  joined: number;
  readonly #feed: Feed;
  readonly #teller: Teller;
  readonly #sink: Sink;
  readonly #over = new AbortController();
  #waiting: Numbered[] | null = [];
  /** Where it ends by itself. */
  #last = Infinity;
  #hasBegun = false;
  #held: PromiseWithResolvers<void> | null = null;
  #isLeft = false;
  #sent = 0;

  constructor(following: Following, joined: number, feed: Feed, teller: Teller, sink: Sink) {
    this.following = following;
    this.joined = joined;
    this.#feed = feed;
    this.#teller = teller;
    this.#sink = sink;
  }

  get isOver(): boolean {
    return this.#over.signal.aborted;
  }

  /** Delivers what was missed, then what waited meanwhile; from then on what comes is delivered as it comes. */
  async begin(after: number | null): Promise<void> {
    const head = this.joined;
    this.#sent = after ?? head;
    if (!(await this.#teller.sees(this.following))) return this.#refuse();
    if (after !== null && after > head) {
      // Another process may have been there already, before this one heard of it.
      const end = await this.#feed.end(this.#over.signal);
      if (end !== undefined && after > end) return void (await this.#resync('NOT_REACHED', end));
      this.joined = after;
    } else if (after !== null && !(await this.#replay(after, head))) return;
    await this.#held?.promise;
    if (this.isOver) return;
    const start = await this.#teller.start(this.following);
    this.#write(this.#sent, start);
    this.#hasBegun = true;
    this.#flush();
  }

  /** Takes messages of the live delivery, in order. */
  give(messages: readonly Numbered[]): void {
    if (messages.length === 1) this.#take(messages[0]!);
    else this.#sink.together(() => messages.forEach((message) => this.#take(message)));
  }

  /** Something is no longer to be seen. When it was all that was followed, the subscription ends behind the message that says so. */
  lost({ subjectId, position }: LoggedEvent): void {
    if (this.following.given.some(([key, id]) => key === ONE && id === subjectId)) this.#last = position;
  }

  /** Says that an update was left out, and where to come back for it. */
  comeBack(): void {
    if (!this.isOver) void this.#leaveOut();
  }

  /** Says that it must start over. */
  startOver(head: number, why: ValueOf<typeof ResyncReason>): void {
    if (!this.isOver) void this.#resync(why, head);
  }

  /** Delivers nothing until {@link release}: what comes meanwhile waits. */
  hold(): void {
    this.#held ??= Promise.withResolvers();
    this.#waiting ??= [];
  }

  release(): void {
    this.#held?.resolve();
    this.#held = null;
    this.#flush();
  }

  /** Ends it and says so. */
  end(): void {
    if (this.isOver) return;
    this.#over.abort();
    this.#sink.complete();
  }

  /** Its reader has ended it, or gone. */
  leave(): void {
    this.#isLeft = true;
    this.#over.abort();
  }

  /** What stands behind `after` up to `head`; false when that cannot be delivered. */
  async #replay(after: number, head: number): Promise<boolean> {
    const { live, asked } = this.following;
    if (this.#feed.accessEnded(asked.viewer.organization, live.rights) > after) return this.#resync('RIGHTS_CHANGED', head);
    for (let at = after; at < head;) {
      const events = await this.#feed.behind(at, this.#over.signal);
      if (events === undefined || this.isOver) return false;
      if (events === null) return this.#resync('NO_LONGER_KEPT', head);
      if (events.length === 0) {
        const end = await this.#feed.end(this.#over.signal);
        if (end !== undefined && end < head) return this.#resync('NOT_REACHED', end);
        await delay(TRY_AGAIN_MS, undefined, { ref: false });
      }
      for (const event of events) {
        if (event.position > head) break;
        at = event.position;
        if (!this.#teller.tells(live, event)) continue;
        const message = await this.#teller.told(this.following, event);
        if (!message) continue;
        // Nobody waits for this reader, so what it missed goes at its own pace.
        if (this.#sink.behind > MOST_BEHIND / 2 && !(await this.#sink.drained(STUCK_AFTER_MS))) return this.#cut();
        await this.#held?.promise;
        if (this.isOver) return false;
        this.#write(event.position, message);
      }
    }
    this.#sent = head;
    return true;
  }

  #take([position, message]: Numbered): void {
    if (this.isOver || position <= this.joined) return;
    if (!this.#waiting) this.#write(position, message);
    else if (this.#waiting.length < MOST_WAITING) this.#waiting.push([position, message]);
    else void this.#leaveOut();
  }

  #flush(): void {
    const waiting = this.#waiting;
    if (!waiting || !this.#hasBegun || this.#held || this.isOver) return;
    this.#waiting = null;
    this.give(waiting);
  }

  #write(position: number, message: Message): void {
    if (this.isOver) return;
    if (this.#sink.behind > MOST_BEHIND) return void this.#leaveOut();
    const { organization } = this.following.asked.viewer;
    const cursor = () => this.#feed.cursors.of(position, organization);
    this.#sink.write(message.text(cursor), cursor);
    this.#sent = position;
    if (position >= this.#last) this.end();
  }

  /** What a slow reader has not taken is left out, and it is told so as soon as it reads again. */
  async #leaveOut(): Promise<void> {
    this.#over.abort();
    this.#waiting = null;
    if (!(await this.#sink.drained(STUCK_AFTER_MS))) return void this.#cut();
    await this.#finish(mark(UpdatesLeftOut, { cursor: CURSOR_HOLE }), this.#sent);
  }

  async #resync(reason: ValueOf<typeof ResyncReason>, head: number): Promise<false> {
    this.#over.abort();
    this.#waiting = null;
    await this.#finish(mark(ResyncRequired, { reason, query: this.following.live.query, cursor: CURSOR_HOLE }), head);
    return false;
  }

  async #finish(last: object, position: number): Promise<void> {
    const { organization } = this.following.asked.viewer;
    const message = await this.#teller.mark(this.following, last);
    // Its id may be another subscription's by now.
    if (this.#isLeft) return;
    const cursor = () => this.#feed.cursors.of(position, organization);
    this.#sink.write(message.text(cursor), cursor);
    this.#sink.complete();
  }

  /** What it follows is not there, or not the viewer's to see: which of both is the same answer. */
  #refuse(): void {
    this.#over.abort();
    if (this.#isLeft) return;
    const cursor = () => '';
    this.#sink.write(this.#teller.refusal(this.following, notFound('id')).text(cursor), cursor);
    this.#sink.complete();
  }

  #cut(): false {
    this.#over.abort();
    this.#sink.cut();
    return false;
  }
}
