/** Works on one endpoint: appends deliveries for new events to the delivery store, and sends due deliveries one after another. */
import type { EventPosition } from '../../src/kernel/live/event-cursor.ts';
import { ACCESS_STREAM, LOG_STREAM, type LoggedEvent } from '../../src/kernel/write/event.ts';
import { Problem } from '../../src/kernel/write/problem.ts';
import type { SubscriptionPlan } from '../fan-out/subscription-plan.ts';
import type { LogStart } from '../event-log/postgres-log.ts';
import { deliver, type DeliveryOutcome } from './http-delivery.ts';
import { subscriptionOf } from './subscription.ts';
import { healthAfter, nextTry, isAccepted } from './retry-policy.ts';
import { bodyOf, ENDED, isControl, lost, NOT_UNDERSTOOD } from './payload.ts';
import type { DueDelivery, Endpoint, Message, EndpointRef } from './types.ts';
import type { EndpointWorkerOptions } from './worker-options.ts';

/** The maximum number of pending deliveries; later events wait in the log. */
const MAX_PENDING = 1_000;
const AT_ONCE = 500;
/** How many events are matched, and how many messages rendered, while the first of them is sent. */
const AHEAD = 8;
/** How often the position of an endpoint is saved although no event was for it, in events and time: the log is not kept for ever. */
const SAVE_POSITION = { every: 10_000, ms: 10 * 60_000 } as const;

/** The worker of one endpoint, as long as the endpoint is not changed. */
export class EndpointWorker {
  readonly #options: EndpointWorkerOptions;
  #version = 0;
  /** When it last ran. */
  #lastRun = 0;
  #plan: SubscriptionPlan | null = null;
  /** Up to this position the log holds nothing more for the endpoint. */
  #looked: EventPosition | null = null;

  constructor(options: EndpointWorkerOptions) {
    this.#options = options;
  }

