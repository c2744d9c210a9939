/** The real program in a test: its own database, its own port, and clients that speak as the sample personas. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { createClient, type Client } from 'graphql-ws';
import { pino, type Logger } from 'pino';
import WebSocket from 'ws';
import { config } from '../../src/config.ts';
import { sampleIssuer, type SampleIssuer } from '../../src/auth/sample-issuer.ts';
import { start, type TestOverrides } from '../../src/app.ts';
import { personas } from '../../src/sample/personas.ts';
import { testDatabase, type TestDatabase } from './database.ts';

/** An answer of the graph. */
export interface Answer<T = any> {
  data: T;
  errors?: { message: string; path?: (string | number)[]; extensions: Record<string, unknown> }[];
}

/** The graph as one viewer sees it. */
export interface Caller {
  readonly token: string;
  /** Asks, and answers whatever comes. */
  ask<T, V>(document: string | TypedDocumentNode<T, V>, variables?: V): Promise<Answer<T>>;
  /** Asks, and fails the test on errors. */
  get<T, V>(document: string | TypedDocumentNode<T, V>, variables?: V): Promise<T>;
  /** A WebSocket client. */
  socket(): Client;
  /** The same caller, with an `Accept-Language`. */
  reading(languages: string): Caller;
}

/** A running program under test. */
export interface TestPlatform {
  readonly url: string;
  readonly database: TestDatabase;
  readonly issuer: SampleIssuer;
  /** A caller with the token of a sample persona. */
  as(persona: string): Promise<Caller>;
  /** A caller with any token. */
  with(token: string): Caller;
  /** Where metrics are served; null where nothing is measured. */
  readonly metricsPort: number | null;
  /** How many subscriptions are being followed right now. */
  subscriptions(): number;
  /** How often a subscription's document was executed. */
  executionCount(): number;
  /** Does what is due by the clocks of the program. */
  runDueJobs(): Promise<void>;
  /** Sends what webhooks have to send. */
  dispatchWebhooks(): Promise<void>;
  stop(): Promise<void>;
}

/** What a test may change. */
export interface PlatformOptions extends TestOverrides {
  readonly subgraph?: string;
  readonly database?: TestDatabase;
  /** Where the sample issuer's key lies: programs that share it accept each other's tokens. */
  readonly dataDir?: string;
  readonly log?: Logger;
  /** Further settings, as the environment has them. */
  readonly env?: Record<string, string>;
}

/** Starts the program on a database of its own, or on the given one. */
export async function testPlatform({
  subgraph,
  database,
  dataDir: given,
  env,
  ...surroundings
}: PlatformOptions = {}): Promise<TestPlatform> {
  const own = database ?? (await testDatabase());
  const dataDir = given ?? (await mkdtemp(join(tmpdir(), 'tierline-platform-')));
  const settings = config(
    { DATABASE_URL: own.url, DATA_DIR: dataDir, SAMPLE: 'no', TOKEN_GRACE_SECONDS: '1', ...env },
    subgraph ? ['--subgraph', subgraph] : [],
  );
  const platform = await start({ ...settings, port: 0 }, { log: pino({ level: 'silent' }), ...surroundings });
  const issuer = await sampleIssuer(dataDir);
  const callers = new Map<string, Promise<Caller>>();
  const withToken = (token: string) => caller(platform.url, token);
  return {
    url: platform.url,
    database: own,
    issuer,
    with: withToken,
    metricsPort: platform.metricsPort,
    subscriptions: platform.subscriptions,
    executionCount: platform.executionCount,
    runDueJobs: platform.runDueJobs,
    dispatchWebhooks: platform.dispatchWebhooks,
    as(name) {
      let found = callers.get(name);
      if (!found) callers.set(name, (found = tokenOf(issuer, name).then(withToken)));
      return found;
    },
    async stop() {
      await platform.stop();
      if (!given) await rm(dataDir, { recursive: true, force: true });
      if (!database) await own.drop();
    },
  };
}

/** A token of a sample persona. */
export async function tokenOf(issuer: SampleIssuer, name: string): Promise<string> {
  const persona = personas.find((each) => each.name === name);
  if (!persona) throw new Error(`there is no persona ${name}`);
  return (await issuer.sign(persona.subject, persona.claims)).token;
}

function caller(url: string, token: string, languages?: string): Caller {
  const ask: Caller['ask'] = async (document, variables) => {
    const query = typeof document === 'string' ? document : print(document);
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      ...(languages !== undefined && { 'accept-language': languages }),
    };
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
    return (await response.json()) as never;
  };
  return {
    token,
    ask,
    async get(document, variables) {
      const { data, errors } = await ask(document, variables);
      if (errors) throw new Error(`the graph answered errors: ${JSON.stringify(errors, null, 2)}`);
      return data;
    },
    socket: () =>
      createClient({
        url: url.replace('http', 'ws'),
        webSocketImpl: WebSocket,
        retryAttempts: 0,
        connectionParams: { authorization: `Bearer ${token}`, acceptLanguage: languages },
      }),
    reading: (accepted) => caller(url, token, accepted),
  };
}
