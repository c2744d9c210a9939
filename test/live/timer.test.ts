import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { longTimeout, timeoutAt } from '../../src/kernel/scheduler/long-timeout.ts';

const DAY = 86_400_000;
beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

test.each([1, 24, 25, 49, 50, 400])('an alarm in %i days rings then, once, and not before', (days) => {
  const ring = jest.fn();
  longTimeout(days * DAY, ring);

  jest.advanceTimersByTime(days * DAY - 1);
  const before = ring.mock.calls.length;
  jest.advanceTimersByTime(100 * DAY);

  expect([before, ring.mock.calls.length]).toEqual([0, 1]);
});

test.each([1, 60])('an alarm in %i days that is called off does not ring, though most of its time has passed', (days) => {
  const ring = jest.fn();
  const callOff = longTimeout(days * DAY, ring);
  jest.advanceTimersByTime(days * DAY - 1);
  callOff();
  jest.advanceTimersByTime(100 * DAY);
  expect(ring).not.toHaveBeenCalled();
});

test.each([
  ['put forward', 13 * 3_600_000, 10_000],
  ['put back', -3_600_000, 5 * 3_600_000],
])('an alarm that is set for a time rings at that time by the clock on the wall, when that is %s', (_how, by, within) => {
  const ring = jest.fn();
  timeoutAt(new Date(Date.now() + 4 * 3_600_000), ring);
  jest.advanceTimersByTime(60_000);
  jest.setSystemTime(Date.now() + by);
  if (by < 0) {
    jest.advanceTimersByTime(4 * 3_600_000);
    expect(ring).not.toHaveBeenCalled();
  }
  jest.advanceTimersByTime(within);
  expect(ring).toHaveBeenCalledTimes(1);
});
