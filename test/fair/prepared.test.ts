/** What connections keep of the statements they have prepared. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ViewerPool } from '../../src/kernel/compile/viewer-pool.ts';
import { testDatabase, type TestDatabase } from '../kit/database.ts';
import type { Viewer } from '../../src/kernel/access/viewer.ts';

const VIEWER: Viewer = {
  subject: 'somebody',
  name: 'Somebody',
  organization: '01990000-0000-7000-8000-000000000001',
  kind: 'CUSTOMER',
  role: 'MEMBER',
  language: null,
  issuedAt: null,
  expiresAt: null,
};

let database: TestDatabase;
let pool: ViewerPool;
beforeAll(async () => {
  database = await testDatabase('empty');
  pool = new ViewerPool({ connectionString: database.url, max: 1 });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const read = (name: string, text: string) => pool.read(VIEWER, { name, text, values: [] });
const prepared = async (): Promise<string[]> =>
  JSON.parse(await read('prepared', `select coalesce(json_agg(name order by name), '[]')::text from pg_prepared_statements`)) as string[];
const backend = () => read('backend', 'select pg_backend_pid()::text');
const long = (letters: number) => `select 'x'::text /* ${'-'.repeat(letters)} */`;

test('a small statement is prepared once, and a large one is forgotten with its answer', async () => {
  await read('small', `select 'y'::text`);
  expect(await read('large', long(100_000))).toBe('x');

  expect(await prepared()).toEqual(['prepared', 'small', 'viewer']);
});

test('a connection that has prepared much, small or large, is replaced', async () => {
  const first = await backend();
  for (let n = 0; n < 300; n++) await read(`small ${n}`, `select '${n}'::text`);
  const second = await backend();
  expect(second).not.toBe(first);

  for (let n = 0; n < 20; n++) await read(`large ${n}`, long(100_000));
  expect(await backend()).not.toBe(second);
});
