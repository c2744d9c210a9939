/** Pages: Relay connections with keyset cursors. A cursor survives inserts, deletes and rows that become hidden. */
import { sql, type RawBuilder } from 'kysely';
import { Directive, Field, ObjectType } from 'type-graphql';
import { isId } from './input.ts';
import { Problem } from './problem.ts';

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
export interface Window {
  readonly limit: number;
  readonly backward: boolean;
  readonly beyond: Cursor | null;
}

/** How many rows a page has when nothing is said, and at most. */
export const PAGE = { standard: 20, most: 100 } as const;

/** Reads the paging arguments, or says which of them is wrong. */
export function windowOf(args: PageArgs, order: Order): Window {
  for (const key of ['first', 'last'] as const) {
    const value = args[key];
    if (value != null && (value < 1 || value > PAGE.most)) {
      throw new Problem('INVALID', `\`${key}\` must be from 1 to ${PAGE.most}.`, { field: key });
    }
  }
  if (args.first != null && args.last != null) throw new Problem('INVALID', 'Give `first` or `last`, not both.', { field: 'last' });
  const backward = args.last != null || (args.first == null && args.before != null);
  const [key, wrong] = backward ? (['before', 'after'] as const) : (['after', 'before'] as const);
  if (args[wrong] != null) {
    throw new Problem('INVALID', `\`${wrong}\` does not go with \`${backward ? 'last' : 'first'}\`.`, { field: wrong });
  }
  const text = args[key];
  return { limit: args.first ?? args.last ?? PAGE.standard, backward, beyond: text == null ? null : parseCursor(text, key, order) };
}

type Cursor = readonly [value: string | number, id: string];

/** The cursor of a row in an order. */
export function cursorOf(row: Record<string, unknown>, order: Order): string {
  const value = row[order.property];
  const plain = value instanceof Date ? value.toISOString() : value;
  return Buffer.from(JSON.stringify([order.field, plain, row.id])).toString('base64url');
}

function parseCursor(text: string, field: string, order: Order): Cursor {
  const malformed = (why: string) => new Problem('INVALID', `\`${field}\` is not a cursor of this list: ${why}.`, { field });
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    throw malformed('it cannot be read');
  }
  if (!Array.isArray(parts) || parts.length !== 3) throw malformed('it cannot be read');
  const [name, value, id] = parts as unknown[];
  if (name !== order.field) throw malformed(`it belongs to the order ${String(name).slice(0, 40)}, and this is ${order.field}`);
  if (!fits[order.type](value) || !isId(id)) throw malformed('it cannot be read');
  return [value as string | number, id];
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

/** The SQL of a window over the table `t`: what lies beyond the cursor, in which order. */
export function windowSql(window: Window, order: Order): { where: RawBuilder<boolean> | null; orderBy: RawBuilder<unknown> } {
  const descending = (order.direction === 'DESC') !== window.backward;
  const column = sql.ref(`t.${order.column}`);
  const direction = sql.raw(descending ? 'desc' : 'asc');
  const beyond = window.beyond;
  return {
    where: beyond && sql<boolean>`(${column}, t.id) ${sql.raw(descending ? '<' : '>')} (${beyond[0]}, ${beyond[1]}::uuid)`,
    orderBy: sql`${column} ${direction}, t.id ${direction}`,
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
