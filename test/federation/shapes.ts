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

/** Asks with somebody's token, in a language if one is named, and answers whatever comes. */
export type Ask = (token: string, query: string, variables?: Record<string, unknown>, language?: string) => Promise<Answer>;

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

/** An address of this machine is allowed, where nothing listens: no test sends webhooks anywhere else. */
const env = { WEBHOOKS_ALLOW: '127.0.0.2/32' };

/** Starts both. What was started is stopped again if something later does not start. */
export async function shapes(): Promise<Shapes> {
  const undo: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const dataDir = await mkdtemp(join(tmpdir(), 'tierline-shapes-'));
    undo.push(() => rm(dataDir, { recursive: true, force: true }));
    const database = await testDatabase();
    undo.push(() => database.drop());
    // The first one makes the key that the others share.
    const one = await testPlatform({ database, dataDir, env });
    undo.push(() => one.stop());
    const alone: Record<string, TestPlatform> = {};
    for (const { name } of subgraphs) {
      const platform = (alone[name] = await testPlatform({ subgraph: name, database, dataDir, env }));
      undo.push(() => platform.stop());
    }
    const server = gatewayServer((name) => alone[name]!.url);
    await server.start();
    undo.push(() => server.stop());
    return { database, one, alone, stop, askOne: askOver(one.url), askGateway: askOf(server) };
  } catch (error) {
    await stop();
    throw error;
  }
}

const askOver =
  (url: string): Ask =>
  async (token, query, variables, language = '*') => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'accept-language': language };
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
    return (await response.json()) as Answer;
  };

/** Asks a gateway that runs in this process. */
export const askOf =
  (server: ApolloServer<Asker>): Ask =>
  async (token, query, variables, language = '*') => {
    const contextValue = { authorization: `Bearer ${token}`, language };
    const { body } = await server.executeOperation({ query, variables }, { contextValue });
    if (body.kind !== 'single') throw new Error('the gateway answered in parts');
    return JSON.parse(JSON.stringify(body.singleResult)) as Answer;
  };

/** What the gateway passes on: who asks, and in which language. */
export interface Asker {
  authorization: string;
  language: string;
}

/** A federation gateway over subgraphs at these addresses. */
export function gatewayServer(address: (name: string) => string): ApolloServer<Asker> {
  const gateway = new ApolloGateway({
    supergraphSdl: supergraphSdl(address),
    logger: quiet,
    buildService: ({ url }) =>
      new RemoteGraphQLDataSource({
        url,
        willSendRequest({ request, context }) {
          // Without a context the gateway asks for itself, which it has no cause to do here.
          const { authorization, language } = context as Asker;
          request.http!.headers.set('authorization', authorization);
          request.http!.headers.set('accept-language', language);
        },
      }),
  });
  return new ApolloServer<Asker>({
    gateway,
    logger: quiet,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
  });
}

const nothing = () => {};
const quiet = { debug: nothing, info: nothing, warn: nothing, error: nothing };
