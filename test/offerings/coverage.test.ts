/** Coverage by the clocks of real zones: who is there when, across changes of clocks. */
import { describe, expect, test } from '@jest/globals';
import { beginningOf, localTime, mondayOf, stretchesOf } from '../../src/offerings/coverage/zone-offsets.ts';
import { coverageOf, type Offered } from '../../src/offerings/coverage/coverage.ts';
import { hoursOf, minutesIn, openIn, weekOf, type Week } from '../../src/offerings/coverage/week.ts';
import { DUTIES } from '../../src/offerings/support-offering/delivery.ts';
import type { OpeningHours } from '../../src/offerings/support-offering/terms.ts';
import { worldHoursOf as written } from '../../src/sample/world/offerings.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const week = (day: string, zone: string): Week => weekOf(zone, { day: Date.parse(`${day}T00:00:00Z`) });
const iso = (at: number | Date) => new Date(at).toISOString().replace(':00.000Z', 'Z');
const spans = (hours: OpeningHours, of: Week) => openIn(hours, of).map(({ from, until }) => `${iso(from)} ${iso(until)}`);

/** Weeks in which clocks are changed, and in which they are not. */
const WEEKS: [zone: string, day: string, hours: number][] = [
  ['UTC', '2026-03-29', 168],
  ['Europe/Rome', '2026-03-29', 167],
  ['Europe/Rome', '2026-10-25', 169],
  ['Europe/Rome', '2026-06-10', 168],
  ['America/New_York', '2026-03-08', 167],
  ['America/New_York', '2026-11-01', 169],
  ['Australia/Lord_Howe', '2026-04-05', 168.5],
  ['Australia/Lord_Howe', '2026-10-04', 167.5],
  ['Europe/Istanbul', '2026-03-29', 168],
  ['Asia/Kathmandu', '2026-03-29', 168],
  // Clocks that skip midnight, or show it twice.
  ['Africa/Cairo', '2026-04-24', 167],
  ['Asia/Beirut', '2026-03-29', 167],
  ['America/Havana', '2026-11-01', 169],
  // A day that was left out, where the date line was moved.
  ['Pacific/Apia', '2011-12-30', 144],
  ['America/St_Johns', '2026-11-01', 169],
  ['Antarctica/Troll', '2026-03-29', 166],
];

describe.each(WEEKS)('a week in %s around %s', (zone, day, length) => {
  const of = week(day, zone);

  test(`has ${length} hours, from Monday to Monday at midnight or what comes next`, () => {
    expect((of.until - of.from) / HOUR).toBe(length);
    for (const at of [of.from, of.until]) {
      expect(mondayOf(localTime(zone, at))).toBeGreaterThan(mondayOf(localTime(zone, at - 1)));
    }
    expect([localTime(zone, of.from) % (24 * HOUR), localTime(zone, of.until) % (24 * HOUR)]).toEqual([0, 0]);
  });

  test('is known by any moment of it', () => {
    for (const instant of [of.from, of.from + 1, (of.from + of.until) / 2, of.until - 1]) expect(weekOf(zone, { instant })).toEqual(of);
    expect(weekOf(zone, { instant: of.until }).from).toBe(of.until);
  });

  test('is told by its hours without a gap, each as a clock on the wall shows it', () => {
    const hours = hoursOf(of);
    const format = new Intl.DateTimeFormat('en', { timeZone: zone, weekday: 'long', hour: 'numeric', hourCycle: 'h23' });
    expect([hours[0]!.from, hours.at(-1)!.until]).toEqual([of.from, of.until]);
    expect(hours.filter((hour, index) => index > 0 && hour.from !== hours[index - 1]!.until)).toEqual([]);
    for (const { from, until, day: shown, hour } of hours)
      for (const at of [from, until - 1]) {
        const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
        expect([shown, hour]).toEqual([parts.weekday!.toUpperCase(), Number(parts.hour)]);
      }
  });
});

