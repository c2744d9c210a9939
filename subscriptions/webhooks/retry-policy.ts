/** When a message that was not taken is sent again, and when an endpoint that takes nothing is given up. */
import type { DeliveryOutcome } from './http-delivery.ts';
import type { Endpoint, EndpointHealth } from './types.ts';

const [SECOND, MINUTE, HOUR] = [1_000, 60_000, 3_600_000];
/** How long is waited after the first try, after the second, and so on: a day and a half in all. */
export const RETRY_DELAYS = [5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, HOUR, 6 * HOUR, 24 * HOUR] as const;
/** By so much a wait is longer or shorter than the table says, at most: what failed together does not come back together. */
const JITTER = 0.1;
/** However long a receiver asks for. */
const LONGEST_WAIT = 24 * HOUR;

/** An endpoint that took nothing for so long, in so many attempts, is disabled. */
export const DISABLE_AFTER = { failures: 12, ms: 5 * 24 * HOUR } as const;

/** Whether a message was taken. */
export const isAccepted = ({ status }: DeliveryOutcome): boolean => status !== null && status >= 200 && status < 300;

/** When it is tried again after so many tries; null when no more. `random` is between 0 and 1. */
export function nextTry(tries: number, outcome: DeliveryOutcome, now: Date, random: () => number = Math.random): Date | null {
  const wait = RETRY_DELAYS[tries - 1];
  if (wait === undefined) return null;
  const jittered = wait * (1 - JITTER + 2 * JITTER * random());
  return new Date(now.getTime() + Math.round(Math.max(jittered, asked(outcome, now))));
}

/** Until when the receiver wants to be sent nothing at all; null when it did not say so. */
function restAfter(outcome: DeliveryOutcome, now: Date): Date | null {
  const wait = asked(outcome, now);
  return wait > 0 ? new Date(now.getTime() + wait) : null;
}

/** How long the receiver asks to wait, where it may: seconds, or a date. No longer than it is waited. */
function asked({ status, retryAfter }: DeliveryOutcome, now: Date): number {
  if (retryAfter === null || (status !== 429 && status !== 503)) return 0;
  const ms = /^\d{1,9}$/.test(retryAfter) ? Number(retryAfter) * SECOND : Date.parse(retryAfter) - now.getTime();
  return Number.isNaN(ms) ? 0 : Math.min(ms, LONGEST_WAIT);
}

/** Whether an endpoint is given up that has failed so often, since then. */
const givenUp = (failures: number, since: Date, now: Date): boolean =>
  failures >= DISABLE_AFTER.failures && now.getTime() - since.getTime() >= DISABLE_AFTER.ms;

/** How it goes with an endpoint after an attempt; null where nothing has changed. */
export function healthAfter({ failures, failingSince }: Endpoint, outcome: DeliveryOutcome, now: Date): EndpointHealth | null {
  if (isAccepted(outcome)) return failures === 0 ? null : { failures: 0, failingSince: null, restsUntil: null, disable: null };
  const since = failingSince ?? now;
  const disable = outcome.status === 410 ? 'GONE' : givenUp(failures + 1, since, now) ? 'FAILING' : null;
  return { failures: failures + 1, failingSince: since, restsUntil: restAfter(outcome, now), disable };
}
