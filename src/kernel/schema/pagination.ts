/** Pages: Relay connections with keyset cursors. A cursor survives inserts, deletes and rows that become hidden. */
import { sql, type RawBuilder } from 'kysely';
import { Directive, Field, ObjectType } from 'type-graphql';
import { isId } from './input.ts';
import { kernelMessages as say } from '../i18n/kernel-messages.ts';
import { Problem } from '../write/problem.ts';

/** The arguments that every list takes. */
export interface PageArgs {
  first?: number | null;
  after?: string | null;
  last?: number | null;
  before?: string | null;
  filter?: Record<string, unknown> | null;
  orderBy?: { field: string; direction: 'ASC' | 'DESC' } | null;
}

/** Which way a list is sorted, and by which property and column. The id breaks ties, in the same direction. */
export interface Order {
  readonly field: string;
  readonly property: string;
  readonly column: string;
  readonly type: 'instant' | 'number' | 'text';
  readonly direction: 'ASC' | 'DESC';
}

/** What a page asks of the database. `backward` pages are read from the end and turned around. */
export interface PageWindow {
  readonly limit: number;
  readonly backward: boolean;
  readonly beyond: Cursor | null;
}

/** How many rows a page has when nothing is said, and at most. */
export const PAGE = { standard: 20, most: 100 } as const;

/** Reads the paging arguments, or says which of them is wrong. */
export function windowOf(args: PageArgs, order: Order): PageWindow {
  for (const field of ['first', 'last'] as const) {
    const value = args[field];
    if (value != null && (value < 1 || value > PAGE.most)) {
      throw new Problem('INVALID', say.outOfRange({ field, min: 1, max: PAGE.most }), { field });
    }
  }
  if (args.first != null && args.last != null) throw new Problem('INVALID', say.firstAndLast(), { field: 'last' });
  const backward = args.last != null || (args.first == null && args.before != null);
  const [key, wrong] = backward ? (['before', 'after'] as const) : (['after', 'before'] as const);
  if (args[wrong] != null) {
    throw new Problem('INVALID', say.wrongDirection({ field: wrong, other: backward ? 'last' : 'first' }), { field: wrong });
  }
  const text = args[key];
  return { limit: args.first ?? args.last ?? PAGE.standard, backward, beyond: text == null ? null : parseCursor(text, key, order) };
}

type Cursor = readonly [value: string | number, id: string];

/** The cursor of a row in an order: `ORDER|id|value`. Compiled reads write the same in SQL. */
export function cursorOf(row: Record<string, unknown>, order: Order): string {
  const value = row[order.property];
  const plain = value instanceof Date ? value.toISOString() : value;
  return Buffer.from(`${order.field}|${row.id}|${plain}`).toString('base64url');
}

function parseCursor(text: string, field: string, order: Order): Cursor {
  const malformed = (said = say.unreadableCursor({ field })) => new Problem('INVALID', said, { field });
  const [, name, id, plain] = /^([A-Z_]+)\|([^|]*)\|([^]*)$/.exec(Buffer.from(text, 'base64url').toString('utf8')) ?? [];
  if (name === undefined) throw malformed();
  if (name !== order.field) throw malformed(say.cursorOfAnotherOrder({ field, given: name.slice(0, 40), order: order.field }));
  const value = order.type === 'number' ? Number(plain) : plain!;
  if (!isId(id) || !fits[order.type](value)) throw malformed();
  return [value, id];
}

const fits: Record<Order['type'], (value: unknown) => boolean> = {
  instant: (value) =>
    typeof value === 'string' &&
    /^(?!0000)\d{4}-/.test(value) &&
    !Number.isNaN(Date.parse(value)) &&
    new Date(value).toISOString() === value,
  number: (value) => Number.isInteger(value) && Math.abs(value as number) < 2 ** 31,
  text: (value) => typeof value === 'string' && !value.includes('\0') && value.isWellFormed(),
};

/** Where a window finds what it sorts by: in the rows, or in a table that lists them. */
export interface SortColumns {
  readonly column: RawBuilder<unknown>;
  readonly id: RawBuilder<unknown>;
}

const row = ({ column }: Order): SortColumns => ({ column: sql.ref(`t.${column}`), id: sql.ref('t.id') });

/** The SQL of a window over the table `t`: what lies beyond the cursor, in which order. */
export function windowSql(
  window: PageWindow,
  order: Order,
  at: SortColumns = row(order),
): { where: RawBuilder<boolean> | null; orderBy: RawBuilder<unknown> } {
  const descending = (order.direction === 'DESC') !== window.backward;
  const { column, id } = at;
  const direction = sql.raw(descending ? 'desc' : 'asc');
  const beyond = window.beyond;
  return {
    where: beyond && sql<boolean>`(${column}, ${id}) ${sql.raw(descending ? '<' : '>')} (${beyond[0]}, ${beyond[1]}::uuid)`,
    orderBy: sql`${column} ${direction}, ${id} ${direction}`,
  };
}

@Directive('@shareable')
@ObjectType({ description: 'Where a page lies in its list (Relay cursor connections).' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether more rows follow the last one of this page.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, {
    description: 'Whether rows precede the first one of this page; paging forward it is true whenever `after` was given.',
  })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first row; null when the page is empty.' })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: 'Cursor of the last row; null when the page is empty.' })
  endCursor!: string | null;
}
