/** Subgraphs: a manifest of ten lines of data, and the schemas that follow from it. */
import type { GraphQLSchema } from 'graphql';
import { nullWhereAnotherFails } from './nullability.ts';
import { buildSchemaSync } from 'type-graphql';
import type { ScheduledJob } from '../scheduler/scheduler.ts';
import type { Context } from '../access/request-context.ts';
import { subscriptionFieldsOf, type SubscriptionDefinition } from '../live/subscription-field.ts';
import { typeInfo } from './type.ts';

/** A subgraph: its name, entity classes, published types, stubs and resolvers. */
export interface Subgraph {
  readonly name: string;
  /** Every class with a table. */
  readonly entities: readonly Function[];
  /** The classes that the graph knows, owned here. */
  readonly types: readonly Function[];
  /** Its types whose rows never change once written: no event is about one. */
  readonly unchanging?: readonly Function[];
  /** The types owned by other subgraphs that this one refers to or adds edges to. */
  readonly stubs: readonly Function[];
  /** Types of the graph whose instances are no rows. */
  readonly facts?: readonly StaticType[];
  /** Root fields. */
  readonly resolvers: readonly Function[];
  /** Its scheduled jobs. */
  readonly jobs?: readonly ScheduledJob[];
}

/** A type whose instances are data of the program: everybody sees them, and they have a key of their own in the place of an id. */
export interface StaticType {
  readonly name: string;
  /** The field that identifies one. */
  readonly key: string;
  /** The one that a reference names by its key, as a new object, or null. */
  find(reference: Readonly<Record<string, unknown>>): object | null;
}

/** Declares a subgraph. */
export const subgraph = (manifest: Subgraph): Subgraph => manifest;

// Subscription fields read the event log; type-graphql requires a bus all the same.
const refuse = () => {
  throw new Error('subscriptions read the event log');
};
const none = { publish: refuse, subscribe: refuse };

/** The subgraph's own schema, without federation's machinery. */
export function schemaOf({ types, stubs, resolvers }: Subgraph): GraphQLSchema {
  const edgeResolvers = [...types, ...stubs].flatMap((cls) => typeInfo(cls).resolver ?? []);
  const all = [...resolvers, ...edgeResolvers] as [Function, ...Function[]];
  const schema = buildSchemaSync({ resolvers: all, orphanedTypes: [...types, ...stubs], validate: false, pubSub: none, skipCheck: true });
  nullWhereAnotherFails(schema, new Set(stubs.map((cls) => typeInfo(cls).name)));
  for (const [root, description] of Object.entries(ROOTS)) {
    const type = schema.getType(root);
    if (type) type.description = description;
  }
  return schema;
}

const ROOTS = {
  Query: 'Everything that can be asked. What is not yours is answered like what is not there.',
  Mutation: 'Everything that can be changed. Each takes one `input`; a refusal is an answer, in `problems`, and changes nothing.',
  Subscription:
    'Everything that can be followed live, over WebSocket. After a disconnect give the last cursor to `after`, and nothing is missed.',
};

/** The subscription fields of subgraphs, by name. */
export const subscriptionFieldsIn = (subgraphs: readonly Subgraph[]): ReadonlyMap<string, SubscriptionDefinition> =>
  new Map(subgraphs.flatMap(({ resolvers }) => resolvers.flatMap((cls) => Object.entries(subscriptionFieldsOf(cls)))));

type Reference = Record<string, unknown>;

function byReference(cls: Function) {
  const { keys } = typeInfo(cls);
  return (reference: Reference, { read }: Context) => {
    const key = reference.id == null && keys.find((name) => reference[name] != null);
    return key ? read.byKey(cls, key, reference[key]) : read.byId(cls, reference.id as string | undefined);
  };
}

/** The reference resolvers of the types that can be asked for by id, or by a key of their own, by type name. */
export function referenceResolvers({
  types,
  stubs,
  facts = [],
}: Subgraph): Record<string, (reference: Reference, context: Context) => unknown> {
  return Object.fromEntries([
    ...[...types, ...stubs].map((cls) => [typeInfo(cls).name, byReference(cls)]),
    ...facts.map(({ name, find }) => [name, find]),
  ]);
}
