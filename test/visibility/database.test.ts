import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { connect, entities } from '../../src/database/orm.ts';
import { APP_ROLE, requireOrdinaryRole } from '../../src/database/prepare.ts';
import { names, observe, type Observed } from './lookers.ts';

let world: Observed;
/** Every table and view that the program's role may read, and those of them that are tables. */
let readable: string[];
let tables: string[];
const sql = <T extends object>(text: string, values?: unknown[]) => world.platform.database.sql<T>(text, values);
const namesOf = (rows: { name: string }[]) => rows.map(({ name }) => name).sort();

beforeAll(async () => {
  world = await observe();
  const mayRead = `select relname as name from pg_class where relkind in ('r', 'p', 'v', 'm', 'f') and relnamespace = 'public'::regnamespace and has_table_privilege($1, oid, 'select')`;
  readable = namesOf(await sql<{ name: string }>(mayRead, [APP_ROLE]));
  tables = namesOf(
    await sql<{ name: string }>(`select relname as name from pg_class where relname = any($1) and relkind in ('r', 'p')`, [readable]),
  );
});
afterAll(() => world.stop());

/** What a statement comes to as a viewer: how many rows, or the code with which PostgreSQL refuses it. */
const outcome = (name: string | null, statement: string) =>
  world.as(name ? world.looker(name).viewer : null, statement).then(
    (rows) => rows.length,
    (error: { code: string }) => error.code,
  );
/** PostgreSQL's `insufficient_privilege`: what a role without the grant gets, and a row that no policy allows. */
const REFUSED = '42501';

describe('the tables', () => {
  test('each have row level security and a policy, if the program may read them; and a view reads as whoever asks', async () => {
    const open = await sql<{ name: string }>(
      `select relname as name from pg_class c where relname = any($1) and relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
         and not (relrowsecurity and exists (select from pg_policy where polrelid = c.oid))
       union all select relname from pg_class where relname = any($1) and relkind in ('v', 'm') and relnamespace = 'public'::regnamespace
         and not coalesce(reloptions @> '{security_invoker=true}', false)`,
      [readable],
    );
    // Where the event log stands: a number, and no row of anybody.
    expect(namesOf(open)).toEqual(['event_head']);
    const [{ covered }] = (await sql(`select count(*)::int as covered from pg_class where relname = any($1) and relrowsecurity`, [
      readable,
    ])) as [{ covered: number }];
    expect(covered).toBe(entities.length);
  });

  test('belong to somebody else than the program, whose role can neither pass the policies by nor make itself another', async () => {
    const [role] = await sql(`select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication from pg_roles where rolname = $1`, [
      APP_ROLE,
    ]);
    expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false, rolreplication: false });
    expect(await sql(`select relname from pg_class where relowner = $1::regrole`, [APP_ROLE])).toEqual([]);
    expect(await sql(`select roleid from pg_auth_members where member = $1::regrole`, [APP_ROLE])).toEqual([]);
  });

  test('are no business of a program that would connect as their owner: it refuses to run', async () => {
    const [owner, ordinary] = [
      await connect({ url: world.platform.database.url }),
      await connect({ url: world.platform.database.url, role: APP_ROLE }),
    ];
    await expect(requireOrdinaryRole(owner)).rejects.toThrow('row level security does not hold');
    await requireOrdinaryRole(ordinary);
    await Promise.all([owner.close(), ordinary.close()]);
  });

  test('are passed by only in seventeen functions, which draw numbers of tickets, say where events stand, how many rows there are, what is due, which news an import left behind and which organization a token names', async () => {
    const above = await sql<{ name: string }>(
      `select proname as name from pg_proc where prosecdef and pronamespace = 'public'::regnamespace and prorettype <> 'trigger'::regtype and has_function_privilege($1, oid, 'execute')`,
      [APP_ROLE],
    );
    expect(namesOf(above)).toEqual([
      'delegation_due',
      'event_access_ends',
      'event_arrive',
      'event_diverged',
      'event_identity',
      'event_place',
      'event_retain',
      'event_sequence',
      'event_since',
      'event_stamp',
      'import_release',
      'metric_rows',
      'session_revocations',
      'ticket_number',
      'viewer_organizations',
      'webhook_retain',
      'webhook_work',
    ]);
    const [due] = await world.as<object>(null, `select * from delegation_due('infinity', 1)`);
    expect(Object.keys(due!).sort()).toEqual(['at', 'id', 'organization']);
    await sql(`update webhook_endpoint set state = 'ENABLED' where id = (select id from webhook_endpoint limit 1)`);
    const [work] = await world.as<object>(null, 'select * from webhook_work()');
    await sql(`update webhook_endpoint set state = 'DISABLED' where state = 'ENABLED'`);
    expect(Object.keys(work!).sort()).toEqual(['changed', 'due', 'id', 'kind', 'organization', 'position', 'role']);
    const [row] = await world.as<object>(null, 'select * from event_since(0, 1)');
    expect(Object.keys(row!).sort()).toEqual([
      'at',
      'id',
      'kind',
      'position',
      'stamp',
      'stream_id',
      'stream_type',
      'subject_id',
      'subject_type',
    ]);
  });

  test('show nothing, not one row of any of them, to a connection without a viewer', async () => {
    const shown: string[] = [];
    for (const table of readable.filter((name) => name !== 'event_head'))
      if ((await outcome(null, `select from "${table}"`)) !== 0) shown.push(table);
    expect(shown).toEqual([]);
    const full = await Promise.all(readable.map(async (table) => [table, (await sql(`select from "${table}" limit 1`)).length] as const));
    expect(full.filter(([, rows]) => rows === 0).map(([table]) => table)).toEqual(['message_mark', 'receipt']);
  });
});

