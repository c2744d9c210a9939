/** Rows: reads an entity's rows with one statement, as the viewer, into objects that have the class's own getters. */
import type { EntityMetadata, EntityProperty } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { sql, type SelectQueryBuilder } from 'kysely';

/** A row of an entity. */
export type Row = Record<string, unknown> & { id: string };
/** A statement under construction over the entity's table `t`. */
export type Query = SelectQueryBuilder<any, any, any>;

/** The metadata of an entity class; a class that is no entity stops the program with its name. */
export function metaOf(em: SqlEntityManager, cls: Function): EntityMetadata<any> {
  return em.getMetadata().get(cls as never);
}

/** Reads the rows of the statement that `shape` makes of `select … from <table> as t`. `extra` columns stay on the row. */
export async function rowsOf(em: SqlEntityManager, cls: Function, shape: (query: Query) => Query): Promise<Row[]> {
  const meta = metaOf(em, cls);
  const base = em.getKysely<any>().selectFrom(`${meta.tableName} as t`) as unknown as Query;
  const rows = await shape(base)
    .select(columnsOf(meta).map(({ expression, name }) => expression.as(name)))
    .execute();
  return rows.map((row) => hydrate(em, meta, row as Row));
}

/** The columns of an entity as a select list over the alias `t`. */
export function columnsOf(meta: EntityMetadata<any>) {
  return stored(meta).map((prop) => ({ expression: sql.ref(`t.${prop.fieldNames[0]}`), name: prop.name }));
}

/** Gives a raw row the types and the class that the entity says. */
export function hydrate(em: SqlEntityManager, meta: EntityMetadata<any>, row: Row): Row {
  for (const prop of stored(meta)) {
    const value = row[prop.name];
    if (value == null) continue;
    if (prop.runtimeType === 'Date') row[prop.name] = new Date(value as string);
    else if (prop.customType) row[prop.name] = prop.customType.convertToJSValue(value, em.getPlatform() as never);
  }
  return Object.setPrototypeOf(row, meta.prototype as object) as Row;
}

const stored = (meta: EntityMetadata<any>): EntityProperty[] =>
  meta.props.filter((prop) => prop.persist !== false && prop.fieldNames?.length === 1 && !prop.formula);
