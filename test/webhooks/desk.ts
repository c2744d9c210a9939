/** What tests of webhooks have in hand: a platform with a clock that can be set, a receiver, and the mutations by name. */
import { afterAll, beforeAll } from '@jest/globals';
import { testPlatform, type Caller, type PlatformOptions, type TestPlatform } from '../kit/platform.ts';
import { BEGUN, receiver, type Receiver } from './receiver.ts';

/** The loopback addresses are allowed, for that is where the receivers are. */
export const ALLOWED = { WEBHOOKS_ALLOW: '127.0.0.0/8,::1/128' };

/** Follows every incident. */
export const INCIDENTS = `subscription {
  serviceIncidentUpdated {
    __typename
    ... on ServiceIncidentUpdate { change cursor incident { id trackingId title status } post { html } }
    ... on LiveFromHere { cursor }
    ... on ResyncRequired { reason query cursor }
    ... on AccessEnded { targetType targetId cursor }
  }
}`;

const ENDPOINT =
  'endpoint { id url description document variables follows state disabledReason createdBy reader failures failingSince restsUntil createdAt updatedAt }';
const ANSWERS: Record<string, string> = {
  webhookEndpointCreate: `${ENDPOINT} secret`,
  webhookEndpointSecretRotate: `${ENDPOINT} secret`,
  webhookDeliveryRepeat: 'delivery { id state nextAttemptAt }',
  serviceIncidentReport: 'incident { id }',
};

/** The desk of a test file. */
export interface Desk {
  platform(): TestPlatform;
  receiver(): Receiver;
  /** The time of the program. */
  now(): Date;
  /** Lets so much time pass for the program, and has it do what is due by then. */
  pass(ms: number): Promise<void>;
  act(who: string | Caller, mutation: string, input: Record<string, unknown>, platform?: TestPlatform): Promise<any>;
  /** Has the vendor report an incident. */
  report(title?: string, platform?: TestPlatform): Promise<string>;
  /** Makes an endpoint at the receiver, and answers it with its secret. */
  endpoint(who?: string, input?: Record<string, unknown>): Promise<{ id: string; secret: string }>;
  /** An endpoint as somebody sees it. */
  look(who: string, id: string): Promise<any>;
  /** The messages to an endpoint, oldest first, but for the one with which it begins. */
  ledger(who: string, id: string): Promise<any[]>;
}

/** Sets it up for the tests of a file. */
export function desk(options: PlatformOptions = {}): Desk {
  let platform: TestPlatform;
  let taker: Receiver;
  let ahead = 0;
  let reports = 0;
  const now = () => new Date(Date.now() + ahead);
  beforeAll(async () => {
    taker = await receiver();
    platform = await testPlatform({ now, ...options, env: { ...ALLOWED, ...options.env } });
  });
  afterAll(async () => {
    await platform?.stop();
    await taker?.stop();
  });
  const act: Desk['act'] = async (who, mutation, input, at = platform) => {
    const caller = typeof who === 'string' ? await at.as(who) : who;
    const document = `mutation ($input: ${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input!) {
      ${mutation}(input: $input) { ${ANSWERS[mutation] ?? ENDPOINT} problems { code field message } } }`;
    return (await caller.get<any, any>(document, { input }))[mutation];
  };
  const done = async (payload: Promise<any>) => {
    const { problems, ...rest } = await payload;
    if (problems.length > 0) throw new Error(`refused: ${JSON.stringify(problems)}`);
    return rest;
  };
  return {
    platform: () => platform,
    receiver: () => taker,
    now,
    async pass(ms) {
      ahead += ms;
      await platform.dispatchWebhooks();
    },
    act,
    async report(title = 'Mail is late', at = platform) {
      const [service] = await at.database.sql<{ id: string }>('select id from service order by key limit 1');
      const input = { trackingId: `WH${process.pid}${++reports}`, serviceId: service!.id, title, classification: 'INCIDENT' };
      return (await done(act('vendor', 'serviceIncidentReport', input, at))).incident.id;
    },
    async endpoint(who = 'reseller', input = {}) {
      const { endpoint, secret } = await done(act(who, 'webhookEndpointCreate', { url: taker.url, document: INCIDENTS, ...input }));
      return { id: endpoint.id, secret };
    },
    async look(who, id) {
      const document = `query ($id: ID!) { webhookEndpoint(id: $id) { ${ENDPOINT.slice(10)} }`;
      return (await (await platform.as(who)).get<any, any>(document, { id })).webhookEndpoint;
    },
    async ledger(who, id) {
      const document = `query ($id: ID!) { webhookEndpoint(id: $id) { deliveries(last: 100) {
        nodes { id kind happenedAt state nextAttemptAt settledAt createdAt attempts(last: 100) { nodes { at statusCode failure milliseconds answer } } } } } }`;
      const { webhookEndpoint } = await (await platform.as(who)).get<any, any>(document, { id });
      return webhookEndpoint.deliveries.nodes.filter(({ kind }: { kind: string }) => kind !== BEGUN).toReversed();
    },
  };
}
