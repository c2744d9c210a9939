/** Digests: whether anything at all has changed in the database. */

type Sql = (text: string, ...values: unknown[]) => Promise<any[]>;

/**
 * A digest of each table, by its name. The audit trail is left out, for it holds what was refused too; and the log of events, to which
 * they come after the commit.
 */
export async function digestsOf(sql: Sql): Promise<Record<string, string>> {
  const tables: { name: string }[] = await sql(
    `select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
       and relname not like 'audit_%' and relname not similar to 'event_(head|pending|log%)' order by 1`,
  );
  const parts = tables.map(({ name }) => {
    return `select '${name}' as name, md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as digest from "${name}" t`;
  });
  const rows: { name: string; digest: string }[] = await sql(parts.join(' union all '));
  return Object.fromEntries(rows.map(({ name, digest }) => [name, digest]));
}
