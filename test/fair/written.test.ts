/** What is written in slices is what would be written at once. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { RawJson, stringifyResult, stringifyInSlices } from '../../src/kernel/load/written-answer.ts';

const party = { organization: 'a', subject: 'b' } as never;

test('a long answer is written as a short one would be, whatever it holds', async () => {
  const many = fc.array(fc.jsonValue(), { minLength: 3_000, maxLength: 4_000 });
  await fc.assert(
    fc.asyncProperty(many, fc.jsonValue(), async (long, short) => {
      const data = { ä: [{ long, none: undefined, short }], 'b"c': short, d: 'x'.repeat(200_000) };
      const written = await stringifyInSlices(data, party);
      expect(written).toBeInstanceOf(RawJson);
      expect(stringifyResult({ data: written, errors: [1] })).toBe(JSON.stringify({ data, errors: [1] }));
    }),
    { numRuns: 5 },
  );
});

test('a short one is left as it is, and so is none', async () => {
  const data = { a: ['b', { c: null }] };
  expect(await stringifyInSlices(data, party)).toBe(data);
  expect(await stringifyInSlices(null, party)).toBeNull();
  expect(await stringifyInSlices(undefined, party)).toBeUndefined();
});
