/** Aggregates: what a connection says of the rows of one page. */
import { sql } from 'kysely';
import { cursorSql, text, type Sql } from './cells.ts';
import type { ListPart } from './plan.ts';
import type { SiteValues } from './shape.ts';

/** The aggregates over the rows of one page. */
export class Page {
  readonly #values: SiteValues;
  /** Whether one row more is read, to know if the list goes on. */
  readonly #more: boolean;
  /** Whether the rows of the page need their number. */
  readonly numbered: boolean;

  constructor(values: SiteValues, { selection }: ListPart) {
    this.#values = values;
    const asked = selection.flatMap(([, part]) => (part.kind === 'pageInfo' ? part.keys.map(([, field]) => field) : []));
    this.#more = asked.includes(values.backward ? 'hasPreviousPage' : 'hasNextPage');
    this.numbered = values.backward || this.#more || asked.includes('startCursor') || asked.includes('endCursor');
  }

  get limit(): number {
    return this.#values.limit + (this.#more ? 1 : 0);
  }

  all(each: Sql): Sql {
    // Said for a page forward too: PostgreSQL sorts the rows as any one of the aggregates over them wants it.
    const order = this.numbered ? sql` order by t."#" ${sql.raw(this.#values.backward ? 'desc' : 'asc')}` : sql``;
    return sql`coalesce(json_agg(${each}${order}) ${this.#within()}, '[]'::json)`;
  }

  cursor(): Sql {
    return cursorSql(this.#values.order!);
  }

  info(field: string, aggregate: (expression: Sql) => Sql): Sql {
    const { backward, beyond, limit } = this.#values;
    if (field === '__typename') return text('PageInfo');
    if (field === 'hasNextPage' || field === 'hasPreviousPage') {
      if ((field === 'hasNextPage') === backward) return sql.lit(beyond !== null);
      return aggregate(sql`count(*) > ${sql.lit(limit)}`);
    }
    const first = (field === 'startCursor') !== backward;
    return aggregate(sql`(array_agg(${this.cursor()} order by t."#" ${sql.raw(first ? 'asc' : 'desc')}) ${this.#within()})[1]`);
  }

  #within(): Sql {
    return this.#more ? sql`filter (where t."#" <= ${sql.lit(this.#values.limit)})` : sql``;
  }
}
