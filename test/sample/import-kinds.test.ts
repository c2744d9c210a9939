import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Imported } from '../../src/sample/import/folder.ts';
import { changedNothing, counted, importer, type Importer } from './imported.ts';

const KINDS = new URL('../fixtures/kinds', import.meta.url).pathname;
const PARTNER = '5f0c3c1e-41aa-4b53-9c0e-6d2f8a1b7e01';
const tenant = (number: number): string => `c${String(number).padStart(7, '0')}-0000-4000-8000-${String(number).padStart(12, '0')}`;

let own: Importer;
let first: Imported;
beforeAll(async () => {
  own = await importer();
  first = await own.take(KINDS, PARTNER);
});
afterAll(() => own.close());
const sql = <T extends object>(text: string) => own.database.sql<T>(text);

test('debug', async () => {
  console.log(counted(first), first.report.refused.lines, first.report.leftOut.lines, first.report.partly.lines);
  console.log(
    JSON.stringify(
      await sql(
        `select t.external_id, t.title, t.state, t.severity, c.name, (select jsonb_agg(jsonb_build_array(author, audience, text, author_organization = c.id) order by created_at) from note n where n.ticket_id = t.id) as notes from ticket t join customer c on c.id = t.customer_id order by 1`,
      ),
      null,
      1,
    ),
  );
  console.log(JSON.stringify(await sql(`select * from service_incident order by tracking_id`), null, 1));
  const second = await own.take(KINDS, PARTNER);
  console.log(changedNothing(second), counted(second));
});
