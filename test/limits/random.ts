/** Documents of random shape and size: pages in pages, under other names, in fragments of every kind, with and without variables. */
import fc, { type GeneratorValue } from 'fast-check';
import {
  getNamedType,
  isCompositeType,
  isListType,
  getNullableType,
  isRequiredArgument,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { isConnection } from '../../src/limits/price.ts';

/** A document, and the values of its variables. */
export interface Random {
  readonly query: string;
  readonly variables: Record<string, number>;
}

/** How large a document may become: most of them are refused at the largest, and none at the smallest. */
export interface Size {
  readonly depth: number;
  readonly width: number;
  readonly page: number;
}

/** An id of no row. */
const NOBODY = '01990000-0000-7000-8000-ffffffffffff';

/** Draws a document. */
export function randomDocument(g: GeneratorValue, schema: GraphQLSchema, size: Size): Random {
  const variables: Record<string, number> = {};
  const fragments: string[] = [];
  let names = 0;
  const upTo = (most: number) => g(fc.integer, { min: 0, max: most });
  const pick = <T>(all: readonly T[]): T => all[upTo(all.length - 1)]!;

  const page = (): string => {
    const rows = 1 + upTo(size.page - 1);
    const word = pick(['first', 'last']);
    if (upTo(3) > 0) return `(${word}: ${rows})`;
    const name = `n${names++}`;
    variables[name] = rows;
    return `(${word}: $${name})`;
  };

  /** The same selection, written in one way or another. */
  const written = (type: string, selection: string): string => {
    const way = upTo(5);
    if (way === 1) return `{ ...${selection} }`;
    if (way === 2) return `{ ... on ${type} ${selection} }`;
    if (way === 3) return `{ ... @include(if: true) ${selection} }`;
    if (way !== 4 || fragments.length > 80) return selection;
    const name = `f${names++}`;
    fragments.push(`fragment ${name} on ${type} ${selection}`);
    return `{ ...${name} }`;
  };

  const select = (type: GraphQLObjectType, depth: number): string => {
    const fields = Object.values(type.getFields()).filter(
      ({ args, type: of }) => !args.some(isRequiredArgument) && (depth > 0 || !isCompositeType(getNamedType(of))),
    );
    if (fields.length === 0) return '{ __typename }';
    const deep = fields.filter(({ type: of }) => isCompositeType(getNamedType(of)));
    const chosen = Array.from({ length: 1 + upTo(size.width) }, () => (deep.length > 0 && upTo(2) > 0 ? pick(deep) : pick(fields)));
    const parts = chosen.map((field) => {
      const target = getNamedType(field.type);
      const alias = `a${names++}: `;
      if (!isCompositeType(target)) return alias + field.name;
      // Where one key of several names a row, one has to be given.
      const key = field.args.some(({ name }) => name === 'id') ? `(id: "${NOBODY}")` : '';
      // A page and its rows are one level for who reads it.
      const below = isConnection(type) || isListType(getNullableType(field.type)) ? depth : depth - 1;
      return `${alias}${field.name}${isConnection(target) ? page() : key} ${select(target as GraphQLObjectType, Math.max(0, below === depth && !isConnection(type) ? depth - 1 : below))}`;
    });
    return written(type.name, `{ ${parts.join(' ')} }`);
  };

  const selection = select(schema.getQueryType()!, size.depth);
  const declared = Object.keys(variables).map((name) => `$${name}: Int`);
  const query = `query${declared.length > 0 ? ` (${declared.join(', ')})` : ''} ${selection} ${fragments.join(' ')}`;
  return { query, variables };
}
