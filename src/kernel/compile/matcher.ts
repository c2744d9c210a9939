/**
 * Matches an event's row against many filters of a list, and checks that the viewer may see it, in one statement. The row matches by its
 * state before or after the event: subscribers also learn when a row leaves their filter.
 */
import { sql } from 'kysely';
import type { LoggedEvent } from '../write/event.ts';
import type { Filter } from '../schema/list.ts';
import type { Viewer } from '../access/viewer.ts';
import { sqlText, compileSql } from './dependencies.ts';
import type { ViewerPool } from './viewer-pool.ts';

/** The filters of a list. */
type Filters = Readonly<Record<string, Filter>>;

/** The filters of one subscriber, checked and cleaned, as a list gives them. */
export type FilterValues = readonly (readonly [key: string, value: unknown])[];

/** How many filters one statement asks about. */
const AT_ONCE = 64;

/** A value of a statement: of which filter, and of which key of it. */
class Slot {
  readonly filter: number;
  readonly key: number;

  constructor(filter: number, key: number) {
    this.filter = filter;
    this.key = key;
  }
}

const literals = new WeakMap<readonly unknown[], string>();

/** A list of texts as PostgreSQL writes it, written once for all events; anything else is as it was. */
function literal(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  const known = literals.get(value);
  if (known !== undefined) return known;
  if (!value.every((each) => typeof each === 'string')) return value;
  const written = `{${value.map((each) => `"${each.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
  literals.set(value, written);
  return written;
}

/** The columns of the row `t` that a filter looks at. */
export const filterColumnsOf = ({ where }: Filter): string[] => [
  ...new Set(Array.from(sqlText(where([''])).matchAll(/(?<![\w."])"?t"?\."?([a-z_]+)/g), ([, column]) => column!)),
];

/** The ids that every event brings: its own, that of the row whose history it belongs to, and of what it happened to. */
const EVENT = Symbol('event');
const STREAM = Symbol('stream');
const SUBJECT = Symbol('subject');

interface Statement {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Matches events against filters, as a viewer. The conditions are those of the lists, so subscriptions and queries mean the same. */
export class Matcher {
  readonly #pool: ViewerPool;
  readonly #statements = new Map<string, Statement>();

  constructor(pool: ViewerPool) {
    this.#pool = pool;
  }

  /**
   * For each filter whether the row of the event passes it, before or after. None passes when the viewer may not see that row, or not what the event
   * happened to; `subject` is the table of the latter.
   */
  async matching(
    known: Filters,
    table: string,
    subject: string,
    event: LoggedEvent,
    filters: readonly FilterValues[],
    viewer: Viewer,
  ): Promise<boolean[]> {
    const result = new Array<boolean>(filters.length).fill(false);
    const forms = Map.groupBy(filters.keys(), (index) => filters[index]!.map(([key]) => key).join(' '));
    const asked: Promise<void>[] = [];
    for (const indexes of forms.values()) {
      for (let start = 0; start < indexes.length; start += AT_ONCE) {
        asked.push(this.#ask(known, table, subject, event, indexes.slice(start, start + AT_ONCE), filters, viewer, result));
      }
    }
    await Promise.all(asked);
    return result;
  }

  async #ask(
    known: Filters,
    table: string,
    subject: string,
    event: LoggedEvent,
    indexes: readonly number[],
    filters: readonly FilterValues[],
    viewer: Viewer,
    result: boolean[],
  ): Promise<void> {
    const keys = filters[indexes[0]!]!.map(([key]) => key);
    // The last filter fills up to the next power of two: so there are few statements, and each is planned once.
    const statement = this.#statement(known, table, subject, keys, 2 ** Math.ceil(Math.log2(indexes.length)));
    const values = statement.values.map((each) => {
      if (each === EVENT) return event.id;
      if (each === STREAM) return event.streamId;
      if (each === SUBJECT) return event.subjectId;
      return each instanceof Slot ? literal(filters[indexes[Math.min(each.filter, indexes.length - 1)]!]![each.key]![1]) : each;
    });
    const text = await this.#pool.read(viewer, { name: statement.name, text: statement.text, values });
    const passed = JSON.parse(text || '[]') as boolean[];
    indexes.forEach((index, n) => (result[index] = passed[n] === true));
  }

  #statement(known: Filters, table: string, subject: string, keys: readonly string[], filters: number): Statement {
    const form = `${table} ${subject} ${filters} ${keys.join(' ')}`;
    const found = this.#statements.get(form);
    if (found) return found;
    const conditions = Array.from({ length: filters }, (_, filter) => {
      const parts = keys.map((key, n) => known[key]!.where(new Slot(filter, n)));
      return parts.length === 0 ? sql`true` : sql`(${sql.join(parts, sql` and `)})`;
    });
    const seen = sql`(select true from ${sql.table(subject)} s where s.id = ${SUBJECT}::uuid)`;
    // An id never changes: then the current row suffices.
    const isLasting = keys.every((key) => filterColumnsOf(known[key]!).every((column) => column === 'id'));
    const query = isLasting
      ? sql`select json_build_array(${sql.join(conditions)})::text from ${sql.table(table)} t where t.id = ${STREAM}::uuid and ${seen}`
      : sql`select json_build_array(${sql.join(conditions.map((condition) => sql`bool_or(${condition})`))})::text
          from ${sql.table(table)} o cross join event_versions(${EVENT}::uuid) v cross join lateral jsonb_populate_record(o, v.version) t
          where o.id = ${STREAM}::uuid and ${seen}`;
    const statement = { name: `match ${this.#statements.size + 1}`, ...compileSql(query) };
    this.#statements.set(form, statement);
    return statement;
  }
}
