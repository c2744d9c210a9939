/** Whether the access rows that were loaded by the set are those that the program's own triggers would have made. */

type Sql = (statement: string) => Promise<Record<string, any>[]>;

/** Each table whose rows give access, and how to tell the access that its rows give. */
const SOURCES = [
  {
    table: 'ticket',
    touch: 'state = state',
    access: 'ticket_access',
    of: 'ticket_id',
    columns: 'ticket_id, organization_id, reason, created_at, updated_at, number',
  },
  {
    table: 'ticket',
    touch: 'state = state',
    access: 'account_access',
    of: 'source_id',
    columns: 'source_id, organization_id, account_id, reason',
  },
  {
    table: 'customer_partner',
    touch: 'partner_id = partner_id',
    access: 'account_access',
    of: 'source_id',
    columns: 'source_id, organization_id, account_id, reason',
  },
  {
    table: 'partner_relationship',
    touch: 'state = state',
    access: 'account_access',
    of: 'source_id',
    columns: 'source_id, organization_id, account_id, reason',
  },
] as const;

/** Lets the triggers make the access of some rows anew, compares, and undoes it. A difference stops the run: the bench would measure another visibility. */
export async function agreeWithTriggers(sql: Sql): Promise<void> {
  for (const { table, touch, access, of, columns } of SOURCES) {
    await sql('begin');
    await sql(
      `create temporary table chosen on commit drop as select id from ${table} where ('x' || right(id::text, 4))::bit(16)::int % 50 = 7 order by id limit 200`,
    );
    const rows = () => sql(`select ${columns} from ${access} where ${of} in (select id from chosen) order by ${columns}`);
    const loaded = JSON.stringify(await rows());
    await sql(`delete from ${access} where ${of} in (select id from chosen)`);
    await sql(`update ${table} set ${touch} where id in (select id from chosen)`);
    const made = JSON.stringify(await rows());
    await sql('rollback');
    if (loaded !== made)
      throw new Error(
        `the load gives other access than the triggers on ${table} do: mend bench/data (loaded ${loaded.slice(0, 300)}, by triggers ${made.slice(0, 300)})`,
      );
  }
}
