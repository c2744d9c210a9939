/** urql with Graphcache: normalised by id, pages that add up, and subscriptions that resume. */
import { Client, fetchExchange, subscriptionExchange } from '@urql/core';
import { cacheExchange, type KeyingConfig } from '@urql/exchange-graphcache';
import { relayPagination } from '@urql/exchange-graphcache/extras';
import type { ClientOptions } from 'graphql-ws';
import tierline from '../../schema/client-cache.json' with { type: 'json' };
import { resumingClient } from './resuming-client.ts';

/** How each type is identified; a value that is part of another thing by nothing. */
const keys = Object.fromEntries(
  Object.entries(tierline.keys).map(([type, key]) => [type, key ? (data) => (data[key] as string | undefined) ?? null : () => null]),
) as KeyingConfig;
/** Every list is one list, however many pages of it were loaded. */
const resolvers = Object.fromEntries(
  Object.entries(tierline.connections).map(([type, fields]) => [
    type,
    Object.fromEntries(fields.map((field) => [field, relayPagination()])),
  ]),
);

/** A client for `https://…/graphql`; `token` is asked for each connection, and `authorization` for each request. */
export function tierlineClient(url: string, token: () => Promise<string>, socket: Partial<ClientOptions> = {}): Client {
  const resuming = resumingClient({
    url: url.replace(/^http/, 'ws'),
    connectionParams: async () => ({ authorization: `Bearer ${await token()}` }),
    ...socket,
  });
  return new Client({
    url,
    preferGetMethod: false,
    fetch: async (input, init) => fetch(input, { ...init, headers: { ...init?.headers, authorization: `Bearer ${await token()}` } }),
    exchanges: [
      cacheExchange({ keys, resolvers, possibleTypes: tierline.possibleTypes }),
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query, variables }) => ({
          subscribe: (sink) => ({
            unsubscribe: resuming.subscribe({ query: query!, variables: variables as Record<string, unknown> }, sink as never),
          }),
        }),
      }),
    ],
  });
}
