/** Weeks: seven days in a zone, from Monday to Monday, with the hours that clocks there show. */
import { Weekday, type OpeningHours } from '../support-offering/terms.ts';
import { beginningOf, DAY, HOUR, localTime, mondayOf, stretchesOf, WEEK } from './zone-offsets.ts';

/** A time from one instant to another, in milliseconds since 1970. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

/** A week in a zone. It has 167 or 169 hours when clocks are changed by one. */
export interface Week extends Span {
  readonly zone: string;
}

/** An hour as clocks show it. It may be there twice in a week, or not at all, or be cut, when clocks are changed. */
export interface ShownHour extends Span {
  readonly day: Weekday;
  readonly hour: number;
}

type Weekday = keyof typeof Weekday;
const WEEKDAYS = Object.values(Weekday);
const MINUTE = 60_000;

/** The week in which a day lies (its midnight as if it were UTC), or that in which an instant lies. */
export function weekOf(zone: string, when: { day: number } | { instant: number }): Week {
  const monday = mondayOf('day' in when ? when.day : localTime(zone, when.instant));
  return { zone, from: beginningOf(zone, monday), until: beginningOf(zone, monday + WEEK) };
}

/** Every hour of a week, as clocks show it. */
export function hoursOf({ zone, from, until }: Week): ShownHour[] {
  const hours: ShownHour[] = [];
  for (const stretch of stretchesOf(zone, from, until)) {
    for (let at = stretch.from; at < stretch.until;) {
      const local = at + stretch.offset;
      const next = Math.min(stretch.until, at + HOUR - (local % HOUR));
      hours.push({ day: dayOf(local), hour: Math.floor((local % DAY) / HOUR), from: at, until: next });
      at = next;
    }
  }
  return hours;
}

const dayOf = (local: number): Weekday => WEEKDAYS[Math.floor((local - mondayOf(local)) / DAY)]!;

/** When somebody with these opening hours is there, between two instants: whenever the clock on the wall there says so. */
export function openIn({ zone, days }: OpeningHours, { from, until }: Span): Span[] {
  const weekly = days.flatMap(({ day, intervals }) => {
    const start = WEEKDAYS.indexOf(day) * DAY;
    return intervals.map(({ opens, closes }) => ({ from: start + timeOf(opens), until: start + timeOf(closes) }));
  });
  const spans = stretchesOf(zone, from, until).flatMap((stretch) => {
    const [first, last] = [stretch.from + stretch.offset, stretch.until + stretch.offset];
    const mondays = [];
    for (let monday = mondayOf(first); monday < last; monday += WEEK) mondays.push(monday);
    return mondays
      .flatMap((monday) =>
        weekly.map((open) => ({ from: Math.max(first, monday + open.from), until: Math.min(last, monday + open.until) })),
      )
      .filter((open) => open.from < open.until)
      .map((open) => ({ from: open.from - stretch.offset, until: open.until - stretch.offset }));
  });
  return united(spans);
}

const timeOf = (time: string): number => {
  const [hours, minutes] = time.split(':').map(Number) as [number, number];
  return hours * HOUR + minutes * MINUTE;
};

/** Some times as one: in order, and without overlaps. */
export function united(spans: readonly Span[]): Span[] {
  const all: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    if (last && span.from <= last.until) all[all.length - 1] = { from: last.from, until: Math.max(last.until, span.until) };
    else all.push(span);
  }
  return all;
}

/** What of a time is left beside some others, which are in order and do not overlap. */
export function left({ from, until }: Span, taken: readonly Span[]): Span[] {
  const ends = [{ from, until: from }, ...taken, { from: until, until }];
  return ends.slice(1).flatMap((span, index) => {
    const gap = { from: Math.max(from, ends[index]!.until), until: Math.min(until, span.from) };
    return gap.from < gap.until ? [gap] : [];
  });
}

/** How many whole minutes some times have in common with another. */
export const minutesIn = (spans: readonly Span[], { from, until }: Span): number =>
  Math.floor(spans.reduce((sum, each) => sum + Math.max(0, Math.min(until, each.until) - Math.max(from, each.from)), 0) / MINUTE);
