/** Inputs of the graph, made up from its schema: something valid for whatever is asked, with chosen ids at chosen places. */
import { randomUUID } from 'node:crypto';
import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredInputField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
} from 'graphql';
import { tables } from './graph.ts';

/** Where an input takes an id: `['ticketId']`. */
export type Place = readonly string[];

const SCALARS: Readonly<Record<string, unknown>> = {
  String: 'words',
  Int: 1,
  Float: 1,
  Boolean: true,
  DateTimeISO: '2020-01-01T00:00:00.000Z',
};

/** What other systems give their things: nothing here has such an id. */
const FOREIGN_IDS: ReadonlySet<string> = new Set(['roleIds', 'externalId', 'trackingId']);

/** Every place in an input type that takes the id of something here. */
export function placesOf(type: GraphQLInputType, at: Place = []): Place[] {
  const named = getNamedType(type);
  if (named.name === 'ID') return FOREIGN_IDS.has(at.at(-1)!) ? [] : [at];
  if (!isInputObjectType(named) || at.length > 3) return [];
  return Object.values(named.getFields()).flatMap((field) => placesOf(field.type, [...at, field.name]));
}

/** Something valid for an input type. `id` answers the id for a place; where it answers nothing the place is left out, or names nothing if it must be there. */
export function valueFor(type: GraphQLInputType, id: (place: Place) => string | undefined, at: Place = []): unknown {
  if (isNonNullType(type)) return valueFor(type.ofType, id, at);
  if (isListType(type)) return [valueFor(type.ofType, id, at)];
  if (isEnumType(type)) return type.getValues()[0]!.name;
  if (!isInputObjectType(type)) return type.name === 'ID' ? (id(at) ?? randomUUID()) : SCALARS[type.name];
  const fields = Object.values(type.getFields()).filter((field) => {
    const places = placesOf(field.type, [...at, field.name]);
    return isRequiredInputField(field) || places.some((place) => id(place) !== undefined);
  });
  return Object.fromEntries(fields.map((field) => [field.name, valueFor(field.type, id, [...at, field.name])]));
}

/** The type whose ids a place takes, by its name: `incidentId` takes those of ServiceIncident, and so does `relatedIncidentId`. */
export function typeAt(place: Place): string | undefined {
  const stem = place.at(-1)!.replace(/Ids?$|s$/, '');
  const name = stem[0]!.toUpperCase() + stem.slice(1);
  const last = /[A-Z][a-z]*$/.exec(name)![0];
  return tables.has(name) ? name : [name, last].map((end) => [...tables.keys()].find((type) => type.endsWith(end))).find(Boolean);
}

/** Everything that a payload says: its plain fields, the ids of things, and its problems. */
export function payloadSelection(type: GraphQLOutputType): string {
  const fields = Object.values((getNamedType(type) as GraphQLObjectType).getFields());
  const asked = fields.map(({ name, type: of }) => {
    const inner = getNamedType(of);
    if (!isObjectType(inner)) return name;
    return `${name} { ${tables.has(inner.name) ? 'id' : payloadSelection(inner)} }`;
  });
  return asked.join(' ');
}
