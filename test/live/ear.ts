/** An ear on a live field: what was delivered, and waiting for what is to come. */
import { createClient, type Client } from 'graphql-ws';
import WebSocket from 'ws';
import type { Caller } from '../kit/platform.ts';

/** What is asked of each update, unless a test asks otherwise. */
export const UPDATES = `subscription ($filter: ServiceIncidentUpdateFilter, $after: String) {
  serviceIncidentUpdated(filter: $filter, after: $after) {
    ... on ServiceIncidentUpdate { change cursor at incident { id trackingId status } post { html } }
  }
}`;

/** An update as {@link UPDATES} asks for it. */
export interface Update {
  readonly change: string;
  readonly cursor: string;
  readonly at: string;
  readonly incident: { readonly id: string; readonly trackingId: string; readonly status: string };
  readonly post: { readonly html: string } | null;
}

/** A mark: what a subscription says besides its updates. */
export interface Mark {
  readonly __typename: string;
  readonly cursor: string;
  readonly [key: string]: string;
}

/** What every document is asked besides, so that marks are told from updates. */
const MARKED =
  ' __typename ... on LiveFromHere { cursor } ... on ResyncRequired { reason query cursor } ... on UpdatesLeftOut { cause retryAfterMs cursor } ... on AccessEnded { targetType targetId cursor }';

/** An open subscription. */
export interface Ear<T extends object = Update> {
  /** Every update delivered so far, in the order of delivery. */
  readonly heard: T[];
  /** Every mark delivered so far, of those that the document asks for. */
  readonly marks: Mark[];
  /** Resolves when live delivery has begun. */
  readonly begun: Promise<void>;
  /** Resolves as soon as what was heard is what is waited for. */
  until(satisfied: (heard: T[]) => boolean): Promise<T[]>;
  /** Resolves with the end: the error that the server gave, or null. */
  readonly ended: Promise<unknown>;
  /** Ends the subscription; with the socket it came over, if that was opened for it alone. */
  close(): Promise<void>;
}

const MARKS = /^(LiveFromHere|ResyncRequired|UpdatesLeftOut|AccessEnded)$/;

/** Subscribes over a client, or over a socket of its own. */
export function listen<T extends object = Update>(
  on: Caller | Client,
  variables: { filter?: object; after?: string | null } = {},
  query = UPDATES,
): Ear<T> {
  const own = 'socket' in on ? on.socket() : null;
  const heard: T[] = [];
  const marks: Mark[] = [];
  let begin = () => {};
  const begun = new Promise<void>((resolve) => (begin = resolve));
  const waiting = new Set<() => void>();
  const tell = () => [...waiting].forEach((look) => look());
  let fail: (error: unknown) => void;
  const failed = new Promise<never>((_, reject) => (fail = reject));
  failed.catch(() => {}); // whoever waits hears of it
  let unsubscribe = () => {};
  const ended = new Promise<unknown>((resolve) => {
    unsubscribe = (own ?? (on as Client)).subscribe<Record<string, T & { __typename: string }>>(
      { query: query.replace(/^\s*subscription[^{]*\{\s*\w+(\([^)]*\))? \{/, (root) => root + MARKED), variables },
      {
        next({ data, errors }) {
          if (errors) fail(new Error(JSON.stringify(errors)));
          else {
            const { __typename, ...message } = Object.values(data!)[0]!;
            if (MARKS.test(__typename)) marks.push({ __typename, ...message } as never);
            else heard.push(message as never);
            if (__typename === 'LiveFromHere') begin();
          }
          tell();
        },
        error(error) {
          fail(error);
          resolve(error);
        },
        complete: () => resolve(null),
      },
    );
  });
  return {
    heard,
    marks,
    begun,
    ended,
    until(satisfied) {
      const reached = new Promise<T[]>((resolve) => {
        const look = () => {
          if (!satisfied(heard)) return;
          waiting.delete(look);
          resolve(heard);
        };
        waiting.add(look);
        look();
      });
      return Promise.race([reached, failed]);
    },
    async close() {
      unsubscribe();
      await ended;
      await own?.dispose();
    },
  };
}

/** Resolves when so many were heard. */
export const count = (most: number) => (heard: readonly object[]) => heard.length >= most;

/** A client whose connection can be cut without a word, and that tells how a connection was closed. */
export function frail(caller: Caller): { client: Client; cut(): void; closed: Promise<{ code: number; reason: string }> } {
  let socket: WebSocket | undefined;
  const { url, token } = caller as Caller & { url: string };
  const client = createClient({ url, webSocketImpl: WebSocket, retryAttempts: 0, connectionParams: { authorization: `Bearer ${token}` } });
  client.on('opened', (opened) => (socket = opened as WebSocket));
  const closed = new Promise<{ code: number; reason: string }>((resolve) => client.on('closed', (event) => resolve(event as never)));
  return { client, closed, cut: () => socket!.terminate() };
}
