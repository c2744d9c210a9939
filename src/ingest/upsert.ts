/** Tables as the intake writes them: what is known is read and held, what is said is laid over it, and only what differs is written. */
import { isDeepStrictEqual } from 'node:util';
import type { EntityClass } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { metaOf, rowsOf, type Row } from '../kernel/read/rows.ts';

/** What is said of a row: properties of its entity. `undefined` says nothing. */
export type Incoming<T> = { [K in keyof T]?: T[K] | undefined };

/** A row after it was written, and how it was before. */
export interface Upserted<T> {
  readonly row: T;
  readonly was: 'created' | 'changed' | 'unchanged';
  /** As it was, for a row that was known. */
  readonly before: T | undefined;
}

/** How many records were new, how many changed something, how many said nothing new. */
export interface Counts {
  created: number;
  changed: number;
  unchanged: number;
}

/** The known rows with these keys, by key; nobody else can change them until the transaction ends. */
export async function loadForUpdate<T>(
  em: SqlEntityManager,
  cls: EntityClass<T>,
  property: string,
  keys: Iterable<string>,
): Promise<Map<string, T & Row>> {
  const wanted = [...new Set(keys)];
  if (wanted.length === 0) return new Map();
  const column = columnOf(em, cls, property);
  const type = sql.raw(metaOf(em, cls).properties[property]!.columnTypes[0]!);
  // In the order of the ids, so that two writers wait for each other instead of blocking each other.
  const rows = await rowsOf(em, cls, (query) =>
    query
      .where(sql<boolean>`t.${sql.ref(column)} = any(${wanted}::${type}[])`)
      .orderBy('t.id')
      .forUpdate(),
  );
  return new Map(rows.map((row) => [row[property] as string, row as T & Row]));
}

/** Writes what is said, each over the row that was known before: one statement for all that is new, one for all that differs. */
export async function upsert<T>(
  em: SqlEntityManager,
  cls: EntityClass<T>,
  said: readonly { before?: T | undefined; said: Incoming<T> }[],
): Promise<Upserted<T>[]> {
  const ids = (await newId(em, said.filter(({ before }) => !before).length)).values();
  const written = said.map(({ before, said: each }): Upserted<T> => {
    const told = Object.fromEntries(Object.entries(each).filter(([, value]) => value !== undefined)) as Partial<T>;
    if (!before) return { row: { id: ids.next().value, ...told } as T, was: 'created', before };
    const differs = Object.entries(told).some(([key, value]) => key !== 'id' && !isDeepStrictEqual(value, before[key as keyof T]));
    const row = { ...before, ...told, id: (before as Row).id } as T;
    return { row: differs ? row : before, was: differs ? 'changed' : 'unchanged', before };
  });
  await insert(em, cls, rowsThat(written, 'created'));
  await update(em, cls, rowsThat(written, 'changed'));
  return written;
}

/** How many rows were new, changed and unchanged. `records` is how many came in: those that were merged with another say nothing new. */
export function countsOf(written: readonly Upserted<unknown>[], records = written.length): Counts {
  const created = rowsThat(written, 'created').length;
  const changed = rowsThat(written, 'changed').length;
  return { created, changed, unchanged: records - created - changed };
}

/** Rows that are new for certain. */
export async function insert<T>(em: SqlEntityManager, cls: EntityClass<T>, rows: readonly T[]): Promise<void> {
  if (rows.length === 0) return;
  const { table, columns, json } = encode(em, cls, rows);
  await sql`insert into ${sql.table(table)} (${sql.join(columns.map(sql.ref))})
    select ${sql.join(columns.map(sql.ref))} from jsonb_populate_recordset(null::${sql.table(table)}, ${json}::jsonb)`.execute(
    em.getKysely(),
  );
}

async function update<T>(em: SqlEntityManager, cls: EntityClass<T>, rows: readonly T[]): Promise<void> {
  if (rows.length === 0) return;
  const { table, columns, json } = encode(em, cls, rows);
  const news = columns.filter((column) => column !== 'id');
  await sql`update ${sql.table(table)} t set ${sql.join(news.map((column) => sql`${sql.ref(column)} = r.${sql.ref(column)}`))}
    from jsonb_populate_recordset(null::${sql.table(table)}, ${json}::jsonb) r where t.id = r.id`.execute(em.getKysely());
}

/** As many new ids, in ascending order whatever the version of PostgreSQL. */
export async function newId(em: SqlEntityManager, count: number): Promise<string[]> {
  if (count === 0) return [];
  const { rows } = await sql<{ id: string }>`select uuidv7() as id from generate_series(1, ${count})`.execute(em.getKysely());
  return rows.map(({ id }) => id).sort();
}

function encode<T>(em: SqlEntityManager, cls: EntityClass<T>, rows: readonly T[]): { table: string; columns: string[]; json: string } {
  const properties = [...new Set(rows.flatMap((row) => Object.keys(row as object)))];
  const columns = new Map(properties.map((property) => [property, columnOf(em, cls, property)]));
  const json = JSON.stringify(
    rows.map((row) => Object.fromEntries(Object.entries(row as object).map(([property, value]) => [columns.get(property), value]))),
  );
  return { table: metaOf(em, cls).tableName, columns: [...columns.values()], json };
}

function columnOf(em: SqlEntityManager, cls: Function, property: string): string {
  const column = metaOf(em, cls).properties[property]?.fieldNames?.[0];
  if (!column) throw new Error(`${cls.name} has no column for ${property}`);
  return column;
}

const rowsThat = <T>(written: readonly Upserted<T>[], was: Upserted<T>['was']): T[] =>
  written.filter((each) => each.was === was).map(({ row }) => row);
