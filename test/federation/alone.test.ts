/** A subgraph by itself: it says who it is to whom it knows, and answers nobody else. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import { lexicographicSortSchema, parse, printSchema } from 'graphql';
import { wholeGraph } from '../../src/graphql/schema.ts';
import { subgraphs } from '../../src/subgraphs.ts';
import { placesOf, type Places } from './corpus.ts';
import { entities, keyed } from './references.ts';
import { shapes, type Shapes } from './shapes.ts';

let both: Shapes;
let places: Places;
beforeAll(async () => {
  both = await shapes();
  places = await placesOf(both.database);
});
afterAll(() => both?.stop());

const SDL = 'query { _service { sdl } }';

describe.each(subgraphs.map((subgraph) => ({ name: subgraph.name, ...keyed(subgraph) })))('$name alone', ({ name, type, key }) => {
  const bearers = async (): Promise<[string, string | undefined][]> => {
    const { token } = await both.one.as('provider');
    const { token: expired } = await both.one.issuer.sign('late', { name: 'Late', kind: 'VENDOR', role: 'MEMBER' }, -1);
    return [
      ['nobody', undefined],
      ['an expired token', `Bearer ${expired}`],
      ['a token that was changed', `Bearer ${token.slice(0, -8)}AAAAAAAA`],
      ['no token at all', 'Bearer nope'],
      ['another scheme', `Basic ${token}`],
    ];
  };

  test('answers nobody without a good token, not even its schema', async () => {
    const asked = [
      { query: SDL },
      {
        query: 'query Q($r: [_Any!]!) { _entities(representations: $r) { __typename } }',
        variables: { r: [{ __typename: type, id: places.provider }] },
      },
    ];
    for (const [who, authorization] of await bearers()) {
      for (const body of asked) {
        const headers: Record<string, string> = { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) };
        const response = await fetch(both.alone[name]!.url, { method: 'POST', headers, body: JSON.stringify(body) });
        const { data, errors } = (await response.json()) as any;
        expect([who, response.status, data, errors[0].extensions.code]).toEqual([who, 401, undefined, 'UNAUTHENTICATED']);
      }
    }
  });

  test('gives a trace of how it was answered to nobody who asks for one', async () => {
    const { token } = await both.one.as('provider');
    const response = await fetch(both.alone[name]!.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'apollo-federation-include-trace': 'ftv1' },
      body: JSON.stringify({ query: SDL }),
    });
    expect(await response.json()).toEqual({ data: { _service: { sdl: expect.any(String) } } });
  });

  test('does not know the root fields of the others', async () => {
    const own = Object.keys(
      wholeGraph(subgraphs.filter((each) => each.name === name))
        .getQueryType()!
        .getFields(),
    );
    const foreign = Object.keys(wholeGraph(subgraphs).getQueryType()!.getFields()).filter((field) => !own.includes(field));
    const caller = await both.alone[name]!.as('vendor');
    for (const field of foreign) {
      const { errors } = await caller.ask(`{ ${field} { __typename } }`);
      expect(errors![0]!.message).toMatch(`Cannot query field "${field}"`);
    }
  });

  test('refuses a reference to what is no type, or no type with an id, and shows nothing', async () => {
    const wrong = ['Nope', 'Query', 'Viewer', 'PageInfo', 'String', '__Type', '', 7, null].map((__typename) => ({
      __typename,
      id: places.provider,
    }));
    for (const reference of [...wrong, 'nope', 7, true, []]) {
      const { data, errors } = await entities(await both.alone[name]!.as('provider'), type, [reference], key);
      expect([reference, errors?.length]).toEqual([reference, 1]);
      expect(data?._entities ?? [null]).toEqual([null]);
    }
  });
});

test('what the subgraphs say of themselves composes to the graph that one process serves', async () => {
  const services = await Promise.all(
    subgraphs.map(async ({ name }) => {
      const { _service } = await (await both.alone[name]!.as('vendor')).get<any, any>(SDL);
      return { name, url: both.alone[name]!.url, typeDefs: parse(_service.sdl) };
    }),
  );
  const { supergraphSdl, errors } = composeServices(services);
  expect(errors ?? []).toEqual([]);
  const api = Supergraph.build(supergraphSdl!).apiSchema().toGraphQLJSSchema();
  expect(printSchema(lexicographicSortSchema(api))).toBe(printSchema(lexicographicSortSchema(wholeGraph(subgraphs))));
});

test('the gateway answers nobody without a good token', async () => {
  const { data, errors } = await both.askGateway('nope', '{ tickets { totalCount } services { totalCount } }');
  expect(data).toEqual({ tickets: null, services: null });
  expect(errors!.map(({ extensions }) => extensions.code)).toEqual(['UNAUTHENTICATED', 'UNAUTHENTICATED']);
});
