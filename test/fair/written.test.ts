/** What is written a piece at a time is what would be written at once. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { writeInTurns } from '../../src/kernel/written.ts';

const party = { organization: 'o', subject: 's' };

test('an answer that is written a piece at a time is the same text as one that is written at once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue({ maxDepth: 6 }), async (data) => {
      expect((await writeInTurns(data, party)).text).toBe(JSON.stringify(data));
    }),
  );
});

test.each([
  ['lists of many scalars', { a: Array.from({ length: 10_000 }, (_, n) => n) }],
  ['objects of many fields', Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`"${n}`, 'é\u2028\ud800']))],
  ['values that write themselves', { at: new Date(0), list: [{ at: new Date(1) }] }],
  ['fields that are not there', { a: undefined, b: [{}, [], null, { c: undefined, d: [1] }] }],
  ['objects without a prototype', Object.assign(Object.create(null), { a: [Object.assign(Object.create(null), { b: 1 })] })],
])('%s are written as they would be at once', async (_what, data) => {
  expect((await writeInTurns(data, party)).text).toBe(JSON.stringify(data));
});
