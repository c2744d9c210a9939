/** Opening hours: what is given in any form is kept in one, and what is wrong is refused where it stands. */
import { describe, expect, test } from '@jest/globals';
import { Problem } from '../../src/kernel/write/problem.ts';
import { weeklyHours } from '../../src/offerings/support-offering/hours.ts';
import { Weekday } from '../../src/offerings/support-offering/terms.ts';
import { zoneNamed } from '../../src/offerings/support-offering/zone.ts';

type Given = [day: string, ...times: string[]][];
const hours = (given: Given, zone = 'Europe/Rome') =>
  weeklyHours(
    {
      zone,
      days: given.map(([day, ...times]) => ({
        day: day as keyof typeof Weekday,
        intervals: times.map((time) => ({ opens: time.split('-')[0]!, closes: time.split('-')[1]! })),
      })),
    },
    'hours',
  );
const kept = (given: Given) =>
  hours(given).days.map(({ day, intervals }) => [day, ...intervals.map(({ opens, closes }) => `${opens}-${closes}`)]);
const refusal = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return [(error as Problem).refusal.field, (error as Problem).message];
  }
  return 'not refused';
};

describe('opening hours are kept', () => {
  test.each<[what: string, given: Given, as: Given]>([
    ['as they are when they are in order', [['MONDAY', '09:00-13:00', '14:00-18:00']], [['MONDAY', '09:00-13:00', '14:00-18:00']]],
    [
      'Monday first, earliest first',
      [
        ['FRIDAY', '14:00-18:00', '09:00-12:00'],
        ['TUESDAY', '08:00-09:00'],
      ],
      [
        ['TUESDAY', '08:00-09:00'],
        ['FRIDAY', '09:00-12:00', '14:00-18:00'],
      ],
    ],
    ['with intervals that touch as one', [['MONDAY', '13:00-18:00', '09:00-13:00']], [['MONDAY', '09:00-18:00']]],
    [
      'cut at midnight',
      [['MONDAY', '22:00-06:00']],
      [
        ['MONDAY', '22:00-24:00'],
        ['TUESDAY', '00:00-06:00'],
      ],
    ],
    [
      'cut at the midnight between two weeks',
      [['SUNDAY', '22:00-06:00']],
      [
        ['MONDAY', '00:00-06:00'],
        ['SUNDAY', '22:00-24:00'],
      ],
    ],
    ['to midnight, written either way', [['MONDAY', '20:00-00:00']], [['MONDAY', '20:00-24:00']]],
    [
      'joined to what the night before left',
      [
        ['MONDAY', '22:00-06:00'],
        ['TUESDAY', '06:00-10:00'],
      ],
      [
        ['MONDAY', '22:00-24:00'],
        ['TUESDAY', '00:00-10:00'],
      ],
    ],
    [
      'with a day that is given twice as one',
      [
        ['MONDAY', '09:00-10:00'],
        ['MONDAY', '11:00-12:00'],
      ],
      [['MONDAY', '09:00-10:00', '11:00-12:00']],
    ],
    ['without a day that has no interval', [['MONDAY'], ['TUESDAY', '00:00-24:00']], [['TUESDAY', '00:00-24:00']]],
    ['for a minute', [['SUNDAY', '23:59-24:00']], [['SUNDAY', '23:59-24:00']]],
  ])('%s', (_what, given, as) => expect(kept(given)).toEqual(as));

  test('the same when what is kept is given again', () => {
    const once = kept([
      ['SUNDAY', '21:30-07:15'],
      ['WEDNESDAY', '12:00-12:30', '08:00-11:00'],
    ]);
    expect(kept(once as Given)).toEqual(once);
  });

  test('around the clock', () => {
    const always = Object.values(Weekday).map((day) => [day, '00:00-24:00'] as [string, string]);
    expect(kept(always)).toEqual(always);
  });
});

