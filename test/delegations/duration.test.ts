import { describe, expect, test } from '@jest/globals';
import { extended, noticeDue, plusDays } from '../../src/accounts/delegation/jobs.ts';
import { duration, endOf } from '../../src/accounts/delegation/duration.ts';

describe('a duration', () => {
  test.each(['P1D', 'P30D', 'P1W', 'P104W', 'P1M', 'P24M', 'P730D', 'P2Y', 'P1Y12M', 'P1Y365D', ' p1y '])(
    'of %s is from one day to two years',
    (text) => {
      expect(duration('How long.').check(text, 'duration')).toBe(text.trim().toUpperCase());
    },
  );

  test.each([
    ['2024-02-29T10:00:00Z', 'P1Y', '2025-02-28T10:00:00Z'],
    ['2024-02-29T10:00:00Z', 'P2Y', '2026-02-28T10:00:00Z'],
    ['2024-01-31T10:00:00Z', 'P1M', '2024-02-29T10:00:00Z'],
    ['2023-12-31T23:30:00Z', 'P2M', '2024-02-29T23:30:00Z'],
    ['2024-01-31T10:00:00Z', 'P1M1D', '2024-03-01T10:00:00Z'],
    ['2024-03-30T01:30:00Z', 'P1D', '2024-03-31T01:30:00Z'],
    ['2024-10-26T00:30:00Z', 'P1W', '2024-11-02T00:30:00Z'],
    ['2024-01-01T00:00:00Z', 'P1DT1H30M', '2024-01-02T01:30:00Z'],
  ])('from %s of %s ends at %s', (start, text, end) => expect(endOf(new Date(start), text)).toEqual(new Date(end)));

  test.each(['', 'P', 'PT', 'P1', '1D', 'P1H', 'P-1D', 'P1D1M'])('is not "%s"', (text) => expect(endOf(new Date(), text)).toBeNull());
});

describe('the notice that is due', () => {
  const endsAt = new Date('2030-06-30T00:00:00Z');
  const at = (days: number, more = 0) => new Date(plusDays(endsAt, -days).getTime() + more);
  const due = (now: Date, noticed: number | null = null, startedAt = new Date('2029-01-01T00:00:00Z')) =>
    noticeDue({ startedAt, endsAt, noticed }, now);

  test('is that of 30, 7 and 1 days and of the day itself, from the very moment', () => {
    expect([at(30, -1), at(30), at(7, -1), at(7), at(1), at(0, -1), at(0)].map((now) => due(now))).toEqual([null, 30, 30, 7, 1, 1, 0]);
  });

  test('is none that was given, and of several that were missed the last', () => {
    expect([due(at(8), 30), due(at(3), 30), due(at(3), 7), due(at(0), 0), due(plusDays(endsAt, 40), 30)]).toEqual([null, 7, null, null, 0]);
  });

  test('is none of a day that was over when the delegation began', () => {
    expect([due(at(5), null, at(5)), due(at(1), null, at(5)), due(at(1), null, at(1)), due(at(0), null, at(1))]).toEqual([
      null,
      1,
      null,
      0,
    ]);
    expect(noticeDue({ startedAt: null, endsAt: null, noticed: null }, at(0))).toBeNull();
  });
});

test('an end is put off by 180 days, as often as it takes to be ahead', () => {
  const end = new Date('2030-01-01T00:00:00Z');
  for (const [later, periods] of [
    [0, 1],
    [179.9, 1],
    [180, 2],
    [1000, 6],
  ] as const)
    expect(extended(end, plusDays(end, later))).toEqual(plusDays(end, 180 * periods));
});
