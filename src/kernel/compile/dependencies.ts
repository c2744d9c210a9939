/** The dependencies of a selection: the tables it can show and the SQL it evaluates. They decide which viewers see the same. */
import {
  getNamedType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type ASTVisitor,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, sql, type RawBuilder } from 'kysely';
import type { ConnectionList } from '../schema/list.ts';
import { typeInfo } from '../schema/type.ts';
import type { Catalog } from './catalog.ts';

/** The dependencies of a selection. */
export interface SelectionDependencies {
  readonly tables: ReadonlySet<string>;
  /** SQL conditions and values, as text. */
  readonly texts: readonly string[];
  /** Whether code that can look at the viewer computes a part. */
  readonly isPersonal: boolean;
}

const bare = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/** A piece of SQL as text, and its values in the order of their places. */
export const compileSql = (piece: RawBuilder<unknown>): { text: string; values: readonly unknown[] } => {
  const { sql: text, parameters: values } = piece.compile(bare);
  return { text, values };
};
/** A piece of SQL as text. */
export const sqlText = (piece: RawBuilder<unknown>): string => compileSql(piece).text;

/** The dependencies of an operation. All fragments count, used or not, which is safe. */
export function dependenciesOf(
  schema: GraphQLSchema,
  catalog: Catalog,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): SelectionDependencies {
  const tables = new Set<string>();
  const texts: string[] = [];
  let isPersonal = false;
  const info = new TypeInfo(schema);
  const add = (cls: Function) => tables.add(typeInfo(cls).table);
  const addList = (list: ConnectionList, filtered: boolean) => {
    add(list.target());
    if (filtered) texts.push(...Object.values(list.filters).map(({ where }) => sqlText(where(['']))));
  };
  const visitor: ASTVisitor = {
    Field({ name: { value: name }, arguments: args = [] }) {
      const parent = info.getParentType();
      const type = parent && catalog.types.get(parent.name);
      const edge = type?.edges.get(name);
      if (type && !edge) return;
      if (!edge) {
        const found = catalog.types.get(getNamedType(info.getType()!)!.name);
        if (found) tables.add(found.table);
        return;
      }
      if (edge.kind === 'one' || edge.kind === 'links') add(edge.target());
      if (edge.kind === 'links') tables.add(edge.link.table);
      if (edge.kind === 'list') {
        texts.push(...edge.ways.map(sqlText));
        addList(
          edge.list(),
          args.some((each) => each.name.value === 'filter'),
        );
      }
      if (edge.kind === 'lookup') texts.push(sqlText(edge.value));
      if (edge.kind === 'gathered') texts.push(sqlText(edge.from));
      if (edge.kind === 'found') {
        add(edge.target());
        texts.push(sqlText(edge.id(sql`p.key`, sql`''`)));
      }
      // Code that gets SQL inputs gets the viewer as well.
      if (edge.kind === 'computed' && Object.keys(edge.facts).length > 0) isPersonal = true;
    },
  };
  for (const each of document.definitions) {
    if (each === operation || each.kind === 'FragmentDefinition') visit(each, visitWithTypeInfo(info, visitor));
  }
  return { tables, texts, isPersonal };
}
