/** Apollo Client 4: normalised by id, pages that add up, and subscriptions that resume. */
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, type TypePolicies } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { getMainDefinition, relayStylePagination } from '@apollo/client/utilities';
import type { ClientOptions } from 'graphql-ws';
import tierline from '../../schema/client-cache.json' with { type: 'json' };
import { resumingClient } from './resuming-client.ts';

/** Every list is one list, however many pages of it were loaded: ask for `edges { cursor node { … } } pageInfo { … }`, and `fetchMore`. */
const lists = Object.entries(tierline.connections).map(([type, fields]) => [
  type,
  { fields: Object.fromEntries(fields.map((field) => [field, relayStylePagination(['filter', 'orderBy'])])) },
]);
/** What is identified by another field than `id`. */
const keys = Object.entries(tierline.keys).flatMap(([type, key]) => (key && key !== 'id' ? [[type, { keyFields: [key] }]] : []));

/** A cache that knows the graph. */
export const tierlineCache = () =>
  new InMemoryCache({ possibleTypes: tierline.possibleTypes, typePolicies: Object.fromEntries([...lists, ...keys]) as TypePolicies });

/** A client for `https://…/graphql`; `token` is asked for each request and each connection. */
export function tierlineClient(url: string, token: () => Promise<string>, socket: Partial<ClientOptions> = {}): ApolloClient {
  const http = new HttpLink({
    uri: url,
    fetch: async (uri, init) => fetch(uri, { ...init, headers: { ...init?.headers, authorization: `Bearer ${await token()}` } }),
  });
  const ws = new GraphQLWsLink(
    resumingClient({
      url: url.replace(/^http/, 'ws'),
      connectionParams: async () => ({ authorization: `Bearer ${await token()}` }),
      ...socket,
    }),
  );
  const isSubscription = ({ query }: ApolloLink.Operation) => {
    const main = getMainDefinition(query);
    return main.kind === 'OperationDefinition' && main.operation === 'subscription';
  };
  return new ApolloClient({ cache: tierlineCache(), link: ApolloLink.split(isSubscription, ws, http) });
}
