/** When whoever is sent away comes back: not all at once, and not before there is anything to be had. */
import type { ValueOf } from '../../src/kernel/schema/enum.ts';
import type { UpdatesLeftOutCause } from '../../src/kernel/live/stream-control.ts';

const ABOUT_MS: Record<ValueOf<typeof UpdatesLeftOutCause>, number> = { SLOW_READER: 500, SLOW_SUBSCRIPTION: 4_000, UNAVAILABLE: 4_000 };
/** How many that were connected come back within a second. */
const RETURNS_PER_SECOND = 1_000;
const LONGEST_MS = 30_000;

/** After how many milliseconds a subscriber comes back for what was left out. */
export const reconnectDelay = (cause: ValueOf<typeof UpdatesLeftOutCause>): number => Math.round(ABOUT_MS[cause] * (0.5 + Math.random()));

/** After how many milliseconds one of so many comes back that were connected to a process that stops. */
export const reconnectAfter = (connected: number): number =>
  Math.round(Math.random() * Math.min(LONGEST_MS, 1_000 + (connected / RETURNS_PER_SECOND) * 1_000));
