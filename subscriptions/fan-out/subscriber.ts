/** A subscriber: what it missed, then what happens, each once and in order; or word that it must start over. */
import type { EventPosition } from '../../src/kernel/live/event-cursor.ts';
import { CURSOR_PLACEHOLDER, ID_FILTER } from '../../src/kernel/live/subscription-field.ts';
import {
  control,
  ResyncRequired,
  UpdatesLeftOut,
  type ResyncReason,
  type UpdatesLeftOutCause,
} from '../../src/kernel/live/stream-control.ts';
import type { LoggedEvent } from '../../src/kernel/write/event.ts';
import type { ValueOf } from '../../src/kernel/schema/enum.ts';
import { notFound } from '../../src/kernel/write/problem.ts';
import { channels } from '../../src/telemetry/channels.ts';
import { stopOf } from '../../src/kernel/load/stopped.ts';
import type { EventFeed } from '../event-log/event-feed.ts';
import type { SubscriptionPlan } from './subscription-plan.ts';
import type { RenderedMessage } from './rendered-message.ts';
import { NotRendered, TooSlow } from './database-retry.ts';
import { replay } from '../event-log/replay.ts';
import { reconnectDelay } from './reconnect-delay.ts';
import { MAX_BUFFERED_BYTES, STUCK_AFTER_MS, type Sink } from './sink.ts';
import type { Renderer } from './renderer.ts';
import { Backlog, type Numbered } from './backlog.ts';

/** One subscription, from its beginning to its end. */
export class Subscriber {
  readonly following: SubscriptionPlan;
  /** What is at or before this position is not for the live delivery: it was delivered before, or not asked for. */
  joined: number;
  readonly #feed: EventFeed;
  readonly #teller: Renderer;
  readonly #sink: Sink;
  readonly #over = new AbortController();
  /** What came while nothing can be written; null while it can. */
  #waiting: Backlog | null = new Backlog();
  /** Where it ends by itself. */
  #last = Infinity;
  #hasBegun = false;
  #held: PromiseWithResolvers<void> | null = null;
  #isBehind = false;
  #isLeft = false;
  /** Where the last message stands that it was sent, or where it began. */
  #sent: EventPosition;

