/** Cells: the columns, values and objects of which a statement's answer is made. */
import type { EntityProperty } from '@mikro-orm/core';
import { sql, type RawBuilder } from 'kysely';
import type { Order } from '../schema/pagination.ts';
import { NotCompilable, type ValuePart } from './plan.ts';

/** A part of a statement. */
export type Sql = RawBuilder<unknown>;

/** PostgreSQL cuts longer names off. */
const LONGEST_NAME = 63;
/** PostgreSQL reads at most 1,664 columns of a row. */
const MOST_FIELDS = 1_600;

/**
 * An object, or null where `from` has no row. A row made into JSON costs less than an object built of keys and values. The row has a
 * name that no field can have: a column of the same name would be taken for it.
 */
export function jsonObject(fields: [string, Sql][], from = sql``): Sql {
  if (fields.length > MOST_FIELDS) throw new NotCompilable(`${fields.length} fields of one object`);
  for (const [key] of fields) if (key.length > LONGEST_NAME) throw new NotCompilable(`the name ${key} is too long for PostgreSQL`);
  const columns = fields.map(([key, expression]) => sql`${expression} as ${sql.id(key)}`);
  return sql`(select row_to_json("@") from (select ${sql.join(columns)} ${from}) "@")`;
}

/** What a token said, as JSON writes it. */
export const tokenValue = (value: unknown): unknown => (value instanceof Date ? value.toISOString() : value);
/** A column of the row. */
export const ref = (property: EntityProperty): Sql => sql.ref(`t.${property.fieldNames[0]}`);
/** A fixed text. */
export const textLiteral = (value: string): Sql => sql`${sql.lit(value)}::text`;
/** The conditions that must all hold. */
export const where = (conditions: Sql[]): Sql => (conditions.length > 0 ? sql`where ${sql.join(conditions, sql` and `)}` : sql``);

/** An instant as GraphQL writes it; anything else as JSON writes it. */
export function column(property: EntityProperty): Sql {
  if (property.runtimeType !== 'Date') return ref(property);
  return instantSql(ref(property));
}

const instantSql = (instant: Sql): Sql => sql`to_char(${instant} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** A column for code: what JSON would round or write otherwise comes as text. */
export const rawColumn = (property: EntityProperty): Sql =>
  property.runtimeType === 'Date' || /^(numeric|bigint|int8)/.test(property.columnTypes[0] ?? '')
    ? sql`${ref(property)}::text`
    : ref(property);

/** A selection of a value that is stored as JSON. Where `required` says a name, its absence is an error, as it is for graphql-js. */
export function jsonValue(json: Sql, { many, required, selection }: Omit<ValuePart, 'field'>): Sql {
  const none = required === null ? sql`null` : sql`absent(${sql.lit(required)})`;
  const absent = sql`${json} is null or jsonb_typeof(${json}) = 'null'`;
  if (!selection) return required === null ? json : sql`case when ${absent} then ${none} else ${json} end`;
  const object = (of: Sql): Sql =>
    jsonObject(
      selection.map(([key, part]) => [
        key,
        typeof part === 'string' ? textLiteral(part) : jsonValue(sql`${of} -> ${sql.lit(part.field)}`, part),
      ]),
    );
  if (!many) return sql`case when ${absent} then ${none}::json else ${object(sql`(${json})`)} end`;
  const all = sql`(select coalesce(json_agg(${object(sql`x.value`)} order by x.ordinal), '[]'::json) from jsonb_array_elements(${json}) with ordinality x(value, ordinal))`;
  return sql`case when ${absent} then ${none}::json else ${all} end`;
}

/** The cursor of a row with this id and this value of what the list is ordered by, as `cursorOf` writes it. */
export function cursorSql(order: Order, column: Sql, id: Sql): Sql {
  const plain = order.type === 'instant' ? instantSql(column) : sql`${column}::text`;
  return sql`translate(encode(convert_to(${sql.lit(order.field)} || '|' || ${id} || '|' || ${plain}, 'UTF8'), 'base64'), ${sql.lit('+/=\n')}, '-_')`;
}
