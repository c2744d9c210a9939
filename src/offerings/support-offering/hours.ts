/** Opening hours as they are given, and as they are kept: Monday first, in order, without overlaps, each interval within one day. */
import { Problem } from '../../kernel/write/problem.ts';
import type { ValueOf } from '../../kernel/schema/enum.ts';
import type { MessageRef } from '../../kernel/i18n/message.ts';
import { offeringMessages as say } from './messages.ts';
import { Weekday, type OpeningHours, type OpeningInterval } from './terms.ts';
import { zoneNamed } from './zone.ts';

const WEEKDAYS = Object.values(Weekday);
const DAY = 24 * 60;
const WEEK = 7 * DAY;

/** A time of the week in minutes from the beginning of Monday, within one day, and the place in the input that says it. */
interface Span {
  readonly from: number;
  readonly until: number;
  readonly at: string;
}

interface GivenDay {
  readonly day: ValueOf<typeof Weekday>;
  readonly intervals: readonly OpeningInterval[];
}

/**
 * Opening hours in the form in which they are kept. An interval that closes at or before the time at which it opens goes on to the next
 * day, from Sunday to Monday too, and is cut at midnight; intervals that touch become one. Refuses, with the path of the field at
 * fault, a zone that does not exist, a time that is none, an interval without length, and intervals that overlap.
 */
export function weeklyHours({ zone, days }: { zone: string; days: readonly GivenDay[] }, at: string): OpeningHours {
  const known = zoneNamed(zone);
  if (!known) throw invalid(`${at}.zone`, say.noZone({ field: `${at}.zone` }));
  const spans = days.flatMap(({ day, intervals }, d) =>
    intervals.flatMap((interval, i) => spansOf(WEEKDAYS.indexOf(day), interval, `${at}.days.${d}.intervals.${i}`)),
  );
  const order = new Map(spans.map((span, index) => [span, index]));
  const sorted = spans.toSorted((a, b) => a.from - b.from || order.get(a)! - order.get(b)!);
  sorted.forEach((span, index) => {
    const before = sorted[index - 1];
    if (!before || before.until <= span.from) return;
    const [earlier, later] = order.get(before)! < order.get(span)! ? [before, span] : [span, before];
    throw invalid(later.at, say.overlap({ field: later.at, other: earlier.at }));
  });
  return {
    zone: known,
    days: WEEKDAYS.flatMap((day, index) => {
      const intervals = joined(sorted.filter(({ from }) => Math.floor(from / DAY) === index)).map((span) => intervalOf(span, index * DAY));
      return intervals.length > 0 ? [{ day, intervals }] : [];
    }),
  };
}

function spansOf(day: number, { opens, closes }: OpeningInterval, at: string): Span[] {
  if (opens === closes) throw invalid(at, say.noLength({ field: at }));
  const from = minutesOf(opens, false, `${at}.opens`);
  const until = minutesOf(closes, true, `${at}.closes`);
  const start = day * DAY;
  if (until > from) return [{ from: start + from, until: start + until, at }];
  const evening = { from: start + from, until: start + DAY, at };
  const next = (start + DAY) % WEEK;
  return until === 0 ? [evening] : [evening, { from: next, until: next + until, at }];
}

function minutesOf(time: string, isEnd: boolean, field: string): number {
  if (isEnd && time === '24:00') return DAY;
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time) ?? [];
  if (hours === undefined) throw invalid(field, say.noTime({ field }));
  return Number(hours) * 60 + Number(minutes);
}

/** The spans of one day, those that touch as one. */
function joined(spans: readonly Span[]): Span[] {
  const all: Span[] = [];
  for (const span of spans) {
    const last = all.at(-1);
    if (last?.until === span.from) all[all.length - 1] = { ...last, until: span.until };
    else all.push(span);
  }
  return all;
}

const intervalOf = ({ from, until }: Span, start: number): OpeningInterval => ({
  opens: timeOf(from - start),
  closes: timeOf(until - start),
});
const timeOf = (minutes: number): string => [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
const invalid = (field: string, said: MessageRef) => new Problem('INVALID', said, { field });
