/** Subscription fields: an event says which row changed, and the payload is read again with the viewer's current access. */
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

/** A subscription field, as data. */
export interface SubscriptionDefinition<F = any> {
  readonly description: string;
  /** The name of the union of its messages, such as `ServiceIncidentMessage`: an update, or a control message. */
  readonly message: string;
  readonly update: () => new () => object;
  /** The input that narrows it; null for a field that follows one row, by the argument `id`. */
  readonly filter: Input<F> | null;
  /** The list whose type is followed, and whose filters the keys of `filter` name. */
  readonly list: ConnectionList;
  /** The possible types of an event's subject. A viewer that may not see the subject does not get the event. */
  readonly subjects: () => readonly Function[];
  /** The types whose loss of access makes it unsafe to continue: `Ticket`, or `Account`. */
  readonly accessTypes: readonly string[];
  /** Whether a viewer can get any event here, and so the end of access. */
  readonly isEligible: (viewer: Viewer) => boolean;
  /** The root field that shows the current state. */
  readonly query: string;
  /** Whether a kind of event causes an update. */
  readonly matchesKind: (kind: string) => boolean;
  /** Reads the payload of an update; the kernel adds time and cursor. */
  resolvePayload(event: LoggedEvent, context: Context): Promise<object>;
}

/** Declares a subscription field. */
export const defineSubscription = <F>(field: SubscriptionDefinition<F>): SubscriptionDefinition<F> => field;

/**
 * A placeholder for the cursor in a rendered message: organizations share the message, but not the cursor. It is as long as a cursor, and
 * random, so that no text contains it.
 */
export const CURSOR_PLACEHOLDER = randomBytes(16).toString('base64url');

/** The root value of one execution: an event or a control message. */
export type SubscriptionRoot = { readonly event: LoggedEvent } | { readonly mark: object };

const fieldsOf = new Map<Function, Record<string, SubscriptionDefinition>>();

/** The subscription fields of a resolver class. */
export const subscriptionFieldsOf = (resolver: Function): Record<string, SubscriptionDefinition> => fieldsOf.get(resolver) ?? {};

/** The resolver class of subscription fields, by name. */
export function subscriptionResolvers(fields: Record<string, SubscriptionDefinition>): Function {
  const resolver = class Subscriptions {};
  const proto = resolver.prototype as Record<string, unknown>;
  Resolver()(resolver);
  for (const [name, field] of Object.entries(fields)) {
    proto[name] = async (telling: SubscriptionRoot, context: Context) => {
      if ('mark' in telling) return telling.mark;
      const update = new (field.update())();
      return Object.assign(update, await field.resolvePayload(telling.event, context), {
        at: telling.event.at,
        cursor: CURSOR_PLACEHOLDER,
      });
    };
    const message = messageOf(field);
    // The fan-out delivers events; nobody subscribes through the schema.
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

/** The filters of a subscription field: those of its list, and the id of one row. */
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
