/** Digests: whether anything at all has changed in the database. */

type Sql = (text: string, ...values: unknown[]) => Promise<any[]>;

/**
 * A digest of each table, by its name. The audit trail is left out, for it holds what was refused too; and the position of an event,
 * which is given to it after the commit.
 */
export async function digestsOf(sql: Sql): Promise<Record<string, string>> {
  const tables: { name: string }[] = await sql(
    `select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
       and relname not like 'audit_%' and relname <> 'event_head' order by 1`,
  );
  const parts = tables.map(({ name }) => {
    const row = name === 'event' ? `(to_jsonb(t) - 'position')` : 't';
    return `select '${name}' as name, md5(coalesce(string_agg(${row}::text, '|' order by ${row}::text), '')) as digest from "${name}" t`;
  });
  const rows: { name: string; digest: string }[] = await sql(parts.join(' union all '));
  return Object.fromEntries(rows.map(({ name, digest }) => [name, digest]));
}
