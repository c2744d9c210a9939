/** Row sources: the rows of a list come from their table, through the access index, or by each join condition of an edge. */
import { sql } from 'kysely';
import { windowSql } from '../schema/pagination.ts';
import type { AccessIndex } from '../schema/list.ts';
import type { JoinCondition } from '../read/batch-reader.ts';
import { where, type Sql } from './sql-fragments.ts';
import type { ListPart } from './plan.ts';
import { Parameter, type SiteValues } from './argument-values.ts';

/** Where the rows of one list are found. */
export class RowSource {
  readonly #list: ListPart;
  readonly #values: SiteValues;
  /** The join conditions from an edge's parent to a row of the list: each row matches only one. */
  readonly #ways: readonly JoinCondition[];
  readonly #filters: readonly Sql[];
  /** The filter by whose values a root list is found, and the other filters. */
  readonly #by: { keys: Sql; ways: readonly JoinCondition[]; others: readonly Sql[] } | null;

  constructor(list: ListPart, values: SiteValues, ways: readonly JoinCondition[]) {
    this.#list = list;
    this.#values = values;
    this.#ways = ways;
    const { site } = list;
    const filters = values.filters.map(([key]) => values.list!.filters[key]!);
    const place = (index: number): any => new Parameter((sites) => sites[site]!.filters[index]![1]);
    this.#filters = filters.map((each, index) => each.where(place(index)));
    const at = ways.length > 0 ? -1 : filters.findIndex(({ by }) => by);
    this.#by = at < 0 ? null : { ...filters[at]!.by!(place(at)), others: this.#filters.toSpliced(at, 1) };
  }

  /** How many rows there are in all. */
  count(): Sql {
    const { from, conditions } = this.#listed(this.#ways.length > 0 || this.#by ? null : this.#list.index);
    return sql`(select count(*) from ${from} ${where([...conditions, ...either(this.#ways), ...this.#filters])})`;
  }

  /**
   * The rows of a page, in order. Each join condition has its own index: a page is read by each, and one page of all these rows is kept.
   */
  rows(limit: number): Sql {
    const { index } = this.#list;
    const last = sql`order by ${this.#window(null).orderBy} limit ${sql.lit(limit)}`;
    const pages = (ways: readonly JoinCondition[], filters: readonly Sql[]) =>
      sql.join(
        ways.map((way) => sql`(${this.#page(index?.edges ? index : null, [way, ...filters], limit)})`),
        sql` union all `,
      );
    if (this.#by) {
      const { keys, ways, others } = this.#by;
      return sql`(select t.* from ${keys}, lateral (${pages(ways, others)}) t ${last})`;
    }
    if (this.#ways.length === 0) return sql`(${this.#page(index, this.#filters, limit)})`;
    if (this.#ways.length === 1) return pages(this.#ways, this.#filters);
    return sql`(select t.* from (${pages(this.#ways, this.#filters)}) t ${last})`;
  }

  #page(index: AccessIndex | null, narrow: readonly Sql[], limit: number): Sql {
    const listed = this.#listed(index);
    const window = this.#window(index);
    const all = where([...listed.conditions, ...narrow, ...(window.where ? [window.where] : [])]);
    return sql`select t.* from ${listed.from} ${all} order by ${window.orderBy} limit ${sql.lit(limit)}`;
  }

  #window(index: AccessIndex | null) {
    const { order, beyond, backward, limit } = this.#values;
    const { site } = this.#list;
    const places = beyond && ([0, 1] as const).map((at) => new Parameter((sites) => sites[site]!.beyond![at]));
    const at = index ? { column: sql.ref(`i.${order!.column}`), id: sql.ref(`i.${index.row}`) } : undefined;
    return windowSql({ limit, backward, beyond: places as never }, order!, at);
  }

  /** The table, or the access index before it, of which only the viewer's own part is read. */
  #listed(index: AccessIndex | null): { from: Sql; conditions: Sql[] } {
    const { table } = this.#list.type;
    if (!index) return { from: sql`${sql.table(table)} t`, conditions: [] };
    const from = sql`${sql.table(index.table)} i join ${sql.table(table)} t on t.id = ${sql.ref(`i.${index.row}`)}`;
    const kind = index.kind === undefined ? [] : [sql`i.kind = ${sql.lit(index.kind)}`];
    return { from, conditions: [sql`i.organization_id = (select viewer_organization())`, ...kind] };
  }
}

/** One condition for all join conditions. */
const either = (ways: readonly JoinCondition[]): Sql[] => (ways.length > 0 ? [sql`(${sql.join(ways, sql` or `)})`] : []);
