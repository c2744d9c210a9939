/** The organizations that tokens can name, as the command prints them. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { organizationIds, organizationsCommand, type OrganizationIds } from '../../src/import/organizations-cli.ts';
import { testDatabase, type TestDatabase } from '../kit/database.ts';

const RESELLER = '01990000-0000-7000-8000-000000000002';

let database: TestDatabase;
const { DATABASE_URL } = process.env;
beforeAll(async () => {
  database = await testDatabase();
  process.env.DATABASE_URL = database.url;
});
afterAll(async () => {
  if (DATABASE_URL === undefined) delete process.env.DATABASE_URL;
  else process.env.DATABASE_URL = DATABASE_URL;
  await database.drop();
});

async function run(...args: string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await organizationsCommand(
    args,
    (text) => out.push(text),
    (line) => err.push(line),
  );
  return { code, out: out.join('\n'), err: err.join('\n') };
}

test('all of them are printed with every id by which a token may name them, also where production has no issuer set', async () => {
  const { NODE_ENV } = process.env;
  process.env.NODE_ENV = 'production';
  const { code, out, err } = await run('--json').finally(() => (process.env.NODE_ENV = NODE_ENV));
  const all = JSON.parse(out) as OrganizationIds[];
  const rows = await database.sql<{ id: string; tenant_id: string; domain: string | null }>(
    'select id, tenant_id, null as domain from partner union all select id, tenant_id, domain from customer',
  );

  expect([code, err]).toEqual([0, '']);
  expect(all[0]).toMatchObject({ kind: 'VENDOR', id: '00000000-0000-7000-8000-000000000000' });
  expect(new Set(all.slice(1).map(({ id, tenantId, domain }) => `${id} ${tenantId} ${domain}`))).toEqual(
    new Set(rows.map(({ id, tenant_id, domain }) => `${id} ${tenant_id} ${domain}`)),
  );
});

test('as a table it can be searched; what it does not understand it says', async () => {
  const { code, out } = await run('--search', 'corlanto');
  expect([code, out.split('\n').length]).toEqual([0, 2]);
  expect(out).toMatch(new RegExp(`PARTNER +${RESELLER} .*Corlanto Sistemi`));
  expect(await run('--all')).toMatchObject({ code: 2, out: '', err: expect.stringContaining("Unknown option '--all'") });
  expect(await organizationIds(database.url, [RESELLER])).toMatchObject([{ name: 'Corlanto Sistemi S.r.l.' }]);
});