describe('somebody is there whenever the clock on the wall says so', () => {
  const format = new Map<string, Intl.DateTimeFormat>();
  /** The plain way: looks at the clock at one instant. */
  function isOpen({ zone, days }: OpeningHours, at: number): boolean {
    if (!format.has(zone))
      format.set(
        zone,
        new Intl.DateTimeFormat('en', { timeZone: zone, weekday: 'long', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
      );
    const parts = Object.fromEntries(
      format
        .get(zone)!
        .formatToParts(at)
        .map(({ type, value }) => [type, value]),
    );
    const time = `${parts.hour}:${parts.minute}`;
    return days.some(
      ({ day, intervals }) => day === parts.weekday!.toUpperCase() && intervals.some(({ opens, closes }) => opens <= time && time < closes),
    );
  }

  const lines = ['Mo-Fr 09:00-17:30', 'Mo-Su 00:00-24:00', 'Su 00:30-03:15; Mo 00:00-00:01', 'Sa-Su 01:30-02:30 22:00-24:00'];
  test.each(WEEKS.flatMap(([zone, day]) => lines.map((line) => [line, zone, day] as const)))('%s in %s around %s', (line, zone, day) => {
    const hours = written(line, zone);
    for (const seenFrom of [week(day, 'UTC'), week(day, zone)]) {
      const found = openIn(hours, seenFrom);
      const wrong = [];
      for (let at = seenFrom.from; at < seenFrom.until; at += 5 * MINUTE)
        for (const minute of [at, at + MINUTE]) {
          const there = found.some(({ from, until }) => from <= minute && minute < until);
          if (minute < seenFrom.until && there !== isOpen(hours, minute)) wrong.push(iso(minute));
        }
      expect(wrong).toEqual([]);
      expect(found.filter(({ from, until }, index) => from >= until || (index > 0 && found[index - 1]!.until >= from))).toEqual([]);
    }
  });

  test('the hour that clocks show twice is worked twice, and the one that they skip not at all', () => {
    const night = written('Su 02:00-03:00', 'Europe/Rome');
    expect(spans(night, week('2026-10-25', 'UTC'))).toEqual(['2026-10-25T00:00Z 2026-10-25T02:00Z']);
    expect(spans(night, week('2026-03-29', 'UTC'))).toEqual([]);
    expect(spans(night, week('2026-06-10', 'UTC'))).toEqual(['2026-06-14T00:00Z 2026-06-14T01:00Z']);
  });

  test('a week elsewhere cuts what is open where it begins and ends', () => {
    const sunday = written('Su 12:00-24:00', 'America/New_York');
    // Monday at midnight in Tokyo is Sunday at 11 in New York: this week has the end of one Sunday's hours there, and not yet the next one's.
    expect(spans(sunday, week('2026-06-10', 'Asia/Tokyo'))).toEqual(['2026-06-07T16:00Z 2026-06-08T04:00Z']);
    expect(spans(sunday, week('2026-06-10', 'Pacific/Auckland'))).toEqual(['2026-06-07T16:00Z 2026-06-08T04:00Z']);
    expect(spans(sunday, week('2026-06-10', 'UTC'))).toEqual([
      '2026-06-08T00:00Z 2026-06-08T04:00Z',
      '2026-06-14T16:00Z 2026-06-15T00:00Z',
    ]);
  });
});

describe('clocks', () => {
  test('keep their distance from UTC between changes, which are found to the second', () => {
    const year = [Date.UTC(2026, 0, 1), Date.UTC(2027, 0, 1)] as const;
    expect(stretchesOf('Europe/Rome', ...year).map(({ from, offset }) => [iso(from), offset / HOUR])).toEqual([
      ['2026-01-01T00:00Z', 1],
      ['2026-03-29T01:00Z', 2],
      ['2026-10-25T01:00Z', 1],
    ]);
    expect(stretchesOf('Europe/Istanbul', ...year)).toHaveLength(1);
    expect(stretchesOf('Australia/Lord_Howe', ...year).map(({ offset }) => offset / HOUR)).toEqual([11, 10.5, 11]);
    // Every change there is in a year and its neighbours, anywhere.
    for (const zone of Intl.supportedValuesOf('timeZone')) {
      const stretches = stretchesOf(zone, ...year);
      expect([zone, stretches[0]!.from, stretches.at(-1)!.until]).toEqual([zone, ...year]);
      for (const { from, until, offset } of stretches)
        expect([zone, localTime(zone, from) - from, localTime(zone, until - 1000) - (until - 1000)]).toEqual([zone, offset, offset]);
    }
  });

  test('begin a day at midnight, or at the first moment after it', () => {
    expect(iso(beginningOf('Europe/Rome', Date.UTC(2026, 2, 30)))).toBe('2026-03-29T22:00Z');
    expect(iso(beginningOf('Asia/Beirut', Date.UTC(2026, 2, 29)))).toBe('2026-03-28T22:00Z');
    expect(iso(localTime('Asia/Beirut', beginningOf('Asia/Beirut', Date.UTC(2026, 2, 29))))).toBe('2026-03-29T01:00Z');
  });
});

describe('the coverage of a week', () => {
  const offered = (more: Partial<Offered> & { line?: string; zone?: string }): Offered => ({
    id: more.name ?? 'Desk',
    name: 'Desk',
    partner: 'Corlanto',
    supplier: null,
    delivery: 'DIRECT',
    duties: DUTIES,
    supplierDuties: [],
    hours: written(more.line ?? 'Mo-Fr 09:00-17:00', more.zone ?? 'Europe/Rome'),
    services: [],
    acknowledged: false,
    ...more,
  });
  const june = week('2026-06-10', 'Europe/Rome');
  const gaps = (of: ReturnType<typeof coverageOf>, duty = 0) =>
    of.duties[duty]!.gaps.map(({ startsAt, endsAt }) => `${iso(startsAt)} ${iso(endsAt)}`);

  test('by nobody is one gap for every duty', () => {
    const { duties, zone, startsAt, endsAt } = coverageOf([], june);
    expect([zone, iso(startsAt), iso(endsAt)]).toEqual(['Europe/Rome', '2026-06-07T22:00Z', '2026-06-14T22:00Z']);
    expect(duties.map(({ duty, coverers }) => [duty, coverers])).toEqual(DUTIES.map((duty) => [duty, []]));
    for (const each of duties) {
      expect(each.gaps).toEqual([{ startsAt, endsAt, minutes: 7 * 1440 }]);
      expect(each.hours).toHaveLength(168);
      expect(each.hours.every(({ by, coveredMinutes, minutes }) => by.length === 0 && coveredMinutes === 0 && minutes === 60)).toBe(true);
    }
  });

  test('tells the partner and its supplier apart, duty by duty', () => {
    const { duties } = coverageOf(
      [offered({ delivery: 'OUTSOURCED', supplier: 'Nachtlicht', supplierDuties: ['RECEIVE'], duties: ['RECEIVE', 'RESOLVE'] })],
      june,
    );
    expect(duties.map(({ coverers }) => coverers.map(({ company }) => company))).toEqual([['Nachtlicht'], [], ['Corlanto']]);
    expect(duties[0]!.hours.find(({ by }) => by.length > 0)).toMatchObject({
      day: 'MONDAY',
      hour: 9,
      startsAt: new Date('2026-06-08T07:00:00Z'),
      minutes: 60,
      coveredMinutes: 60,
      by: ['Nachtlicht'],
    });
    expect(duties[0]!.hours.filter(({ by }) => by.length > 0)).toHaveLength(40);
  });

  test('counts minutes, not hours: half an hour that nobody covers is a gap', () => {
    const of = coverageOf([offered({ line: 'Mo-Su 00:00-12:30 13:00-24:00' })], june);
    expect(of.duties[0]!.gaps).toHaveLength(7);
    expect(gaps(of)[0]).toBe('2026-06-08T10:30Z 2026-06-08T11:00Z');
    expect(of.duties[0]!.hours.filter(({ coveredMinutes }) => coveredMinutes === 30)).toHaveLength(7);
  });

  test('adds up what several cover; whoever covers the same is named once', () => {
    const of = coverageOf(
      [
        offered({ name: 'Day', line: 'Mo-Su 06:00-22:00' }),
        offered({
          name: 'Night',
          line: 'Mo-Su 00:00-07:00 21:00-24:00',
          supplier: 'Nachtlicht',
          supplierDuties: DUTIES,
          delivery: 'RESOLD',
        }),
        offered({ name: 'Noon', line: 'Mo 12:00-13:00' }),
      ],
      june,
    );
    expect(gaps(of)).toEqual([]);
    const monday = of.duties[0]!.hours.slice(0, 24).map(({ by }) => by.join(' and '));
    expect([monday[0], monday[6], monday[12], monday[21]]).toEqual([
      'Nachtlicht',
      'Corlanto and Nachtlicht',
      'Corlanto',
      'Corlanto and Nachtlicht',
    ]);
  });

  test('in UTC moves by an hour when the clocks of the desk are changed', () => {
    const desk = [offered({ line: 'Mo-Su 09:00-17:00' })];
    const first = (day: string) => coverageOf(desk, week(day, 'UTC')).duties[0]!.hours.filter(({ by }) => by.length > 0);
    // Clocks go forward on Sunday, the last day of the week.
    const spring = first('2026-03-29');
    expect([spring[0]!.hour, spring.at(-8)!.hour, spring.at(-8)!.day]).toEqual([8, 7, 'SUNDAY']);
    const autumn = first('2026-10-25');
    expect([autumn[0]!.hour, autumn.at(-8)!.hour, autumn.at(-8)!.day]).toEqual([7, 8, 'SUNDAY']);
  });

  test('never has a minute that is both covered and a gap, and none that is neither', () => {
    for (const [zone, day] of WEEKS) {
      const of = week(day, zone);
      const all = [offered({ line: 'Mo-Fr 08:10-19:50', zone: 'America/New_York' }), offered({ line: 'Sa-Su 00:00-24:00', zone })];
      const [{ hours, gaps: missing }] = coverageOf(all, of).duties as [ReturnType<typeof coverageOf>['duties'][0]];
      const covered = hours.reduce((sum, { coveredMinutes }) => sum + coveredMinutes, 0);
      const lost = missing.reduce((sum, { minutes }) => sum + minutes, 0);
      expect([zone, covered + lost]).toEqual([zone, minutesIn([of], of)]);
    }
  });
});
