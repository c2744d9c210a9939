/** Aggregates: what a connection says of the rows of one page. */
import { sql } from 'kysely';
import { cursorSql, textLiteral, type Sql } from './sql-fragments.ts';
import type { ListPart } from './plan.ts';
import type { SiteValues } from './argument-values.ts';

/**
 * The aggregates over the rows of one page. All of them take the rows in the same order, and in that of the rows themselves where it is
 * the right one: PostgreSQL sorts the rows once as one aggregate wants it, and again for each that wants another order.
 */
export class PageAggregates {
  readonly #values: SiteValues;
  /** Whether one row more is read, to know if the list goes on. */
  readonly #more: boolean;
  #ends: [values: Sql, ids: Sql] | undefined;
  /** Whether the rows of the page need their number. */
  readonly numbered: boolean;

  constructor(values: SiteValues, { selection }: ListPart) {
    this.#values = values;
    const asked = selection.flatMap(([, part]) => (part.kind === 'pageInfo' ? part.keys.map(([, field]) => field) : []));
    this.#more = asked.includes(values.backward ? 'hasPreviousPage' : 'hasNextPage');
    this.numbered = values.backward || this.#more;
  }

  get limit(): number {
    return this.#values.limit + (this.#more ? 1 : 0);
  }

  all(each: Sql): Sql {
    return sql`coalesce(json_agg(${each}${this.#ordered()}) ${this.#within()}, '[]'::json)`;
  }

  cursor(): Sql {
    return cursorSql(this.#values.order!, this.#value(), sql.ref('t.id'));
  }

  info(field: string, aggregate: (expression: Sql) => Sql): Sql {
    const { backward, beyond, limit, order } = this.#values;
    if (field === '__typename') return textLiteral('PageInfo');
    if (field === 'hasNextPage' || field === 'hasPreviousPage') {
      if ((field === 'hasNextPage') === backward) return sql.lit(beyond !== null);
      return aggregate(sql`count(*) > ${sql.lit(limit)}`);
    }
    const gathered = (each: Sql) => aggregate(sql`array_agg(${each}${this.#ordered()}) ${this.#within()}`);
    const [values, ids] = (this.#ends ??= [gathered(this.#value()), gathered(sql.ref('t.id'))]);
    const at = field === 'startCursor' ? sql.lit(1) : sql`cardinality(${ids})`;
    return cursorSql(order!, sql`(${values})[${at}]`, sql`(${ids})[${at}]`);
  }

  #value(): Sql {
    return sql.ref(`t.${this.#values.order!.column}`);
  }

  #ordered(): Sql {
    return this.#values.backward ? sql` order by t."#" desc` : sql``;
  }

  #within(): Sql {
    return this.#more ? sql`filter (where t."#" <= ${sql.lit(this.#values.limit)})` : sql``;
  }
}
