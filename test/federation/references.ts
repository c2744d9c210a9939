/** References: `_entities` of a subgraph, asked as a router asks it. */
import { typeInfo } from '../../src/kernel/schema/type.ts';
import type { Subgraph } from '../../src/kernel/schema/subgraph.ts';
import { subgraphs } from '../../src/subgraphs.ts';
import type { Answer, Caller } from '../kit/platform.ts';
import type { TestDatabase } from '../kit/database.ts';

/** The types that a subgraph answers references of: its own, and those it knows by id. */
export const referable = ({ types, stubs }: Subgraph): string[] => [...types, ...stubs].map((cls) => typeInfo(cls).name);

/** A type of a subgraph that it can be asked for, and its key. */
export const keyed = (subgraph: Subgraph): { type: string; key: string } => {
  const [type] = referable(subgraph);
  return type ? { type, key: 'id' } : { type: subgraph.facts![0]!.name, key: 'code' };
};

/** The types that have an owner, and the table behind each. */
export const tables: ReadonlyMap<string, string> = new Map(
  subgraphs.flatMap(({ types }) => types.map((cls) => [typeInfo(cls).name, typeInfo(cls).table] as const)),
);

/** Asks a subgraph for some things of one type by what a router would send. */
export function entities(caller: Caller, type: string, representations: readonly unknown[], selection = 'id'): Promise<Answer> {
  const query = `query Entities($representations: [_Any!]!) { _entities(representations: $representations) { __typename ... on ${type} { ${selection} } } }`;
  return caller.ask<any, any>(query, {
    representations: representations.map((each) => (isRecord(each) ? { __typename: type, ...each } : each)),
  });
}

const isRecord = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Ids of a type, whoever may see them: some hundreds, spread over all there are. */
export const someIds = async ({ sql }: TestDatabase, type: string): Promise<string[]> =>
  (await sql<{ id: string }>(`select id from "${tables.get(type)!}" order by md5(id::text) limit 600`)).map(({ id }) => id);