describe.each(names)('the %s, even with SQL of its own,', (name) => {
  const one = '00000000-0000-4000-8000-000000000000';

  test('is told what filters look at of the events that it sees, and of no other', async () => {
    const all = (await sql<{ id: string }>('select id from event where row_after is not null')).map(({ id }) => id);
    const { viewer } = world.looker(name);
    const seen = await world.as<{ id: string }>(viewer, 'select id from event where id = any ($1::uuid[]) order by id', [all]);
    const told = 'select id from unnest($1::uuid[]) e(id) where exists (select from event_versions(e.id)) order by id';
    expect(await world.as(viewer, told, [all])).toEqual(seen);
    expect(seen.length).toBeLessThan(all.length);
    expect(await world.as(null, told, [all])).toEqual([]);
  });

  test('gives itself no access to a ticket or an organization', async () => {
    const me = world.looker(name).viewer.organization;
    const [ticket] = await sql<{ id: string }>('select id from ticket limit 1');
    expect(
      await outcome(name, `insert into ticket_access (ticket_id, organization_id, reason) values ('${ticket!.id}', '${me}', 'PARTNER')`),
    ).toBe(REFUSED);
    expect(
      await outcome(
        name,
        `insert into account_access (organization_id, account_id, reason, source_id) values ('${me}', '${one}', 'PARTNER', '${one}')`,
      ),
    ).toBe(REFUSED);
    for (const table of ['ticket_access', 'account_access'])
      expect(await outcome(name, `update ${table} set organization_id = '${me}' returning id`)).not.toBeGreaterThan(0);
  });

  test('changes no event and writes none in the name of another', async () => {
    expect(await outcome(name, `update event set kind = 'forged' returning id`)).not.toBeGreaterThan(0);
    const columns = '(at, kind, stream_type, stream_id, subject_type, subject_id, actor_subject, actor_organization, actor, data)';
    const values = `(now(), 'k', 'Service', '${one}', 'Service', '${one}', 'somebody else', '${one}', 'a', '{}')`;
    expect(await outcome(name, `insert into event ${columns} values ${values}`)).toBe(REFUSED);
  });

  test('revokes no session elsewhere, and takes no revocation back', async () => {
    const { organization, subject } = world.looker(name).viewer;
    const values = (whose: string) => `(uuidv7(), '${whose}', $s$${subject}$s$, 'x', now()) returning id`;
    const insert = 'insert into session_revocation (id, organization_id, subject, revoked_by, created_at) values';
    expect(await outcome(name, `${insert} ${values(one)}`)).toBe(REFUSED);
    expect(await outcome(name, `${insert} ${values(organization)}`)).toBe(1);
    for (const change of [`organization_id = '${one}'`, `created_at = now() - interval '1 year'`, `subject = 'nobody'`])
      expect(await outcome(name, `update session_revocation set ${change} returning id`)).not.toBeGreaterThan(0);
  });

  test('deletes nothing, and empties no table', async () => {
    for (const table of tables) {
      for (const deed of ['delete from', 'truncate'])
        expect([table, deed, await outcome(name, `${deed} "${table}"`)]).toEqual([table, deed, REFUSED]);
    }
  });
});
