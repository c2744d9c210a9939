/** Everything that an operation reads passes here, as the viewer, in batches: a list costs one statement however long it is. */
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type DataLoader from 'dataloader';
import { sql, type RawBuilder } from 'kysely';
import { batched } from './batch.ts';
import type { SqlInputs, ArgumentEdge, Link } from '../schema/edge.ts';
import { isId } from '../schema/input.ts';
import type { ConnectionList } from '../schema/list.ts';
import { keyValue, onlyRows } from '../schema/natural-key.ts';
import { windowOf, windowSql, type Order, type PageArgs, type PageWindow } from '../schema/pagination.ts';
import { connection, type RowConnection } from './row-connection.ts';
import { columnsOf, metaOf, hydrate, rowsOf, type Query, type Row } from './rows.ts';
import type { OperationRun } from '../load/run.ts';
import { typeInfo } from '../schema/type.ts';

/** Which parent a row of an edge belongs to: a condition between the table `t` and the parent's id `p.key`. */
export type JoinCondition = RawBuilder<boolean>;

/** The reads of one operation. */
export class BatchReader {
  readonly #em: SqlEntityManager;
  readonly #owners: ReadonlyMap<string, Function>;
  readonly #run: OperationRun;
  #loaders = new Map<unknown, DataLoader<any, any>>();

  constructor(em: SqlEntityManager, owners: ReadonlyMap<string, Function>, run: OperationRun) {
    this.#em = em;
    this.#owners = owners;
    this.#run = run;
  }

  /** Forgets what was read: called after a change, so that what follows sees it. */
  clear(): void {
    this.#loaders = new Map();
  }

  /** One row by id, or null if it is not there or not the viewer's to see. A type owned elsewhere is answered as its reference. */
  async byId(cls: Function, id: string | null | undefined): Promise<Row | null> {
    if (!isId(id)) return null;
    const { name, table } = typeInfo(cls);
    const owner = this.#owners.get(name);
    const load = (ids: readonly string[]) =>
      owner ? rowsOf(this.#em, owner, (q) => q.where('t.id', 'in', ids)) : this.#references(table, cls, ids);
    return this.#loader<string, Row | null>(name, async (ids) => byKey(ids, await load(ids), 'id')).load(id.toLowerCase());
  }

  /** One row of a type that is owned here, by a natural key of its type; null too where several that the viewer may see have it. */
  async byKey(cls: Function, key: string, given: unknown): Promise<Row | null> {
    const { name } = typeInfo(cls);
    const owner = this.#owners.get(name)!;
    const { columnTypes, fieldNames } = metaOf(this.#em, owner).properties[key]!;
    const value = keyValue(given, columnTypes[0]);
    const load = (values: readonly unknown[]) => rowsOf(this.#em, owner, (q) => q.where(`t.${fieldNames[0]}`, 'in', values));
    if (value === null) return null;
    return this.#loader<unknown, Row | null>(`${name} by ${key}`, async (values) => onlyRows(values, await load(values), key)).load(value);
  }

  /** One page of a list; with `on`, of the rows that belong to one parent. */
  async page(list: ConnectionList, args: PageArgs, on?: JoinCondition, parent?: string): Promise<RowConnection> {
    const order = list.orderOf(args);
    const window = windowOf(args, order);
    const conditions = list.given(args).map(([key, value]) => list.filters[key]!.where(value));
    if (!on) {
      const rows = await this.#rootPage(list, conditions, window, order);
      return connection(rows, window, order, () => this.#rootCount(list, conditions));
    }
    const key = JSON.stringify(args);
    const pages = this.#loader<string, Row[]>(on, key, (ids) => this.#edgePages(list, on, conditions, window, order, ids));
    const counts = () => this.#loader<string, number>(on, `count ${key}`, (ids) => this.#edgeCounts(list, on, conditions, ids));
    return connection(await pages.load(parent!), window, order, () => counts().load(parent!));
  }

  /** The value of an SQL expression. */
  async sqlValue(expression: RawBuilder<unknown>): Promise<unknown> {
    return (await sql<{ value: unknown }>`select ${expression} as value`.execute(this.#em.getKysely())).rows[0]!.value;
  }

  /** The ids on the far side of a link table that the viewer may see, by the id on the near side: at most `most`, oldest link first. */
  links({ table, near, far }: Link, target: Function, most: number, id: string): Promise<string[]> {
    return this.#loader<string, string[]>(`${table} ${near}`, async (ids) => {
      const rows = await this.#parents(ids)
        .innerJoinLateral(
          (eb: any) =>
            eb
              .selectFrom(`${table} as l`)
              .innerJoin(`${typeInfo(target).table} as t`, 't.id', `l.${far}`)
              .select([`l.${far} as far`, 'l.id as link'])
              .whereRef(`l.${near}`, '=', 'p.key')
              .orderBy('l.id')
              .limit(most)
              .as('r'),
          (join: any) => join.onTrue(),
        )
        .select(['p.key as near', 'r.far'])
        .orderBy('r.link')
        .execute();
      const groups = Map.groupBy(rows as { near: string; far: string }[], ({ near: key }) => key);
      return ids.map((key) => (groups.get(key) ?? []).map(({ far: other }) => other));
    }).load(id);
  }

  /** The id that an SQL expression computes from a parent's id and an argument. */
  byArgument(id: ArgumentEdge['id'], parent: string, argument: string): Promise<string | null> {
    return this.#loader<string, string | null>(id, argument, async (parents) => {
      const rows = (await this.#parents(parents)
        .select(['p.key as key', sql`${id(sql.ref('p.key'), sql`${argument}::uuid`)}`.as('id')])
        .execute()) as { key: string; id: string | null }[];
      const found = new Map(rows.map((row) => [row.key, row.id]));
      return parents.map((key) => found.get(key) ?? null);
    }).load(parent);
  }

  /** The SQL inputs of a row. */
  sqlInputs(cls: Function, facts: SqlInputs, id: string): Promise<Record<string, unknown>> {
    return this.#loader<string, Record<string, unknown>>(facts, async (ids) => {
      const told = Object.entries(facts).map(([name, expression]) => sql`${expression}`.as(name));
      const rows = (await this.#em
        .getKysely<any>()
        .selectFrom(`${typeInfo(cls).table} as t`)
        .select(['t.id', ...told] as never)
        .where('t.id', 'in', ids)
        .execute()) as Row[];
      return byKey(ids, rows, 'id').map((row) => row ?? {});
    }).load(id);
  }

