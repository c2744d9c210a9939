/** The audit trail is written once: by the database, not by good behaviour. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sources } from '../architecture/sources.ts';
import { names, observe, type Observed } from '../visibility/lookers.ts';

let world: Observed;
beforeAll(async () => void (world = await observe()));
afterAll(() => world.stop());

const TABLES = ['audit_entry', 'audit_listing'];
/** What a statement comes to: the code and the words with which PostgreSQL refuses it. */
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    ({ code, message }: { code: string; message: string }) => `${code} ${message}`,
  );

describe.each(['update %T set at = now()', 'delete from %T', 'truncate %T'])('%s', (statement) => {
  test.each(TABLES)('is refused in %s to the program', async (table) => {
    for (const { viewer } of world.lookers)
      expect(await refusal(world.as(viewer, statement.replace('%T', table)))).toBe(`42501 permission denied for table ${table}`);
  });

  test.each(TABLES)('is refused in %s to the owner', async (table) => {
    expect(await refusal(world.platform.database.sql(statement.replace('%T', table)))).toMatch(/the audit trail is written once/);
  });
});

describe.each(names)('the %s, even with SQL of its own,', (name) => {
  const COLUMNS = '(at, verb, outcome, rule_codes, actor_subject, actor, actor_organization, actor_kind, actor_role, request_id, readers)';
  const insert = (changed: Partial<Record<'subject' | 'organization' | 'kind' | 'role' | 'reader', string>>) => {
    const { subject, name: called, organization, kind, role, reader } = { ...world.looker(name).viewer, reader: undefined, ...changed };
    const values = [subject, called, organization, kind, role, 'r', `{${reader ?? organization}}`].map((value) => `'${value}'`);
    return refusal(
      world.as(world.looker(name).viewer, `insert into audit_entry ${COLUMNS} values (now(), 'v', 'DONE', '{}', ${values.join(', ')})`),
    );
  };
  const other = '00000000-0000-4000-8000-000000000000';

  test('writes in no other name, organization, kind or role than its own, and nothing that its organization does not read', async () => {
    expect(await insert({})).toBe('done');
    for (const changed of [{ subject: 'x' }, { organization: other }, { kind: 'NOBODY' }, { role: 'NOTHING' }, { reader: other }])
      expect([changed, await insert(changed)]).toEqual([changed, expect.stringMatching(/^42501 new row violates row-level security/)]);
  });

  test('puts no entry before another organization but by writing it', async () => {
    const statement = `insert into audit_listing (organization_id, at, entry_id) values ('${other}', now(), '${other}')`;
    expect(await refusal(world.as(world.looker(name).viewer, statement))).toMatch(/^42501 /);
  });
});

test('no action asks a policy without leaving a trace of it', () => {
  const past = sources.filter(({ path, tree }) => !path.startsWith('src/kernel/') && /(^|[^.\w])demand\(/.test(tree.text));
  expect(past.map(({ path }) => path)).toEqual([]);
});
