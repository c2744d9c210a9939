/** Reconnect delays spread clients over time, and keep them from coming back before the server is ready. */
import type { ValueOf } from '../../src/kernel/schema/enum.ts';
import type { UpdatesLeftOutCause } from '../../src/kernel/live/stream-control.ts';

const ABOUT_MS: Record<ValueOf<typeof UpdatesLeftOutCause>, number> = { SLOW_READER: 500, SLOW_SUBSCRIPTION: 4_000, UNAVAILABLE: 4_000 };
/** The number of clients that reconnect within a second. */
const RETURNS_PER_SECOND = 1_000;
const LONGEST_MS = 30_000;

/** The delay after which a subscriber comes back for updates that were left out, in milliseconds. */
export const reconnectDelay = (cause: ValueOf<typeof UpdatesLeftOutCause>): number => Math.round(ABOUT_MS[cause] * (0.5 + Math.random()));

/** The delay after which one of `connected` clients of a stopping process reconnects, in milliseconds. */
export const reconnectAfter = (connected: number): number =>
  Math.round(Math.random() * Math.min(LONGEST_MS, 1_000 + (connected / RETURNS_PER_SECOND) * 1_000));
