/** Live fields: a subscription is a query asked again. An event says which row changed; what is delivered is read then, as the viewer of that moment. */
import 'reflect-metadata';
import { Arg, Ctx, Resolver, Root, Subscription } from 'type-graphql';
import type { Context } from './context.ts';
import type { LoggedEvent } from './event.ts';
import type { Input } from './input.ts';

/** A live field, as data. */
export interface Live<F = any> {
  readonly description: string;
  readonly filter: Input<F>;
  readonly payload: () => Function;
  /** The type whose history is followed. */
  readonly stream: string;
  /** Whether the subscriber wants this event, and may have it. */
  wanted(event: LoggedEvent, filter: F | null, context: Context): Promise<boolean>;
  /** What is delivered. */
  deliver(event: LoggedEvent, context: Context): Promise<object>;
}

/** Declares a live field. */
export const live = <F>(field: Live<F>): Live<F> => field;

interface LiveArgs {
  filter?: Record<string, unknown> | null;
  after?: string | null;
}

/** The events of a live field that a subscriber wants, in commit order. */
async function* follow<F>(field: Live<F>, { filter, after }: LiveArgs, context: Context, signal: AbortSignal): AsyncGenerator<LoggedEvent> {
  const wants = filter ? field.filter.check(filter, 'filter') : null;
  const start = after == null ? null : context.feed.cursors.read(after, context.viewer.organization);
  for await (const event of context.feed.since(start, signal)) {
    if (event.streamType !== field.stream) continue;
    if (await context.fresh((now) => field.wanted(event, wants, now))) yield event;
  }
}

/** An async iterable whose end stops the reading of the feed too, even while it waits for the next event. */
function stoppable<T>(make: (signal: AbortSignal) => AsyncGenerator<T>): AsyncIterableIterator<T> {
  const abort = new AbortController();
  const source = make(abort.signal);
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: () => source.next(),
    return: () => {
      abort.abort();
      return source.return(undefined);
    },
  };
}

/** The resolver class of some live fields, each under its name in the graph. */
export function subscriptions(fields: Record<string, Live>): Function {
  const resolver = class Subscriptions {};
  const proto = resolver.prototype as Record<string, unknown>;
  Resolver()(resolver);
  for (const [name, field] of Object.entries(fields)) {
    proto[name] = (event: LoggedEvent, context: Context) => field.deliver(event, context);
    const subscribe = ({ args, context }: { args: LiveArgs; context: Context }) =>
      stoppable((signal) => follow(field, args, context, signal));
    Subscription(() => field.payload() as never, { description: field.description, subscribe: subscribe as never })(proto, name, {});
    Reflect.defineMetadata('design:paramtypes', [Object, Object, Object, Object], proto, name);
    Root()(proto, name, 0);
    Ctx()(proto, name, 1);
    Arg('filter', () => field.filter.cls as never, {
      nullable: true,
      description: 'Delivers only what matches; everything you may see when left out.',
    })(proto, name, 2);
    Arg('after', () => String, {
      nullable: true,
      description:
        'The cursor of the last update you had: everything since is delivered first, in order, each once. Only what is new when left out.',
    })(proto, name, 3);
  }
  return resolver;
}
