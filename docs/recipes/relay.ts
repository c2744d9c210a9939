/** Relay: an environment whose subscriptions resume. Relay knows objects by `id`, and lists by `@connection`, as they are. */
import { Environment, Network, Observable, RecordSource, Store, type GraphQLResponse } from 'relay-runtime';
import type { ClientOptions, Sink } from 'graphql-ws';
import { resumingClient } from './resuming-client.ts';

/** An environment for `https://…/graphql`; `token` is asked for each request and each connection. */
export function tierlineEnvironment(url: string, token: () => Promise<string>, socket: Partial<ClientOptions> = {}): Environment {
  const client = resumingClient({
    url: url.replace(/^http/, 'ws'),
    connectionParams: async () => ({ authorization: `Bearer ${await token()}` }),
    ...socket,
  });
  const network = Network.create(
    async ({ text: query, name: operationName }, variables) => {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${await token()}` };
      const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query, operationName, variables }) });
      return (await response.json()) as GraphQLResponse;
    },
    ({ text: query, name: operationName }, variables) =>
      Observable.create<GraphQLResponse>((sink) => client.subscribe({ query: query!, operationName, variables }, sink as Sink<never>)),
  );
  return new Environment({ network, store: new Store(new RecordSource()) });
}
