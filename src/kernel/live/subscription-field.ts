/** Live fields: a subscription is a query asked again. An event says which row changed; what is delivered is read then, as the viewer of that moment. */
import { randomBytes } from 'node:crypto';
import 'reflect-metadata';
import { sql } from 'kysely';
import { Arg, createUnionType, Ctx, ID, Resolver, Root, Subscription } from 'type-graphql';
import type { Context } from '../access/request-context.ts';
import type { LoggedEvent } from '../write/event.ts';
import { id, type Input } from '../schema/input.ts';
import { filter, type Filter, type ConnectionList } from '../schema/list.ts';
import { CONTROL_TYPES } from './stream-control.ts';
import type { Viewer } from '../access/viewer.ts';

/** A live field, as data. */
export interface SubscriptionDefinition<F = any> {
  readonly description: string;
  /** What its messages are together, such as `ServiceIncidentMessage`: an update, or one of the marks. */
  readonly message: string;
  readonly update: () => new () => object;
  /** How it is narrowed; null for a field that follows one thing, by the argument `id`. */
  readonly filter: Input<F> | null;
  /** The list whose type is followed, and whose filters the filter's keys are. */
  readonly list: ConnectionList;
  /** The types of what an event can have happened to: who may not see that does not hear of it. */
  readonly subjects: () => readonly Function[];
  /** The subjects of access whose end makes it unsafe to go on: `Ticket`, or `Account`. */
  readonly accessTypes: readonly string[];
  /** Whether a viewer can hear of anything at all here, and so of the end of it. */
  readonly isEligible: (viewer: Viewer) => boolean;
  /** The root field that shows the present state. */
  readonly query: string;
  /** Whether a kind of event is told at all. */
  readonly matchesKind: (kind: string) => boolean;
  /** What is delivered; the kernel adds where it stands. */
  resolvePayload(event: LoggedEvent, context: Context): Promise<object>;
}

/** Declares a live field. */
export const defineSubscription = <F>(field: SubscriptionDefinition<F>): SubscriptionDefinition<F> => field;

/**
 * What stands in the place of a cursor while a message is made: the message is the same for many organizations, the cursor is not. As
 * long as a cursor, and nothing that anybody could have written.
 */
export const CURSOR_PLACEHOLDER = randomBytes(16).toString('base64url');

/** What a live field is asked to tell: the root of one execution. */
export type SubscriptionRoot = { readonly event: LoggedEvent } | { readonly mark: object };

const fieldsOf = new Map<Function, Record<string, SubscriptionDefinition>>();

/** The live fields of a resolver class. */
export const subscriptionFieldsOf = (resolver: Function): Record<string, SubscriptionDefinition> => fieldsOf.get(resolver) ?? {};

/** The resolver class of some live fields, each under its name in the graph. */
export function subscriptionResolvers(fields: Record<string, SubscriptionDefinition>): Function {
  const resolver = class Subscriptions {};
  const proto = resolver.prototype as Record<string, unknown>;
  Resolver()(resolver);
  for (const [name, field] of Object.entries(fields)) {
    proto[name] = async (telling: SubscriptionRoot, context: Context) => {
      if ('mark' in telling) return telling.mark;
      const update = new (field.update())();
      return Object.assign(update, await field.resolvePayload(telling.event, context), { at: telling.event.at, cursor: CURSOR_PLACEHOLDER });
    };
    const message = messageOf(field);
    // Followed by the live layer, which reads the event log; nothing subscribes through the schema.
    Subscription(() => message as never, { description: field.description, subscribe: unfollowed as never })(proto, name, {});
    Reflect.defineMetadata('design:paramtypes', [Object, Object, Object, Object], proto, name);
    Root()(proto, name, 0);
    Ctx()(proto, name, 1);
    const { filter: narrowed } = field;
    if (narrowed) {
      const description =
        'Delivers what matched before the update or matches after it, so that you hear of what leaves the filter: the update shows it as it is now. Everything you may see when left out.';
      Arg('filter', () => narrowed.cls as never, { nullable: true, description })(proto, name, 2);
    } else
      Arg('id', () => ID, { description: 'What to follow: it must be yours to see, and the subscription ends with the sight of it.' })(
        proto,
        name,
        2,
      );
    Arg('after', () => String, {
      nullable: true,
      description:
        'The cursor of the last message you had: everything since is delivered first, in order, each once. Only what is new when left out.',
    })(proto, name, 3);
  }
  fieldsOf.set(resolver, fields);
  return resolver;
}

const messages = new Map<string, object>();

/** The union of a field's messages; fields may share one. */
function messageOf({ message: name, update }: SubscriptionDefinition): object {
  let union = messages.get(name);
  if (!union) {
    const description = 'An update, or a mark that says where the subscription stands.';
    messages.set(name, (union = createUnionType({ name, description, types: () => [update(), ...CONTROL_TYPES] as never })));
  }
  return union;
}

/** The filters by which a live field is narrowed: those of its list, and the id of one row. */
export const filtersOf = ({ list }: SubscriptionDefinition): Readonly<Record<string, Filter>> => ({
  ...list.filters,
  [ID_FILTER]: ONE_ROW,
});

/** The key of the filter for one row. No list has a filter of this name. */
export const ID_FILTER = 'id';
const ONE_ROW = filter(id('This one.'), (value) => sql<boolean>`t.id = ${value}`);

const unfollowed = () => {
  throw new Error('a subscription is followed by the live layer');
};
