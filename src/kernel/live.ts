/** Live fields: a subscription is a query asked again. An event says which row changed; what is delivered is read then, as the viewer of that moment. */
import { randomBytes } from 'node:crypto';
import 'reflect-metadata';
import { Arg, createUnionType, Ctx, Resolver, Root, Subscription } from 'type-graphql';
import type { Context } from './context.ts';
import type { LoggedEvent } from './event.ts';
import type { Input } from './input.ts';
import type { List } from './list.ts';
import { MARKS } from './live-mark.ts';
import type { Viewer } from './viewer.ts';

/** A live field, as data. */
export interface Live<F = any> {
  readonly description: string;
  /** What its messages are together, such as `ServiceIncidentMessage`: an update, or one of the marks. */
  readonly message: string;
  readonly update: () => new () => object;
  readonly filter: Input<F>;
  /** Whether the filter must be given. */
  readonly required?: boolean;
  /** The list whose type is followed, and whose filters the filter's keys are. */
  readonly list: List;
  /** The types of what an event can have happened to: who may not see that does not hear of it. */
  readonly subjects: () => readonly Function[];
  /** The key of the filter that names the things followed, if there is one: a subscription to one thing ends with the sight of it. */
  readonly follows?: string;
  /** The subjects of access whose end makes it unsafe to go on: `Ticket`, or `Account`. */
  readonly rights: readonly string[];
  /** Whether a viewer can hear of anything at all here, and so of the end of it. */
  readonly hears: (viewer: Viewer) => boolean;
  /** The root field that shows the present state. */
  readonly query: string;
  /** Whether a kind of event is told at all. */
  readonly tells: (kind: string) => boolean;
  /** What is delivered; the kernel adds where it stands. */
  deliver(event: LoggedEvent, context: Context): Promise<object>;
}

/** Declares a live field. */
export const live = <F>(field: Live<F>): Live<F> => field;

/**
 * What stands in the place of a cursor while a message is made: the message is the same for many organizations, the cursor is not. As
 * long as a cursor, and nothing that anybody could have written.
 */
export const CURSOR_HOLE = randomBytes(16).toString('base64url');

/** What a live field is asked to tell: the root of one execution. */
export type Telling = { readonly event: LoggedEvent } | { readonly mark: object };

const fieldsOf = new Map<Function, Record<string, Live>>();

/** The live fields of a resolver class. */
export const liveFieldsOf = (resolver: Function): Record<string, Live> => fieldsOf.get(resolver) ?? {};

/** The resolver class of some live fields, each under its name in the graph. */
export function subscriptions(fields: Record<string, Live>): Function {
  const resolver = class Subscriptions {};
  const proto = resolver.prototype as Record<string, unknown>;
  Resolver()(resolver);
  for (const [name, field] of Object.entries(fields)) {
    proto[name] = async (telling: Telling, context: Context) => {
      if ('mark' in telling) return telling.mark;
      const update = new (field.update())();
      return Object.assign(update, await field.deliver(telling.event, context), { at: telling.event.at, cursor: CURSOR_HOLE });
    };
    const message = createUnionType({
      name: field.message,
      description: 'An update, or a mark that says where the subscription stands.',
      types: () => [field.update(), ...MARKS] as never,
    });
    // Followed by the live layer, which reads the event log; nothing subscribes through the schema.
    Subscription(() => message as never, { description: field.description, subscribe: unfollowed as never })(proto, name, {});
    Reflect.defineMetadata('design:paramtypes', [Object, Object, Object, Object], proto, name);
    Root()(proto, name, 0);
    Ctx()(proto, name, 1);
    Arg('filter', () => field.filter.cls as never, {
      nullable: !field.required,
      description: field.required ? 'What to follow.' : 'Delivers only what matches; everything you may see when left out.',
    })(proto, name, 2);
    Arg('after', () => String, {
      nullable: true,
      description:
        'The cursor of the last message you had: everything since is delivered first, in order, each once. Only what is new when left out.',
    })(proto, name, 3);
  }
  fieldsOf.set(resolver, fields);
  return resolver;
}

const unfollowed = () => {
  throw new Error('a subscription is followed by the live layer');
};
