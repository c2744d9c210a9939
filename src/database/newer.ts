/** A database that a newer version of the program brought up to date. */
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { migrations } from './migrations/index.ts';
import { DatabaseUnusable } from './unusable.ts';

/** Refuses a database with migrations that this version does not know: what it writes may lack what the newer one relies on. */
export async function demandKnown(em: SqlEntityManager): Promise<void> {
  const [{ table }] = await em.execute<[{ table: string | null }]>(`select to_regclass('mikro_orm_migrations')::text as table`);
  if (table === null) return;
  const applied = await em.execute<{ name: string }[]>('select name from mikro_orm_migrations order by id');
  const known = new Set(migrations.map(({ name }) => name));
  const unknown = applied.map(({ name }) => name).filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  throw new DatabaseUnusable(
    `a newer Tierline brought the database up to date (${unknown.join(', ')}): run that version or a later one, ` +
      'or set ALLOW_NEWER_DATABASE=yes to run this one on it, as for a rolled back release',
  );
}
