/** The work on one endpoint: what the log holds for it is laid in the ledger, and what is due there is sent, one message after another. */
import type { EventPosition } from '../../src/kernel/live/event-cursor.ts';
import { ACCESS_STREAM, LOG_STREAM, type LoggedEvent } from '../../src/kernel/write/event.ts';
import { Problem } from '../../src/kernel/write/problem.ts';
import type { SessionRevocations } from '../../src/kernel/access/session-revocations.ts';
import type { SubscriptionPlan, SubscriptionPlanner } from '../fan-out/subscription-plan.ts';
import type { LogStart } from '../event-log/postgres-log.ts';
import type { TransportDeps } from '../fan-out/incoming-operation.ts';
import type { AddressPolicy } from './address-policy.ts';
import { deliver, type DeliveryOutcome } from './http-delivery.ts';
import { subscriptionOf } from './subscription.ts';
import { healthAfter, nextTry, isAccepted } from './retry-policy.ts';
import { bodyOf, ENDED, isControl, lost, NOT_UNDERSTOOD, type PayloadOptions } from './payload.ts';
import type { DueDelivery, Endpoint, Message, EndpointRef } from './types.ts';
import type { Log } from '../../src/telemetry/log-events.ts';

/** What the work needs of the rest. */
export interface EndpointWorkerOptions extends PayloadOptions {
  readonly followings: SubscriptionPlanner;
  readonly read: TransportDeps['read'];
  readonly exceeding: TransportDeps['exceeding'];
  readonly addresses: AddressPolicy;
  readonly sessions: SessionRevocations;
  readonly attemptMs: number;
  readonly now: () => Date;
  readonly log: Log<'warn'>;
}

/** So many messages wait in the ledger at most; what is behind them waits in the log. */
const MOST_PENDING = 1_000;
const AT_ONCE = 500;
/** So many events are matched, and so many messages made, while the first of them is sent. */
const AHEAD = 8;
/** So far behind the log, and so often, the place of an endpoint is written down though nothing was for it: the log is not kept for ever. */
const WRITE_DOWN = { every: 10_000, ms: 10 * 60_000 } as const;

/** One endpoint, for as long as it is not changed. */
export class EndpointWorker {
  readonly #options: EndpointWorkerOptions;
  #version = 0;
  /** When it was last worked on. */
  #ran = 0;
  #following: SubscriptionPlan | null = null;
  /** Up to here the log holds nothing more for it. */
  #looked: EventPosition | null = null;

  constructor(options: EndpointWorkerOptions) {
    this.#options = options;
  }

