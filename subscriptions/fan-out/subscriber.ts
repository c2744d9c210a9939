/** A subscriber gets the updates that it missed, then new ones, each once and in order, or a message to start over. */
import type { EventPosition } from '../../src/kernel/live/event-cursor.ts';
import { CURSOR_PLACEHOLDER, ID_FILTER } from '../../src/kernel/live/subscription-field.ts';
import { control, ResyncRequired, UpdatesLeftOut } from '../../src/kernel/live/stream-control.ts';
import type { ResyncReason, UpdatesLeftOutCause } from '../../src/kernel/live/stream-control.ts';
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
  readonly plan: SubscriptionPlan;
  /** Live delivery skips events up to this position: the subscriber has them already, or did not request them. */
  joined: number;
  readonly #feed: EventFeed;
  readonly #renderer: Renderer;
  readonly #sink: Sink;
  readonly #over = new AbortController();
  /** Messages that cannot be written yet; null while messages can be written. */
  #waiting: Backlog | null = new Backlog();
  /** The position at which the subscription ends by itself. */
  #last = Infinity;
  #hasBegun = false;
  #held: PromiseWithResolvers<void> | null = null;
  #isBehind = false;
  #isLeft = false;
  /** The position of the last message that was sent, or the start position. */
  #sent: EventPosition;

  constructor(plan: SubscriptionPlan, head: EventPosition, feed: EventFeed, renderer: Renderer, sink: Sink) {
    this.joined = (this.#sent = head).position;
    [this.plan, this.#feed, this.#renderer, this.#sink] = [plan, feed, renderer, sink];
  }

  get isOver(): boolean {
    return this.#over.signal.aborted;
  }

  /** Delivers the missed updates, then the backlog; after that, updates are written as they come. */
  async begin(after: EventPosition | null): Promise<void> {
    const head = this.#sent;
    this.#sent = after ?? head;
    if (!(await this.#renderer.sees(this.plan))) return this.#refuse();
    const lost = after && (await this.#feed.check(after, this.#over.signal));
    if (lost) return void (await this.#resync(lost, (await this.#feed.end(this.#over.signal)) ?? head));
    // The cursor may come from another process that has read further.
    if (after !== null && after.position > head.position) this.joined = after.position;
    else if (after !== null && !(await this.#replay(after, head))) return;
    await this.#held?.promise;
    const start = await this.#renderer.start(this.plan);
    if (!(await this.#keepsUp(MAX_BUFFERED_BYTES))) return;
    this.#write(this.#sent, start);
    this.#hasBegun = true;
    this.#flush();
  }

  /** Takes messages of the live delivery, in order. */
  give(messages: readonly Numbered[]): void {
    if (messages.length === 1) this.#take(messages[0]!);
    else this.#sink.batch(() => messages.forEach((message) => this.#take(message)));
  }

  /** Handles the loss of access to a row. If the plan follows only this row, the subscription ends after the control message. */
  lost({ subjectId, position }: LoggedEvent): void {
    if (this.plan.given.some(([key, id]) => key === ID_FILTER && id === subjectId)) this.#last = position;
  }

  /** Announces the log position, if the subscriber got no message since `before`. */
  announcePosition(before: number, message: Numbered): void {
    if (this.#sent.position <= before) this.#take(message);
  }

  /**
   * Handles a failed update; a null `place` means a missed one. A retry can deliver it, unless it cannot be rendered at all; then the
   * client resyncs after it. Returns whether the update was meant for this subscriber.
   */
  fail(place: EventPosition | null, error: unknown): boolean {
    if (this.isOver || (place && place.position <= this.joined)) return false;
    if (error instanceof NotRendered) this.#resync('UPDATE_FAILED', error.place ?? place ?? this.#sent).catch(() => this.#cut());
    else this.comeBack(error instanceof TooSlow || stopOf(error) ? 'SLOW_SUBSCRIPTION' : 'UNAVAILABLE');
    return true;
  }

  /** Tells the client that updates were left out, and where to come back for them. */
  comeBack(cause: ValueOf<typeof UpdatesLeftOutCause>): void {
    if (!this.isOver) this.#leaveOut(cause).catch(() => this.#cut());
  }

  /** Tells the client to start over. */
  startOver(head: EventPosition, why: ValueOf<typeof ResyncReason>): void {
    if (!this.isOver) this.#resync(why, head).catch(() => this.#cut());
  }

  /** Pauses delivery until {@link release}; new messages go to the backlog. */
  hold(): void {
    this.#held ??= Promise.withResolvers();
    this.#waiting ??= new Backlog();
  }

  release(): void {
    this.#held?.resolve();
    this.#held = null;
    this.#flush();
  }

  /** Ends the subscription and tells the client. */
  end(): void {
    if (this.isOver) return;
    this.#over.abort();
    this.#sink.complete();
  }

  /** Called when the client ended the subscription, or is gone. */
  leave(): void {
    this.#over.abort((this.#isLeft = true));
  }

  /** Delivers the events after `after` up to `head`; returns false when it cannot. */
  async #replay(after: EventPosition, head: EventPosition): Promise<boolean> {
    const around = { feed: this.#feed, renderer: this.#renderer, over: this.#over.signal };
    const done = await replay(around, this.plan, [after, head], async (place, message) => {
      // Nobody waits for this client, so a replay goes at the client's own pace.
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
    if (!this.#waiting && this.#sink.bufferedBytes > MAX_BUFFERED_BYTES) void this.#catchUp();
    if (!this.#waiting) this.#write(place, message);
    else if (!this.#waiting.add([place, message])) this.comeBack('SLOW_READER');
  }

  /** A burst may exceed what a connection takes at once. Messages go to the backlog until the client has read everything. */
  async #catchUp(): Promise<void> {
    [this.#waiting, this.#isBehind] = [new Backlog(), true];
    await this.#keepsUp(MAX_BUFFERED_BYTES);
    this.#isBehind = false;
    this.#flush();
  }

  /** When a client is further behind than this, waits until it has taken everything; false when the subscription is over. */
  async #keepsUp(behind: number): Promise<boolean> {
    if (this.#sink.bufferedBytes > behind && !(await this.#sink.drained(STUCK_AFTER_MS)) && !this.isOver) this.#cut();
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

  /** Drops the updates that a slow client has not taken, or that could not be rendered. The client is told as soon as it reads again. */
  async #leaveOut(cause: ValueOf<typeof UpdatesLeftOutCause>): Promise<void> {
    this.#over.abort();
    this.#waiting = null;
    if (!(await this.#sink.drained(STUCK_AFTER_MS))) return this.#cut();
    const retryAfterMs = reconnectDelay(cause);
    const message = await this.#renderer.control(this.plan, control(UpdatesLeftOut, { cause, retryAfterMs, cursor: CURSOR_PLACEHOLDER }));
    this.#finish(message, this.#cursor(this.#sent), retryAfterMs);
  }

  async #resync(reason: ValueOf<typeof ResyncReason>, head: EventPosition): Promise<false> {
    this.#over.abort();
    this.#waiting = null;
    const { query } = this.plan.live;
    const message = await this.#renderer.control(this.plan, control(ResyncRequired, { reason, query, cursor: CURSOR_PLACEHOLDER }));
    this.#finish(message, this.#cursor(head));
    return false;
  }

  /** Writes the last message. A client that is gone gets none, because its id may belong to another subscription by now. */
  #finish(message: RenderedMessage, cursor: () => string, retryAfterMs?: number): void {
    if (this.#isLeft) return;
    this.#sink.write(message.text(cursor), cursor);
    if (channels.live.hasSubscribers) channels.live.publish({ kind: message.kind });
    this.#sink.complete(retryAfterMs);
  }

  #cursor = (place: EventPosition) => () => this.#feed.cursors.encode(place, this.plan.request.viewer.organization, this.plan.role);

  /** Rejects a plan whose row is missing or hidden: both get the same answer. */
  #refuse(): void {
    this.#over.abort();
    this.#finish(this.#renderer.refusal(this.plan, notFound('id')), () => '');
  }

  #cut(): void {
    this.#over.abort();
    this.#sink.cut();
  }
}
