/** What the audit trail costs: to read a page of it its rows, to write an entry one statement. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Viewer } from '../../src/kernel/access/viewer.ts';
import { testDatabase, type TestDatabase } from '../kit/database.ts';
import { counted, type Counted } from '../statements/counted.ts';
import { explainer, type Explainer } from '../statements/explained.ts';

const organization = (number: number) => `01990000-0000-7000-8000-00000000000${number}`;
const agent = (number: number): Viewer => ({
  subject: 'x',
  name: 'x',
  organization: organization(number),
  kind: 'PARTNER',
  role: 'ADMIN_AGENT',
  language: null,
  issuedAt: null,
  expiresAt: null,
});

describe('of two hundred thousand entries', () => {
  let database: TestDatabase;
  let explained: Explainer;
  let ticket: string;
  beforeAll(async () => {
    database = await testDatabase();
    explained = await explainer(database.url);
    [{ id: ticket }] = (await database.sql<{ id: string }>('select id from ticket where provider_id = $1 limit 1', [organization(1)])) as [
      { id: string },
    ];
    // One in fifty is the other provider's; ten are about the ticket.
    await database.sql(
      `insert into audit_entry (at, verb, outcome, thing_type, thing_id, rule_codes, actor_subject, actor, actor_organization, actor_kind, actor_role, request_id, readers)
       select '2020-01-01'::timestamptz + n * interval '1 minute', 'ticketAssign', 'DONE', 'Ticket',
         case when n % 20000 = 7 then '${ticket}'::uuid else gen_random_uuid() end, '{R01}', 's', 'n', o, 'PARTNER', 'ADMIN_AGENT', 'r', array[o]
       from generate_series(1, 200000) n, lateral (select case when n % 50 = 0 then '${organization(5)}' else '${organization(1)}' end::uuid) as v(o)`,
    );
    await database.sql('vacuum (analyze) audit_entry');
    await database.sql('vacuum (analyze) audit_listing');
  }, 120_000);
  afterAll(async () => {
    await explained.stop();
    await database.drop();
  });

  const ROW = 8;
  const ONCE = 40;
  const pages = ['first: 50', 'last: 50', 'first: 50, orderBy: { field: AT, direction: ASC }'];

  test.each(pages)('a page (%s) costs as much as its rows, to whoever reads most of them and to whoever reads few', async (page) => {
    for (const viewer of [agent(1), agent(5)]) {
      const { rows, buffers } = await explained.read(viewer, `{ auditEntries(${page}) { nodes { id } } }`);
      expect((rows as any).auditEntries.nodes).toHaveLength(50);
      expect(buffers).toBeLessThanOrEqual(ONCE + ROW * 51);
    }
  });

  test('an organization without an entry reads nothing, at the cost of nothing', async () => {
    const { rows, buffers } = await explained.read(agent(9), '{ auditEntries { nodes { id } totalCount } }');
    expect((rows as any).auditEntries).toEqual({ nodes: [], totalCount: 0 });
    expect(buffers).toBeLessThanOrEqual(ONCE);
  });

  test('those of a thing are found by it, at the root and as an edge', async () => {
    for (const document of [
      `{ auditEntries(first: 10, filter: { things: ["${ticket}"] }) { nodes { id } } }`,
      `{ ticket(id: "${ticket}") { audit(first: 10) { nodes { id } } } }`,
    ]) {
      const { rows, buffers } = await explained.read(agent(1), document);
      expect(((rows as any).auditEntries ?? (rows as any).ticket.audit).nodes).toHaveLength(10);
      expect(buffers).toBeLessThanOrEqual(ONCE + ROW * 20);
    }
  });
});

describe('a deed', () => {
  let program: Counted;
  beforeAll(async () => void (program = await counted({ compiled: true })));
  afterAll(() => program.stop());

  test('writes its entry by one statement', async () => {
    const { statements } = await program.ask(
      'customer',
      'mutation { ticketRequest(input: { title: "x", description: "x", severity: MINIMAL }) { ticket { id } } }',
    );
    expect(statements.filter((statement) => /audit_/.test(statement)).length).toBe(1);
  });
});