  constructor(following: SubscriptionPlan, head: EventPosition, feed: EventFeed, teller: Renderer, sink: Sink) {
    this.joined = (this.#sent = head).position;
    [this.following, this.#feed, this.#teller, this.#sink] = [following, feed, teller, sink];
  }

  get isOver(): boolean {
    return this.#over.signal.aborted;
  }

  /** Delivers what was missed, then what waited meanwhile; from then on what comes is delivered as it comes. */
  async begin(after: EventPosition | null): Promise<void> {
    const head = this.#sent;
    this.#sent = after ?? head;
    if (!(await this.#teller.sees(this.following))) return this.#refuse();
    const lost = after && (await this.#feed.check(after, this.#over.signal));
    if (lost) return void (await this.#resync(lost, (await this.#feed.end(this.#over.signal)) ?? head));
    // Another process may have been there already, before this one heard of it.
    if (after !== null && after.position > head.position) this.joined = after.position;
    else if (after !== null && !(await this.#replay(after, head))) return;
    await this.#held?.promise;
    const start = await this.#teller.start(this.following);
    if (!(await this.#keepsUp(MAX_BUFFERED_BYTES))) return;
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
    if (this.following.given.some(([key, id]) => key === ID_FILTER && id === subjectId)) this.#last = position;
  }

  /** Says where the log stands, if nothing was told since it stood at `before`. */
  stand(before: number, message: Numbered): void {
    if (this.#sent.position <= before) this.#take(message);
  }

  /**
   * An update could not be worked out; without a place it is one that was missed. It is there when one comes back for it, unless it cannot be
   * made at all; then one starts over behind it. Answers whether it was meant for this subscriber.
   */
  fail(place: EventPosition | null, error: unknown): boolean {
    if (this.isOver || (place && place.position <= this.joined)) return false;
    if (error instanceof NotRendered) this.#resync('UPDATE_FAILED', error.place ?? place ?? this.#sent).catch(() => this.#cut());
    else this.comeBack(error instanceof TooSlow || stopOf(error) ? 'SLOW_SUBSCRIPTION' : 'UNAVAILABLE');
    return true;
  }

  /** Says that an update was left out, and where to come back for it. */
  comeBack(cause: ValueOf<typeof UpdatesLeftOutCause>): void {
    if (!this.isOver) this.#leaveOut(cause).catch(() => this.#cut());
  }

  /** Says that it must start over. */
  startOver(head: EventPosition, why: ValueOf<typeof ResyncReason>): void {
    if (!this.isOver) this.#resync(why, head).catch(() => this.#cut());
  }

  /** Delivers nothing until {@link release}: what comes meanwhile waits. */
  hold(): void {
    this.#held ??= Promise.withResolvers();
    this.#waiting ??= new Backlog();
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
    this.#over.abort((this.#isLeft = true));
  }

  /** What stands behind `after` up to `head`; false when that cannot be delivered. */
  async #replay(after: EventPosition, head: EventPosition): Promise<boolean> {
    const around = { feed: this.#feed, teller: this.#teller, over: this.#over.signal };
    const done = await replay(around, this.following, [after, head], async (place, message) => {
      // Nobody waits for this reader, so what it missed goes at its own pace.
      if (!(await this.#keepsUp(MAX_BUFFERED_BYTES / 2))) return false;
      await this.#held?.promise;
      if (!this.isOver) this.#write(place, message);
      return !this.isOver;
    });
    if (typeof done === 'object') return this.#resync(done.reason, head);
    if (done === 'DONE') this.#sent = head;
    return done === 'DONE';
  }

  #take([place, message]: Numbered): void {
    if (this.isOver || place.position <= this.joined) return;
    if (!this.#waiting && this.#sink.behind > MAX_BUFFERED_BYTES) void this.#catchUp();
    if (!this.#waiting) this.#write(place, message);
    else if (!this.#waiting.add([place, message])) this.comeBack('SLOW_READER');
  }

  /** A burst may be more than a connection takes at once: what comes waits until it has, and until then there is some room. */
  async #catchUp(): Promise<void> {
    [this.#waiting, this.#isBehind] = [new Backlog(), true];
    await this.#keepsUp(MAX_BUFFERED_BYTES);
    this.#isBehind = false;
    this.#flush();
  }

  /** Waits for a reader that is further behind than this until it has taken everything; false when it is over. */
  async #keepsUp(behind: number): Promise<boolean> {
    if (this.#sink.behind > behind && !(await this.#sink.drained(STUCK_AFTER_MS)) && !this.isOver) this.#cut();
    return !this.isOver;
  }

  #flush(): void {
    const waiting = this.#waiting;
    if (!waiting || !this.#hasBegun || this.#held || this.#isBehind || this.isOver) return;
    this.#waiting = null;
    this.give(waiting.messages);
  }

  #write(place: EventPosition, message: RenderedMessage): void {
    if (this.isOver) return;
    const cursor = this.#cursor((this.#sent = place));
    this.#sink.write(message.text(cursor), cursor);
    if (channels.live.hasSubscribers) channels.live.publish({ kind: message.kind });
    if (message.isLast || place.position >= this.#last) this.end();
  }

  /** What a slow reader has not taken is left out, and so is what is not worked out; it is told so as soon as it reads again. */
  async #leaveOut(cause: ValueOf<typeof UpdatesLeftOutCause>): Promise<void> {
    this.#over.abort();
    this.#waiting = null;
    if (!(await this.#sink.drained(STUCK_AFTER_MS))) return this.#cut();
    const retryAfterMs = reconnectDelay(cause);
    const message = await this.#teller.mark(this.following, control(UpdatesLeftOut, { cause, retryAfterMs, cursor: CURSOR_PLACEHOLDER }));
    this.#finish(message, this.#cursor(this.#sent), retryAfterMs);
  }

  async #resync(reason: ValueOf<typeof ResyncReason>, head: EventPosition): Promise<false> {
    this.#over.abort();
    this.#waiting = null;
    const { query } = this.following.live;
    const message = await this.#teller.mark(this.following, control(ResyncRequired, { reason, query, cursor: CURSOR_PLACEHOLDER }));
    this.#finish(message, this.#cursor(head));
    return false;
  }

  /** Its last message; nothing where its reader has gone, for its id may be another subscription's by now. */
  #finish(message: RenderedMessage, cursor: () => string, retryAfterMs?: number): void {
    if (this.#isLeft) return;
    this.#sink.write(message.text(cursor), cursor);
    if (channels.live.hasSubscribers) channels.live.publish({ kind: message.kind });
    this.#sink.complete(retryAfterMs);
  }

  #cursor(place: EventPosition): () => string {
    return () => this.#feed.cursors.encode(place, this.following.asked.viewer.organization, this.following.role);
  }

  /** What it follows is not there, or not the viewer's to see: which of both is the same answer. */
  #refuse(): void {
    this.#over.abort();
    this.#finish(this.#teller.refusal(this.following, notFound('id')), () => '');
  }

  #cut(): void {
    this.#over.abort();
    this.#sink.cut();
  }
}
