/** Decides when a failed delivery is retried, and when a failing endpoint is disabled. */
import type { DeliveryOutcome } from './http-delivery.ts';
import type { Endpoint, EndpointHealth } from './types.ts';

const [SECOND, MINUTE, HOUR] = [1_000, 60_000, 3_600_000];
/** The delays after the first attempt, the second, and so on: a day and a half in all. */
export const RETRY_DELAYS = [5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, HOUR, 6 * HOUR, 24 * HOUR] as const;
/** The maximum relative deviation of a delay. Deliveries that failed together are not retried together. */
const JITTER = 0.1;
/** The maximum delay, however long a receiver asks for. */
const MAX_DELAY = 24 * HOUR;

/** An endpoint is disabled after this many failures over at least this time. */
export const DISABLE_AFTER = { failures: 12, ms: 5 * 24 * HOUR } as const;

/** Whether the receiver accepted a message. */
export const isAccepted = ({ status }: DeliveryOutcome): boolean => status !== null && status >= 200 && status < 300;

/** The time of the next attempt; null after the last one. `random` is between 0 and 1. */
export function nextTry(tries: number, outcome: DeliveryOutcome, now: Date, random: () => number = Math.random): Date | null {
  const wait = RETRY_DELAYS[tries - 1];
  if (wait === undefined) return null;
  const jittered = wait * (1 - JITTER + 2 * JITTER * random());
  return new Date(now.getTime() + Math.round(Math.max(jittered, requestedDelay(outcome, now))));
}

/** Until when the receiver asked for a pause; null when it did not. */
function restAfter(outcome: DeliveryOutcome, now: Date): Date | null {
  const wait = requestedDelay(outcome, now);
  return wait > 0 ? new Date(now.getTime() + wait) : null;
}

/** The delay that the receiver requests with `Retry-After`, as seconds or as a date, capped at the maximum. */
function requestedDelay({ status, retryAfter }: DeliveryOutcome, now: Date): number {
  if (retryAfter === null || (status !== 429 && status !== 503)) return 0;
  const ms = /^\d{1,9}$/.test(retryAfter) ? Number(retryAfter) * SECOND : Date.parse(retryAfter) - now.getTime();
  return Number.isNaN(ms) ? 0 : Math.min(ms, MAX_DELAY);
}

/** Whether to disable an endpoint with this many failures since this time. */
const givenUp = (failures: number, since: Date, now: Date): boolean =>
  failures >= DISABLE_AFTER.failures && now.getTime() - since.getTime() >= DISABLE_AFTER.ms;

/** The health of an endpoint after an attempt; null when it is unchanged. */
export function healthAfter({ failures, failingSince }: Endpoint, outcome: DeliveryOutcome, now: Date): EndpointHealth | null {
  if (isAccepted(outcome)) return failures === 0 ? null : { failures: 0, failingSince: null, restsUntil: null, disable: null };
  const since = failingSince ?? now;
  const disable = outcome.status === 410 ? 'GONE' : givenUp(failures + 1, since, now) ? 'FAILING' : null;
  return { failures: failures + 1, failingSince: since, restsUntil: restAfter(outcome, now), disable };
}
