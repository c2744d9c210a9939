/** A platform that is given bad input: whatever it is, it is answered soon, is no bug, and the next good request is answered as ever. */
import { afterAll, afterEach, beforeAll, expect, jest } from '@jest/globals';
import { testPlatform, type TestPlatform } from '../kit/platform.ts';
import { recorder } from './records.ts';
import { post, type Reply } from './wire.ts';

/** What a test of bad input may take; starting and stopping may take longer. */
const SOON_MS = 20_000;
const LONG_MS = 60_000;

/** What a test of bad input has in hand. */
export interface Sturdy {
  platform(): TestPlatform;
  /** Posts a body as the persona; text goes as it is. */
  ask(body: unknown, persona?: string): Promise<Reply>;
}

/** Starts a platform for the tests of a file. After each it must still answer, and must have logged nothing as a bug. */
export function sturdy(): Sturdy {
  jest.setTimeout(SOON_MS);
  const { log, records } = recorder();
  let platform: TestPlatform;
  const ask: Sturdy['ask'] = async (body, persona = 'reseller') => post(platform.url, (await platform.as(persona)).token, body);
  const good = async () =>
    expect((await ask({ query: '{ viewer { name } tickets(first: 1) { nodes { title } } }' })).json.data.tickets.nodes).toHaveLength(1);
  beforeAll(async () => {
    platform = await testPlatform({ log });
    await good();
  }, LONG_MS);
  afterEach(async () => {
    await good();
    expect(records.filter(({ level }) => level >= 40)).toEqual([]);
  });
  afterAll(() => platform.stop(), LONG_MS);
  return { platform: () => platform, ask };
}