  /**
   * Whether the log may hold events for the endpoint up to `head`. The caller read `head` before it read the endpoint, because later events
   * may be for another subscription. If not, the endpoint needs no read and no lock.
   */
  async hasNews(work: EndpointRef, head: number, stopped: AbortSignal): Promise<boolean> {
    const { feed, sessions, now } = this.#options;
    if (work.version !== this.#version || !this.#plan || sessions.isRevoked(this.#plan.request.viewer)) return true;
    const behind = head - work.position;
    if (behind > SAVE_POSITION.every || (behind > 0 && now().getTime() - this.#lastRun > SAVE_POSITION.ms)) return true;
    for (let at = this.#from(work.position); at.position < head; at = this.#looked!) {
      const found = await feed.behind(at, stopped);
      if (typeof found !== 'object') return true;
      const events = found.filter(({ position }) => position <= head);
      if (events.length === 0 || events.some((event) => this.#concerns(this.#plan!, event))) return true;
      this.#looked = events.at(-1)!;
    }
    return false;
  }

  /** Skips events that were already examined: the subscription may be another one by now. */
  #from(written: number): LogStart {
    return this.#looked && this.#looked.position > written ? this.#looked : { position: written, stamp: null };
  }

  /** Does everything that is due; returns whether there was anything. The caller holds the endpoint's lock. */
  async run(work: EndpointRef, stopped: AbortSignal): Promise<boolean> {
    const { deliveryStore, sessions, now } = this.#options;
    this.#version = work.version;
    this.#lastRun = now().getTime();
    for (let did = false; ; did = true) {
      const endpoint = await deliveryStore.endpoint(work);
      if (!endpoint || stopped.aborted) return did;
      const plan = sessions.isRevoked(endpoint.reader) ? 'REVOKED' : this.#planOf(endpoint);
      if (typeof plan === 'string') {
        await deliveryStore.disable(work, endpoint, now(), plan);
        return true;
      }
      this.#plan = plan;
      did = (await this.#append(work, endpoint, plan, stopped)) || did;
      if (endpoint.restsUntil && endpoint.restsUntil > now()) return did;
      const due = await deliveryStore.due(work, now(), AHEAD);
      if (due.length === 0) return did;
      await this.#sendAll(work, endpoint, plan, due, stopped);
    }
  }

  /** The plan of an endpoint, or the reason why it cannot be followed any more. */
  #planOf({ document, variables, reader }: Endpoint): SubscriptionPlan | 'NOT_UNDERSTOOD' | 'TOO_LARGE' {
    try {
      const plan = subscriptionOf(this.#options, document, variables, reader);
      if (!('wrong' in plan)) return plan;
      return plan.isTooLarge ? 'TOO_LARGE' : 'NOT_UNDERSTOOD';
    } catch (error) {
      if (error instanceof Problem) return 'NOT_UNDERSTOOD';
      throw error;
    }
  }

  /** Appends deliveries for new events; returns whether the position moved. */
  async #append(work: EndpointRef, endpoint: Endpoint, plan: SubscriptionPlan, stopped: AbortSignal): Promise<boolean> {
    const { feed, deliveryStore, now } = this.#options;
    let [written, waiting] = [endpoint.position, endpoint.pending];
    let at = this.#from(written);
    while (at.position < feed.head.position && waiting < MAX_PENDING) {
      const { head } = feed;
      const events = await feed.behind(at, stopped);
      if (events === undefined || events.length === 0 || stopped.aborted) break;
      if (events === 'NOT_REACHED' || events === 'LOG_DIVERGED') {
        this.#looked = null; // the log records that it went back, and the endpoint resyncs from there
        break;
      }
      const isDropped = typeof events === 'string';
      const next = isDropped ? [] : events.slice(0, AT_ONCE);
      const found = isDropped ? [lost(events, head.position, plan, now())] : await this.#messagesIn(next, plan);
      const to: EventPosition = next.at(-1) ?? head;
      // A change of the endpoint or of the log's history invalidates this work; either wakes the dispatcher again.
      if (!(await deliveryStore.advance(work, endpoint, written, to, found, now()))) break;
      this.#looked = at = to;
      written = to.position;
      waiting += found.length;
    }
    if (at.stamp !== null && at.position > written && !stopped.aborted)
      if (await deliveryStore.advance(work, endpoint, written, at as EventPosition, [], now())) written = at.position;
    return written > endpoint.position;
  }

  async #messagesIn(events: readonly LoggedEvent[], plan: SubscriptionPlan): Promise<Message[]> {
    const found: Message[] = [];
    const { renderer } = this.#options;
    const concerning = events.filter((event) => this.#concerns(plan, event));
    const matched: boolean[] = [];
    for (let at = 0; at < concerning.length; at += AHEAD) {
      const some = concerning.slice(at, at + AHEAD);
      matched.push(...(await Promise.all(some.map(async (each) => isControl(each) || (await renderer.matching([plan], each))[0]!))));
    }
    for (const [index, event] of concerning.entries()) {
      const { position, kind, at: happenedAt, id: eventId, subjectType: targetType, subjectId: targetId } = event;
      if (event.streamType === LOG_STREAM) found.push(lost('LOG_DIVERGED', position, plan, happenedAt));
      else if (event.streamType === ACCESS_STREAM)
        found.push({ position, kind: ENDED, happenedAt, eventId: null, control: { targetType, targetId } });
      else if (matched[index]) found.push({ position, kind, happenedAt, eventId, control: null });
    }
    return found;
  }

  /** Whether an event can be for the endpoint, as far as that is known without a query. */
  #concerns({ live, request: asked }: SubscriptionPlan, event: LoggedEvent): boolean {
    if (event.streamType === LOG_STREAM) return true;
    if (event.streamType !== ACCESS_STREAM) return this.#options.renderer.isEligible(live, event);
    return event.streamId === asked.viewer.organization && live.accessTypes.includes(event.subjectType) && live.isEligible(asked.viewer);
  }

  /** Sends one delivery after another and renders the next one meanwhile. Its result is saved while the next one is sent. */
  async #sendAll(
    work: EndpointRef,
    endpoint: Endpoint,
    plan: SubscriptionPlan,
    due: readonly DueDelivery[],
    stopped: AbortSignal,
  ): Promise<void> {
    const { deliveryStore, sessions } = this.#options;
    const bodies = due.map((each) => this.#render(plan, each));
    const written: Promise<void>[] = [];
    try {
      for (const [index, each] of due.entries()) {
        const body = await bodies[index]!;
        // A change of the endpoint invalidates the remaining work.
        const now = index === 0 ? endpoint : await deliveryStore.endpoint(work);
        if (stopped.aborted || now?.changed.getTime() !== endpoint.changed.getTime() || sessions.isRevoked(endpoint.reader)) break;
        const { isTaken, done } = await this.#send(work, now, each, body, stopped);
        done.catch(() => {}); // awaited below
        written.push(done);
        if (!isTaken) break;
      }
    } finally {
      await Promise.all([...written, Promise.allSettled(bodies)]);
    }
  }

  /** The message, or the failure to render it. */
  async #render(plan: SubscriptionPlan, due: DueDelivery): Promise<Made> {
    const began = performance.now();
    try {
      return await bodyOf(this.#options, plan, due);
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
    const { deliveryStore, addresses, attemptMs, now } = this.#options;
    const at = now();
    if (body === NOT_UNDERSTOOD) return { isTaken: false, done: deliveryStore.disable(work, endpoint, at, 'NOT_UNDERSTOOD') };
    if (body === null)
      return {
        isTaken: true,
        done: deliveryStore.settle(work, endpoint, due, at, null, { state: 'WITHDRAWN', nextAttemptAt: null }, null),
      };
    const isMade = !('status' in body);
    const outcome = isMade
      ? await deliver({ id: due.id, url: new URL(endpoint.url), body, at, secrets: due.secrets }, addresses, attemptMs, stopped)
      : body;
    const isTaken = isAccepted(outcome);
    const nextAttemptAt = isTaken ? null : nextTry(due.tries + 1, outcome, now());
    const state = isTaken ? 'DELIVERED' : nextAttemptAt ? 'PENDING' : 'FAILED';
    const health = isMade ? healthAfter(endpoint, outcome, now()) : null;
    return { isTaken, done: deliveryStore.settle(work, endpoint, due, at, outcome, { state, nextAttemptAt }, health) };
  }
}

/** A message, or the reason why it is not sent. */
type Made = Awaited<ReturnType<typeof bodyOf>> | DeliveryOutcome;
