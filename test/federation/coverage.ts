/** Coverage: what the schema lets a query say, and what some operations say of it. */
import {
  getNamedType,
  isInputObjectType,
  isObjectType,
  Kind,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import type { Operation } from './corpus.ts';

/** Every field that a query can ask for and every input field that it can give, as `Type.field`. */
export function sayable(schema: GraphQLSchema): Set<string> {
  const [seen, fields] = [new Set<unknown>(), new Set<string>()];
  const walk = (type: unknown) => {
    if (!(isObjectType(type) || isInputObjectType(type)) || seen.has(type)) return;
    seen.add(type);
    for (const field of Object.values(type.getFields())) {
      fields.add(`${type.name}.${field.name}`);
      for (const { type: inner } of [field, ...('args' in field ? field.args : [])]) walk(getNamedType(inner));
    }
  };
  walk(schema.getQueryType());
  return fields;
}

/** What some operations ask for and give, as `Type.field`. */
export function said(schema: GraphQLSchema, operations: readonly Operation[]): Set<string> {
  const found = new Set<string>();
  for (const { text } of operations) {
    const info = new TypeInfo(schema);
    const give = (name: string) => void found.add(`${String(getNamedType(info.getParentInputType()!))}.${name}`);
    const ask = (name: string) => void found.add(`${info.getParentType()!.name}.${name}`);
    visit(parse(text), visitWithTypeInfo(info, { Field: ({ name }) => ask(name.value), ObjectField: ({ name }) => give(name.value) }));
  }
  return found;
}

/** Every place in the answer that an operation asks for, such as `tickets.nodes.title`. */
export function placesAsked({ text }: Operation): Set<string> {
  const document = parse(text);
  const found = new Set<string>();
  const walk = ({ selections }: SelectionSetNode, at: string) => {
    for (const each of selections) {
      if (each.kind === Kind.INLINE_FRAGMENT) walk(each.selectionSet, at);
      else if (each.kind === Kind.FRAGMENT_SPREAD) walk(fragment(each.name.value), at);
      else {
        const place = `${at}${(each.alias ?? each.name).value}`;
        found.add(place);
        if (each.selectionSet) walk(each.selectionSet, `${place}.`);
      }
    }
  };
  const fragment = (name: string) =>
    document.definitions.find((each) => each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === name)![
      'selectionSet' as never
    ] as SelectionSetNode;
  for (const each of document.definitions) if (each.kind === Kind.OPERATION_DEFINITION) walk(each.selectionSet, '');
  return found;
}

/** Every place at which something is answered. */
export function* placesAnswered(data: unknown, at = ''): Generator<string> {
  if (Array.isArray(data)) for (const each of data) yield* placesAnswered(each, at);
  else if (typeof data === 'object' && data !== null) {
    for (const [key, value] of Object.entries(data)) {
      if (value === null) continue;
      yield `${at}${key}`;
      yield* placesAnswered(value, `${at}${key}.`);
    }
  }
}
