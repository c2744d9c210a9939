/** Whoever is sent away comes back, but not all at once. */
import { expect, test } from '@jest/globals';
import { reconnectAfter } from '../../subscriptions/fan-out/reconnect-delay.ts';

test('returns are spread over the longer, the more come back', () => {
  const latest = (connected: number) => Math.max(...Array.from({ length: 1_000 }, () => reconnectAfter(connected)));
  expect(latest(1)).toBeLessThanOrEqual(1_001);
  expect(latest(5_000)).toBeGreaterThan(4_000);
  expect(latest(5_000)).toBeLessThanOrEqual(6_000);
  expect(latest(1_000_000)).toBeLessThanOrEqual(30_000);
});