describe('opening hours are refused', () => {
  const later = (index: string) => [`hours.days.${index}`, expect.stringContaining('overlaps with')];
  test.each<[what: string, given: Given, field: string, message: string]>([
    [
      'where two intervals of a day overlap',
      [['MONDAY', '09:00-13:00', '12:59-18:00']],
      'hours.days.0.intervals.1',
      '`hours.days.0.intervals.1` overlaps with `hours.days.0.intervals.0`.',
    ],
    [
      'where one lies within another, whichever comes first',
      [['MONDAY', '10:00-11:00', '09:00-13:00']],
      'hours.days.0.intervals.1',
      '`hours.days.0.intervals.1` overlaps with `hours.days.0.intervals.0`.',
    ],
    [
      'where the same is given twice',
      [
        ['MONDAY', '09:00-13:00'],
        ['MONDAY', '09:00-13:00'],
      ],
      'hours.days.1.intervals.0',
      '`hours.days.1.intervals.0` overlaps with `hours.days.0.intervals.0`.',
    ],
    [
      'where a night goes into the next morning',
      [
        ['TUESDAY', '05:00-09:00'],
        ['MONDAY', '22:00-06:00'],
      ],
      'hours.days.1.intervals.0',
      '`hours.days.1.intervals.0` overlaps with `hours.days.0.intervals.0`.',
    ],
    [
      'where the night of Sunday goes into Monday',
      [
        ['SUNDAY', '22:00-00:01'],
        ['MONDAY', '00:00-01:00'],
      ],
      'hours.days.1.intervals.0',
      '`hours.days.1.intervals.0` overlaps with `hours.days.0.intervals.0`.',
    ],
    [
      'where an interval has no length',
      [['MONDAY', '09:00-09:00']],
      'hours.days.0.intervals.0',
      '`hours.days.0.intervals.0` closes when it opens; a whole day is 00:00 to 24:00.',
    ],
    ...['24:00-06:00', '9:00-10:00', '25:00-26:00', '09:60-10:00', '0900-1000', ' 9:00-10:00', '٠٩:٠٠-10:00'].map(
      (time): [string, Given, string, string] => [
        `at ${time}`,
        [['MONDAY', time]],
        'hours.days.0.intervals.0.opens',
        '`hours.days.0.intervals.0.opens` must be a time of the day from 00:00 to 23:59; only the end of a day is 24:00.',
      ],
    ),
    [
      'where it closes at no time',
      [['MONDAY', '09:00-24:01']],
      'hours.days.0.intervals.0.closes',
      '`hours.days.0.intervals.0.closes` must be a time of the day from 00:00 to 23:59; only the end of a day is 24:00.',
    ],
  ])('%s', (_what, given, field, message) => expect(refusal(() => hours(given))).toEqual([field, message]));

  test.each([
    'Mars/Olympus',
    'Europe/Atlantis',
    '',
    '+02:00',
    '-05',
    'UTC+2',
    'CEST',
    'Europe/Rome ',
    "'; drop table",
    'Europe/'.repeat(30),
  ])('in the zone %j, which does not exist', (zone) =>
    expect(refusal(() => hours([], zone))).toEqual(['hours.zone', expect.stringContaining('IANA name')]),
  );

  test('at the one of two that came later, for any two intervals of a week that share a minute, and never otherwise', () => {
    const week = 7 * 1440;
    const text = (minute: number) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
    let state = 7;
    const next = (below: number) => (state = (state * 48271) % 2147483647) % below;
    const tries = Array.from({ length: 2_000 }, () => {
      const both = [0, 1].map(() => ({ day: next(7), opens: next(1440), length: 1 + next(1439) }));
      const minutes = both.map(({ day, opens, length }) => new Set(Array.from({ length }, (_, i) => (day * 1440 + opens + i) % week)));
      const given = both.map(({ day, opens, length }): [string, string] => [
        Object.values(Weekday)[day]!,
        `${text(opens)}-${text((opens + length) % 1440)}`,
      ]);
      return { given, share: [...minutes[0]!].some((minute) => minutes[1]!.has(minute)) };
    });
    expect(new Set(tries.map(({ share }) => share)).size).toBe(2);
    for (const { given, share } of tries)
      expect([given, refusal(() => hours(given))]).toEqual([given, share ? later('1.intervals.0') : 'not refused']);
  });
});

describe('the name of a zone', () => {
  test.each([
    ['Europe/Rome', 'Europe/Rome'],
    ['europe/rome', 'Europe/Rome'],
    ['UTC', 'UTC'],
    ['Etc/UTC', 'Etc/UTC'],
    ['Asia/Kolkata', 'Asia/Kolkata'],
    ['Asia/Calcutta', 'Asia/Calcutta'],
    ['America/Argentina/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
    ['Etc/GMT+5', 'Etc/GMT+5'],
  ])('%s is taken as %s', (given, known) => expect(zoneNamed(given)).toBe(known));

  test('is taken for every zone there is', () => {
    expect(Intl.supportedValuesOf('timeZone').filter((zone) => zoneNamed(zone) !== zone)).toEqual([]);
  });
});
