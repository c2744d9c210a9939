/** Clocks: what a clock on a wall in some zone shows at an instant, and when it shows something. All instants are milliseconds since 1970. */
import { LRUCache } from 'lru-cache';

/** A time during which the clocks of a zone keep their distance from UTC. */
export interface Stretch {
  readonly from: number;
  readonly until: number;
  /** What the clock shows is the instant and this. */
  readonly offset: number;
}

/** An hour of sixty minutes, in milliseconds. */
export const HOUR = 3_600_000;
/** A day of 24 hours; one on which clocks are changed has more or fewer. */
export const DAY = 24 * HOUR;
/** Seven such days. */
export const WEEK = 7 * DAY;

/** Clocks are not changed twice in as short a time. */
const STEP = 6 * HOUR;

/** As many as there are zones; of their names, which may be written in many ways, there are more. */
const formats = new LRUCache<string, Intl.DateTimeFormat>({ max: 600 });

/** How far the clocks of a zone are from UTC. */
function offsetAt(zone: string, instant: number): number {
  let format = formats.get(zone);
  if (!format) {
    const parts = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' } as const;
    formats.set(zone, (format = new Intl.DateTimeFormat('en-u-ca-iso8601', { timeZone: zone, hourCycle: 'h23', ...parts })));
  }
  const shown: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(instant)) shown[type] = Number(value);
  const { year, month, day, hour, minute, second } = shown as Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', number>;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000;
}

/** What was found lately: lists ask for the same week in the same few zones again and again. */
const found = new LRUCache<string, readonly Stretch[]>({ max: 1_000 });

/** The time from one instant to another, cut where the clocks of a zone are changed. */
export function stretchesOf(zone: string, from: number, until: number): readonly Stretch[] {
  const key = `${zone} ${from} ${until}`;
  let stretches = found.get(key);
  if (!stretches) found.set(key, (stretches = cut(zone, from, until)));
  return stretches;
}

function cut(zone: string, from: number, until: number): Stretch[] {
  const stretches: Stretch[] = [];
  let [start, offset] = [from, offsetAt(zone, from)];
  for (let at = from; at < until; at += STEP) {
    const next = Math.min(at + STEP, until);
    const then = offsetAt(zone, next);
    if (then === offset) continue;
    const change = changeBetween(zone, at, next, offset);
    stretches.push({ from: start, until: change, offset });
    [start, offset] = [change, then];
  }
  if (start < until) stretches.push({ from: start, until, offset });
  return stretches;
}

/** The second in which clocks leave an offset that they have at the first of two instants and not at the second. */
function changeBetween(zone: string, from: number, until: number, offset: number): number {
  let [low, high] = [Math.floor(from / 1000), Math.ceil(until / 1000)];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(zone, middle * 1000) === offset) low = middle;
    else high = middle;
  }
  return high * 1000;
}

/** The instant at which a day begins in a zone; `day` is its midnight as if it were UTC. Where clocks skip midnight, it is the first instant after it. */
export function beginningOf(zone: string, day: number): number {
  const around = stretchesOf(zone, day - 2 * DAY, day + 2 * DAY);
  const found = around.find(({ until, offset }) => day < until + offset)!;
  return Math.max(found.from, day - found.offset);
}

/** The midnight, as if it were UTC, of the Monday of the week in which a local time lies. */
export const mondayOf = (local: number): number => {
  const days = Math.floor(local / DAY);
  // The first day of 1970 was a Thursday.
  return (days - ((((days + 3) % 7) + 7) % 7)) * DAY;
};

/** What the clocks of a zone show at an instant, as if it were UTC. */
export const localTime = (zone: string, instant: number): number => instant + offsetAt(zone, instant);