  /** The SQL field of the row with that id. */
  sqlField(value: RawBuilder<unknown>, id: string): Promise<unknown> {
    return this.#loader<string, unknown>(value, async (ids) => {
      const rows = (await this.#parents(ids)
        .select(['p.key as key', value.as('value')])
        .execute()) as { key: string; value: unknown }[];
      const found = new Map(rows.map(({ key, value: each }) => [key, each]));
      return ids.map((key) => found.get(key));
    }).load(id);
  }

  #loader<K, V>(
    group: unknown,
    ...rest: [batch: (keys: readonly K[]) => Promise<V[]>] | [key: string, batch: (keys: readonly K[]) => Promise<V[]>]
  ): DataLoader<K, V> {
    const [key, batch] = rest.length === 2 ? rest : ['', rest[0]];
    let inner = this.#loaders.get(group) as unknown as Map<string, DataLoader<K, V>> | undefined;
    if (!inner) this.#loaders.set(group, (inner = new Map()) as never);
    let loader = inner.get(key);
    if (!loader) inner.set(key, (loader = batched(this.#run, batch)));
    return loader;
  }

  /** Which of the ids of a type owned elsewhere this viewer may see: a hidden row must not even show its id. */
  async #references(table: string, cls: Function, ids: readonly string[]): Promise<Row[]> {
    const rows = await this.#em.getKysely<any>().selectFrom(table).select('id').where('id', 'in', ids).execute();
    return rows.map((row) => Object.setPrototypeOf(row, cls.prototype as object) as Row);
  }

  #rootPage(list: ConnectionList, conditions: JoinCondition[], window: PageWindow, order: Order): Promise<Row[]> {
    return rowsOf(this.#em, list.target(), (query) => cut(query, conditions, window, order));
  }

  async #rootCount(list: ConnectionList, conditions: JoinCondition[]): Promise<number> {
    const query = this.#em.getKysely<any>().selectFrom(`${metaOf(this.#em, list.target()).tableName} as t`);
    const { count } = (await conditions
      .reduce((q, each) => q.where(each), query as Query)
      .select(sql<string>`count(*)`.as('count'))
      .executeTakeFirstOrThrow()) as { count: string };
    return Number(count);
  }

  async #edgePages(
    list: ConnectionList,
    on: JoinCondition,
    conditions: JoinCondition[],
    window: PageWindow,
    order: Order,
    ids: readonly string[],
  ): Promise<Row[][]> {
    const meta = metaOf(this.#em, list.target());
    const rows = (await this.#parents(ids)
      .innerJoinLateral(
        (eb: any) => {
          const query = eb.selectFrom(`${meta.tableName} as t`).select(columnsOf(meta).map(({ expression, name }) => expression.as(name)));
          return cut(query as Query, [on, ...conditions], window, order).as('r');
        },
        (join: any) => join.onTrue(),
      )
      .selectAll('r')
      .select('p.key as parentKey')
      .execute()) as (Row & { parentKey: string })[];
    const groups = Map.groupBy(rows, ({ parentKey }) => parentKey);
    return ids.map((id) => (groups.get(id) ?? []).map((row) => hydrate(this.#em, meta, row)));
  }

  async #edgeCounts(list: ConnectionList, on: JoinCondition, conditions: JoinCondition[], ids: readonly string[]): Promise<number[]> {
    const table = metaOf(this.#em, list.target()).tableName;
    const query = this.#parents(ids).innerJoin(`${table} as t`, (join: any) => join.on(on));
    const rows = (await conditions
      .reduce((q: any, each) => q.where(each), query)
      .select(['p.key as key', sql`count(*)`.as('count')])
      .groupBy('p.key')
      .execute()) as { key: string; count: string }[];
    const counts = new Map(rows.map(({ key, count }) => [key, Number(count)]));
    return ids.map((id) => counts.get(id) ?? 0);
  }

  #parents(ids: readonly string[]): any {
    return this.#em.getKysely<any>().selectFrom(sql`unnest(${ids}::uuid[])`.as(sql`p(key)`) as never);
  }
}

/** Filters, sorts and limits a statement to a window, plus one row that shows whether the list continues. */
function cut(query: Query, conditions: JoinCondition[], window: PageWindow, order: Order): Query {
  const { where, orderBy } = windowSql(window, order);
  const narrowed = [...conditions, ...(where ? [where] : [])].reduce((q, condition) => q.where(condition), query);
  return narrowed.orderBy(orderBy as never).limit(window.limit + 1);
}

function byKey(keys: readonly string[], rows: Row[], property: string): (Row | null)[] {
  const found = new Map(rows.map((row) => [row[property], row]));
  return keys.map((key) => found.get(key) ?? null);
}
