/** Statements: a plan and the shapes of its sites as one SQL statement that answers JSON. */
import { sql } from 'kysely';
import type { JoinCondition } from '../read/batch-reader.ts';
import type { Viewer } from '../access/viewer.ts';
import { PageAggregates } from './aggregates.ts';
import { jsonObject, column, rawColumn, ref, tokenValue, textLiteral, jsonValue, type Sql } from './sql-fragments.ts';
import type { ConnectionPart, ListPart, Part, Plan, Selection, ViewerFieldPlan } from './plan.ts';
import { Parameter, type SiteValues } from './argument-values.ts';
import { RowSource } from './row-source.ts';

/** The statement that answers a plan's `data`, as text. Rows are the alias `t`, the parent's id is `p.key`, at every level. */
export function statementOf(plan: Plan, sites: readonly SiteValues[]): Sql {
  return sql`select ${new Writer(sites).object(plan.root)}::text as data`;
}

class Writer {
  readonly #sites: readonly SiteValues[];

  constructor(sites: readonly SiteValues[]) {
    this.#sites = sites;
  }

  object(selection: Selection, from?: Sql): Sql {
    return jsonObject(
      selection.map(([key, part]) => [key, this.#part(part)]),
      from,
    );
  }

  #part(part: Part): Sql {
    switch (part.kind) {
      case 'constant':
        return textLiteral(part.value);
      case 'column':
        return column(part.property);
      case 'value':
        return jsonValue(ref(part.property), part.value);
      case 'computed':
        return jsonObject([
          ...part.edge.needs.map((name): [string, Sql] => [name, rawColumn(part.type.properties.get(name)!)]),
          ...Object.entries(part.edge.facts),
        ]);
      case 'lookup':
        return sql`(select ${part.edge.value} from (select t.id as key) p)`;
      case 'gathered':
        return sql`(select ${part.edge.from} from (select t.id as key) p)`;
      case 'row': {
        const given = new Parameter((sites) => sites[part.site]!.id);
        const { key } = this.#sites[part.site]!;
        const table = sql.table(part.type.table);
        // A key that several rows have names none of them.
        const id = key
          ? sql`(select (array_agg(k.id))[1] from ${table} k where ${sql.ref(`k.${key.fieldNames[0]}`)} = ${given}::${sql.raw(key.columnTypes[0]!)} having count(*) = 1)`
          : sql`${given}::uuid`;
        return this.object(part.selection, sql`from ${table} t where t.id = ${id}`);
      }
      case 'viewer':
        return jsonObject(part.selection.map(([key, each]) => [key, this.#viewer(each)]));
      case 'one': {
        const keys = part.edge.properties.map((name) => ref(part.of.properties.get(name)!));
        const key = keys.length === 1 ? keys[0]! : sql`coalesce(${sql.join(keys)})`;
        return this.object(part.selection, sql`from (select ${key} as key) p join ${sql.table(part.type.table)} t on t.id = p.key`);
      }
      case 'found': {
        const argument = sql`${new Parameter((sites) => sites[part.site]!.id)}::uuid`;
        const key = part.edge.id(sql.ref('t.id'), argument);
        return this.object(part.selection, sql`from (select ${key} as key) p join ${sql.table(part.type.table)} t on t.id = p.key`);
      }
      case 'links': {
        const { link, most } = part.edge;
        const near = sql.ref(`l.${link.near}`);
        const joined = sql`${sql.table(link.table)} l join ${sql.table(part.type.table)} t on t.id = ${sql.ref(`l.${link.far}`)}`;
        const rows = sql`(select t.*, l.id as "#" from ${joined} where ${near} = p.key order by l.id limit ${sql.lit(most)})`;
        const from = sql`(select t.id as key) p, lateral ${rows} t`;
        return sql`(select coalesce(json_agg(${this.object(part.selection)} order by t."#"), '[]'::json) from ${from})`;
      }
      case 'list':
        return this.#list(part, part.ways);
    }
  }

  #viewer(part: ViewerFieldPlan): Sql {
    if (part.kind === 'constant') return textLiteral(part.value);
    if (part.kind === 'told') return part.told.needs;
    const of = new Parameter((_sites, viewer) =>
      part.kind === 'said' ? tokenValue(viewer[part.field as keyof Viewer]) : viewer.organization,
    );
    if (part.kind === 'said') return sql`${of}::text`;
    return this.object(part.selection, sql`from ${sql.table(part.type.table)} t where t.id = ${of}::uuid`);
  }

  #list(list: ListPart, ways: readonly JoinCondition[]): Sql {
    const values = this.#sites[list.site]!;
    const [page, source] = [new PageAggregates(values, list), new RowSource(list, values, ways)];
    const aggregates: Sql[] = [];
    const aggregate = (expression: Sql): Sql =>
      sql`a.${sql.id(`c${aggregates.push(sql`${expression} as ${sql.id(`c${aggregates.length}`)}`) - 1}`)}`;
    const fields = list.selection.map(([key, part]): [string, Sql] => [key, this.#connection(part, page, aggregate, source)]);
    const from: Sql[] = ways.length > 0 ? [sql`(select t.id as key) p`] : [];
    const rows = source.rows(page.limit);
    const numbered = page.numbered ? sql`(select t.*, row_number() over () as "#" from ${rows} t)` : rows;
    if (aggregates.length > 0) from.push(sql`lateral (select ${sql.join(aggregates)} from ${numbered} t) a`);
    return jsonObject(fields, from.length > 0 ? sql`from ${sql.join(from)}` : undefined);
  }

  #connection(part: ConnectionPart, page: PageAggregates, aggregate: (expression: Sql) => Sql, source: RowSource): Sql {
    switch (part.kind) {
      case 'constant':
        return textLiteral(part.value);
      case 'totalCount':
        return source.count();
      case 'nodes':
        return aggregate(page.all(this.object(part.selection)));
      case 'pageInfo':
        return jsonObject(part.keys.map(([key, field]) => [key, page.info(field, aggregate)]));
      case 'edges': {
        const fields = part.selection.map(([key, each]): [string, Sql] => [
          key,
          each.kind === 'constant' ? textLiteral(each.value) : each.kind === 'cursor' ? page.cursor() : this.object(each.selection),
        ]);
        return aggregate(page.all(jsonObject(fields)));
      }
    }
  }
}
