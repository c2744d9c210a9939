/** The graph in its two shapes on one database: one process, and a process for each subgraph behind a federation gateway. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { subgraphs } from '../../src/subgraphs.ts';
import { testDatabase, type TestDatabase } from '../kit/database.ts';
import { testPlatform, type Answer, type TestPlatform } from '../kit/platform.ts';
import { supergraphSdl } from '../kit/schema.ts';

/** Asks with somebody's token, and answers whatever comes. */
export type Ask = (token: string, query: string, variables?: Record<string, unknown>, operationName?: string) => Promise<Answer>;

/** The two shapes, running. */
export interface Shapes {
  readonly database: TestDatabase;
  /** All subgraphs in one process. */
  readonly one: TestPlatform;
  /** Each subgraph in a process of its own, by name. */
  readonly alone: Readonly<Record<string, TestPlatform>>;
  askOne: Ask;
  askGateway: Ask;
  stop(): Promise<void>;
}

/** Starts both. A program of its own database is started first, because it makes the key that the others share. */
export async function shapes(): Promise<Shapes> {
  const database = await testDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'tierline-shapes-'));
  const one = await testPlatform({ database, dataDir });
  const started = await Promise.all(subgraphs.map(async ({ name }) => [name, await testPlatform({ subgraph: name, database, dataDir })] as const));
  const alone = Object.fromEntries(started);
  const server = gatewayServer((name) => alone[name]!.url);
  await server.start();
  return {
    database,
    one,
    alone,
    askOne: async (token, query, variables, operationName) => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const response = await fetch(one.url, { method: 'POST', headers, body: JSON.stringify({ query, variables, operationName }) });
      return (await response.json()) as Answer;
    },
    askGateway: async (token, query, variables, operationName) => {
      const { body } = await server.executeOperation({ query, variables, operationName }, { contextValue: { authorization: `Bearer ${token}` } });
      if (body.kind !== 'single') throw new Error('the gateway answered in parts');
      return JSON.parse(JSON.stringify(body.singleResult)) as Answer;
    },
    async stop() {
      await server.stop();
      await Promise.all([...Object.values(alone), one].map((each) => each.stop()));
      await rm(dataDir, { recursive: true, force: true });
      await database.drop();
    },
  };
}

/** A federation gateway over subgraphs at these addresses, which passes on who asks. */
function gatewayServer(address: (name: string) => string): ApolloServer<{ authorization: string }> {
  const gateway = new ApolloGateway({
    supergraphSdl: supergraphSdl(address),
    logger: quiet,
    buildService: ({ url }) =>
      new RemoteGraphQLDataSource({
        url,
        willSendRequest({ request, context }) {
          // Without a context the gateway asks for itself, which it has no cause to do here.
          request.http!.headers.set('authorization', (context as { authorization: string }).authorization);
        },
      }),
  });
  return new ApolloServer<{ authorization: string }>({ gateway, logger: quiet, introspection: true, includeStacktraceInErrorResponses: false, stopOnTerminationSignals: false });
}

const nothing = () => {};
const quiet = { debug: nothing, info: nothing, warn: nothing, error: nothing };
