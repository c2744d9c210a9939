/** Shares: whoever asks for much waits for itself. */
import { expect, test } from '@jest/globals';
import { Shares, type Limit } from '../../src/kernel/shares.ts';
import { returnAfter } from '../../subscriptions/return.ts';

/** Asks for places, and tells who has got one so far. */
function asking(shares: Shares) {
  const got: string[] = [];
  const held: (() => void)[] = [];
  return {
    got,
    held,
    async ask(name: string, ...limits: Limit[]) {
      void shares.take(limits).then((giveBack) => {
        got.push(name);
        held.push(giveBack);
      });
      await new Promise(setImmediate);
    },
  };
}

test('one that asks for many places leaves room for the others, whoever came first', async () => {
  const { ask, got, held } = asking(new Shares(4));
  for (let n = 0; n < 10; n++) await ask('greedy', ['greedy', 2]);
  await ask('modest', ['modest', 2]);
  expect(got).toEqual(['greedy', 'greedy', 'modest']);
  await ask('other', ['other', 2]);
  await ask('last', ['last', 2]);
  expect(got).toEqual(['greedy', 'greedy', 'modest', 'other']);
  held[2]!();
  await new Promise(setImmediate);
  expect(got.at(-1)).toBe('last');
  held[0]!();
  held[0]!();
  await new Promise(setImmediate);
  // Given back twice is given back once.
  expect(got.filter((name) => name === 'greedy')).toHaveLength(3);
});

test('those of different names take turns, and those of one are served in order', async () => {
  const { ask, got, held } = asking(new Shares(1));
  await ask('first', ['x', 1]);
  for (const n of [1, 2, 3]) await ask(`a${n}`, ['a', 1]);
  for (const n of [1, 2, 3]) await ask(`b${n}`, ['b', 1]);
  for (let n = 0; n < 6; n++) {
    held[n]!();
    await new Promise(setImmediate);
  }
  expect(got).toEqual(['first', 'a1', 'b1', 'a2', 'b2', 'a3', 'b3']);
});

test('returns are spread over the longer, the more come back', () => {
  const latest = (connected: number) => Math.max(...Array.from({ length: 1_000 }, () => returnAfter(connected)));
  expect(latest(1)).toBeLessThanOrEqual(1_001);
  expect(latest(5_000)).toBeGreaterThan(4_000);
  expect(latest(5_000)).toBeLessThanOrEqual(6_000);
  expect(latest(1_000_000)).toBeLessThanOrEqual(30_000);
});
