/** The schema explains itself: nothing that a client can name is without a description. */
import { expect, test } from '@jest/globals';
import {
  buildSchema, isEnumType, isInputObjectType, isInterfaceType, isIntrospectionType, isObjectType, isScalarType, isSpecifiedScalarType,
  type GraphQLNamedType, type GraphQLSchema,
} from 'graphql';
import { wholeGraph } from '../../src/graphql/schema.ts';
import { subgraphs } from '../../src/subgraphs.ts';

type Described = readonly [name: string, description: string | null | undefined];

/** A type and everything in it, each under the name by which people speak of it. */
function* partsOf(type: GraphQLNamedType): Generator<Described> {
  yield [type.name, type.description];
  if (isObjectType(type) || isInterfaceType(type)) {
    for (const field of Object.values(type.getFields())) {
      yield [`${type.name}.${field.name}`, field.description];
      for (const argument of field.args) yield [`${type.name}.${field.name}(${argument.name}:)`, argument.description];
    }
  }
  if (isInputObjectType(type)) for (const field of Object.values(type.getFields())) yield [`${type.name}.${field.name}`, field.description];
  if (isEnumType(type)) for (const value of type.getValues()) yield [`${type.name}.${value.name}`, value.description];
}

function parts(schema: GraphQLSchema): Described[] {
  const own = Object.values(schema.getTypeMap()).filter((type) => !isIntrospectionType(type) && !(isScalarType(type) && isSpecifiedScalarType(type)));
  return own.flatMap((type) => [...partsOf(type)]);
}

const undescribed = (schema: GraphQLSchema): string[] => parts(schema).flatMap(([name, description]) => (description?.trim() ? [] : [name]));

test('a part without a description is found, wherever it is', () => {
  const bare = buildSchema(`
    type Query { things(first: Int): [Thing!]! }
    type Thing { kind: Kind! }
    enum Kind { ONE }
    input ThingInput { kind: Kind! }`);
  expect(undescribed(bare).sort()).toEqual(['Kind', 'Kind.ONE', 'Query', 'Query.things', 'Query.things(first:)', 'Thing', 'Thing.kind', 'ThingInput', 'ThingInput.kind']);
});

const graph = wholeGraph(subgraphs);

test('every type, field, argument, input field and enum value of the graph has a description', () => {
  expect(undescribed(graph)).toEqual([]);
});

test('every description is a sentence: it begins with a capital, a digit or a quoted name, and ends with a full stop', () => {
  const badly = parts(graph).filter(([name, text]) => !name.startsWith('DateTime') && text && !/^[\p{Lu}\d`(].*[.?!)]$/su.test(text));
  expect(badly).toEqual([]);
});
