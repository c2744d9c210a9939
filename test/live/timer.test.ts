import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { alarm } from '../../src/kernel/timer.ts';

const DAY = 86_400_000;
beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

test.each([1, 24, 25, 49, 50, 400])('an alarm in %i days rings then, once, and not before', (days) => {
  const ring = jest.fn();
  alarm(days * DAY, ring);

  jest.advanceTimersByTime(days * DAY - 1);
  const before = ring.mock.calls.length;
  jest.advanceTimersByTime(100 * DAY);

  expect([before, ring.mock.calls.length]).toEqual([0, 1]);
});

test.each([1, 60])('an alarm in %i days that is called off does not ring, though most of its time has passed', (days) => {
  const ring = jest.fn();
  const callOff = alarm(days * DAY, ring);
  jest.advanceTimersByTime(days * DAY - 1);
  callOff();
  jest.advanceTimersByTime(100 * DAY);
  expect(ring).not.toHaveBeenCalled();
});