  /**
   * Whether the log may hold something for the endpoint up to `head`, which was there before the endpoint was looked at: what is behind
   * may be for another subscription. Where it does not, nothing has to be read or held to know it.
   */
  async hasNews(work: EndpointRef, head: number, stopped: AbortSignal): Promise<boolean> {
    const { feed, sessions, now } = this.#options;
    if (work.version !== this.#version || !this.#following || sessions.isRevoked(this.#following.asked.viewer)) return true;
    const behind = head - work.position;
    if (behind > WRITE_DOWN.every || (behind > 0 && now().getTime() - this.#ran > WRITE_DOWN.ms)) return true;
    for (let at = this.#from(work.position); at.position < head; at = this.#looked!) {
      const found = await feed.behind(at, stopped);
      if (typeof found !== 'object') return true;
      const events = found.filter(({ position }) => position <= head);
      if (events.length === 0 || events.some((event) => this.#concerns(this.#following!, event))) return true;
      this.#looked = events.at(-1)!;
    }
    return false;
  }

  /** What was looked through is not looked through again: its subscription may be another by now. */
  #from(written: number): LogStart {
    return this.#looked && this.#looked.position > written ? this.#looked : { position: written, stamp: null };
  }

  /** Does everything that there is to do by now, and answers whether there was anything. Called by whoever holds the endpoint. */
  async run(work: EndpointRef, stopped: AbortSignal): Promise<boolean> {
    const { ledger, sessions, now } = this.#options;
    this.#version = work.version;
    this.#ran = now().getTime();
    for (let did = false; ; did = true) {
      const endpoint = await ledger.endpoint(work);
      if (!endpoint || stopped.aborted) return did;
      const following = sessions.isRevoked(endpoint.reader) ? 'REVOKED' : this.#followingOf(endpoint);
      if (typeof following === 'string') {
        await ledger.disable(work, endpoint, now(), following);
        return true;
      }
      this.#following = following;
      did = (await this.#lay(work, endpoint, following, stopped)) || did;
      if (endpoint.restsUntil && endpoint.restsUntil > now()) return did;
      const due = await ledger.due(work, now(), AHEAD);
      if (due.length === 0) return did;
      await this.#sendAll(work, endpoint, following, due, stopped);
    }
  }

  /** What it follows, or why it cannot be followed any more. */
  #followingOf({ document, variables, reader }: Endpoint): SubscriptionPlan | 'NOT_UNDERSTOOD' | 'TOO_LARGE' {
    try {
      const following = subscriptionOf(this.#options, document, variables, reader);
      if (!('wrong' in following)) return following;
      return following.isTooLarge ? 'TOO_LARGE' : 'NOT_UNDERSTOOD';
    } catch (error) {
      if (error instanceof Problem) return 'NOT_UNDERSTOOD';
      throw error;
    }
  }

  /** Lays in the ledger what has happened since, and answers whether anything has. */
  async #lay(work: EndpointRef, endpoint: Endpoint, following: SubscriptionPlan, stopped: AbortSignal): Promise<boolean> {
    const { feed, ledger, now } = this.#options;
    let [written, waiting] = [endpoint.position, endpoint.pending];
    let at = this.#from(written);
    while (at.position < feed.head.position && waiting < MOST_PENDING) {
      const { head } = feed;
      const events = await feed.behind(at, stopped);
      if (events === undefined || events.length === 0 || stopped.aborted) break;
      if (events === 'NOT_REACHED' || events === 'LOG_DIVERGED') {
        this.#looked = null; // the log notes that it went back, and the endpoint hears of it from there
        break;
      }
      const isDropped = typeof events === 'string';
      const next = isDropped ? [] : events.slice(0, AT_ONCE);
      const found = isDropped ? [lost(events, head.position, following, now())] : await this.#foundIn(next, following);
      const to: EventPosition = next.at(-1) ?? head;
      // An endpoint that was changed meanwhile is looked at anew, and so is a log that went back: either wakes us.
      if (!(await ledger.advance(work, endpoint, written, to, found, now()))) break;
      this.#looked = at = to;
      written = to.position;
      waiting += found.length;
    }
    if (at.stamp !== null && at.position > written && !stopped.aborted)
      if (await ledger.advance(work, endpoint, written, at as EventPosition, [], now())) written = at.position;
    return written > endpoint.position;
  }

  async #foundIn(events: readonly LoggedEvent[], following: SubscriptionPlan): Promise<Message[]> {
    const found: Message[] = [];
    const { teller } = this.#options;
    const concerning = events.filter((event) => this.#concerns(following, event));
    const matched: boolean[] = [];
    for (let at = 0; at < concerning.length; at += AHEAD) {
      const some = concerning.slice(at, at + AHEAD);
      matched.push(...(await Promise.all(some.map(async (each) => isControl(each) || (await teller.matching([following], each))[0]!))));
    }
    for (const [index, event] of concerning.entries()) {
      const { position, kind, at: happenedAt, id: eventId, subjectType: targetType, subjectId: targetId } = event;
      if (event.streamType === LOG_STREAM) found.push(lost('LOG_DIVERGED', position, following, happenedAt));
      else if (event.streamType === ACCESS_STREAM)
        found.push({ position, kind: ENDED, happenedAt, eventId: null, mark: { targetType, targetId } });
      else if (matched[index]) found.push({ position, kind, happenedAt, eventId, mark: null });
    }
    return found;
  }

  /** Whether an event can be for the endpoint, as far as can be said without asking. */
  #concerns({ live, asked }: SubscriptionPlan, event: LoggedEvent): boolean {
    if (event.streamType === LOG_STREAM) return true;
    if (event.streamType !== ACCESS_STREAM) return this.#options.teller.tells(live, event);
    return event.streamId === asked.viewer.organization && live.rights.includes(event.subjectType) && live.hears(asked.viewer);
  }

  /** Sends one after another, and makes the next while one is on its way. What one comes to is written down while the next is sent. */
  async #sendAll(
    work: EndpointRef,
    endpoint: Endpoint,
    following: SubscriptionPlan,
    due: readonly DueDelivery[],
    stopped: AbortSignal,
  ): Promise<void> {
    const { ledger, sessions } = this.#options;
    const bodies = due.map((each) => this.#made(following, each));
    const written: Promise<void>[] = [];
    try {
      for (const [index, each] of due.entries()) {
        const body = await bodies[index]!;
        // What was changed meanwhile is looked at anew.
        const now = index === 0 ? endpoint : await ledger.endpoint(work);
        if (stopped.aborted || now?.changed.getTime() !== endpoint.changed.getTime() || sessions.isRevoked(endpoint.reader)) break;
        const { isTaken, done } = await this.#send(work, now, each, body, stopped);
        done.catch(() => {}); // heard of below
        written.push(done);
        if (!isTaken) break;
      }
    } finally {
      await Promise.all([...written, Promise.allSettled(bodies)]);
    }
  }

  /** The message, or why there is none. */
  async #made(following: SubscriptionPlan, due: DueDelivery): Promise<Made> {
    const began = performance.now();
    try {
      return await bodyOf(this.#options, following, due);
    } catch (error) {
      this.#options.log.warn(
        { event: 'webhook.message_failed', err: error, delivery: due.id },
        'the worker could not make a message; it tries again',
      );
      return { status: null, failure: 'NOT_MADE', milliseconds: Math.round(performance.now() - began), answer: null, retryAfter: null };
    }
  }

  async #send(
    work: EndpointRef,
    endpoint: Endpoint,
    due: DueDelivery,
    body: Made,
    stopped: AbortSignal,
  ): Promise<{ isTaken: boolean; done: Promise<void> }> {
    const { ledger, addresses, attemptMs, now } = this.#options;
    const at = now();
    if (body === NOT_UNDERSTOOD) return { isTaken: false, done: ledger.disable(work, endpoint, at, 'NOT_UNDERSTOOD') };
    if (body === null)
      return { isTaken: true, done: ledger.settle(work, endpoint, due, at, null, { state: 'WITHDRAWN', nextAttemptAt: null }, null) };
    const isMade = !('status' in body);
    const outcome = isMade
      ? await deliver({ id: due.id, url: new URL(endpoint.url), body, at, secrets: due.secrets }, addresses, attemptMs, stopped)
      : body;
    const isTaken = isAccepted(outcome);
    const nextAttemptAt = isTaken ? null : nextTry(due.tries + 1, outcome, now());
    const state = isTaken ? 'DELIVERED' : nextAttemptAt ? 'PENDING' : 'FAILED';
    const health = isMade ? healthAfter(endpoint, outcome, now()) : null;
    return { isTaken, done: ledger.settle(work, endpoint, due, at, outcome, { state, nextAttemptAt }, health) };
  }
}

/** A message, or why it is not sent. */
type Made = Awaited<ReturnType<typeof bodyOf>> | DeliveryOutcome;
