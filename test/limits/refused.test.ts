/** Whatever is larger than the limits is refused before anything of it is executed, over every transport, with its measure, its value and the maximum. */
import { describe, expect, test } from '@jest/globals';
import { createClient } from 'graphql-sse';
import { DOCUMENT, OPERATION, SUBSCRIPTION } from '../../src/limits/limits.ts';
import { sturdy } from '../http/sturdy.ts';
import { ATTACKS, ROWS } from './attacks.ts';

const { ask, platform } = sturdy();

const LIMITS: Record<string, number> = { ...DOCUMENT, ...OPERATION };
const SAYS = /^(The|A) .+ (more than )?[\d,]+ .*; the maximum is [\d,]+\.$/;

describe('an operation is refused for', () => {
  test.each(ATTACKS)('%s', async (_what, query, measure) => {
    const { status, json, text } = await ask({ query, variables: { yes: false, n: 100 } }, 'provider');
    const [{ message, extensions }] = json.errors;
    expect({ status, extensions, message }).toEqual({
      status: 400,
      message: expect.stringMatching(SAYS),
      extensions: { code: 'OPERATION_TOO_LARGE', measure, value: expect.any(Number), maximum: LIMITS[measure] },
    });
    expect(extensions.value).toBeGreaterThan(extensions.maximum);
    expect(json.errors).toHaveLength(1);
    expect(text.length).toBeLessThan(4_096);
  });

  test('what its variables make of it, though with smaller ones it is answered', async () => {
    const query = 'query ($n: Int) { tickets(first: $n) { nodes { notes(first: $n) { nodes { id author text } } } } }';
    for (const variables of [{ n: 100 }, { n: 'many' }, { n: 1e9 }, { n: 0 }, { n: -5 }])
      expect((await ask({ query, variables })).json.errors[0].extensions.code).toBe('OPERATION_TOO_LARGE');
    for (const variables of [{ n: 5 }, { n: null }, {}]) expect((await ask({ query, variables })).json.errors).toBeUndefined();
  });
});

describe('the same is refused', () => {
  test.each(ROWS.slice(0, 4))('over a WebSocket: %s', async (_what, query) => {
    const client = (await platform().as('customer')).socket();
    const answers = client.iterate({ query });
    await expect(answers.next()).rejects.toMatchObject([{ extensions: { code: 'OPERATION_TOO_LARGE', measure: 'rows' } }]);
    await client.dispose();
  });

  test('as a stream of events', async () => {
    const { token } = await platform().as('customer');
    const response = await fetch(platform().url, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream', 'content-type': 'application/json' },
      body: JSON.stringify({ query: ROWS[0]![1] }),
    });
    expect(await response.text()).toContain('OPERATION_TOO_LARGE');
  });
});

/** An incident update, with this selection of the incident. */
const updates = (selection: string, variables = '') =>
  `subscription ${variables} { serviceIncidentUpdated { ... on ServiceIncidentUpdate { incident { ${selection} } } } }`;

describe('a subscription costs no more for each event than', () => {
  const TOO_MUCH = [
    ['rows', 'tickets(first: 100) { nodes { notes(first: 60) { nodes { id } } } }'],
    ['cells', `tickets(first: 100) { nodes { ${Array.from({ length: 110 }, (_, i) => `a${i}: number`).join(' ')} } }`],
    ['bytes', 'posts(first: 100) { nodes { html } }'],
    ['subqueries', Array.from({ length: 60 }, (_, i) => `a${i}: service { key }`).join(' ')],
  ] as const;

  test.each(TOO_MUCH)('its %s, over a WebSocket', async (measure, selection) => {
    const client = (await platform().as('provider')).socket();
    const answers = client.iterate({ query: updates(selection) });
    await expect(answers.next()).rejects.toMatchObject([
      {
        message: expect.stringMatching(/ for each event; the maximum is [\d,]+\.$/),
        extensions: { code: 'OPERATION_TOO_LARGE', measure, maximum: SUBSCRIPTION[measure] },
      },
    ]);
    await client.dispose();
  });

  test.each(TOO_MUCH)('its %s, by a webhook', async (measure, selection) => {
    const document = updates(selection);
    const query =
      'mutation ($input: WebhookEndpointCreateInput!) { webhookEndpointCreate(input: $input) { endpoint { id } problems { code field message } } }';
    const { json } = await ask({ query, variables: { input: { url: 'https://example.com/', document } } });
    expect(json.data.webhookEndpointCreate).toEqual({
      endpoint: null,
      problems: [{ code: 'INVALID', field: 'document', message: expect.stringMatching(/ for each event; the maximum is [\d,]+\.$/) }],
    });
    expect(measure).toBeDefined();
  });

  test('what its variables make of it', async () => {
    const query = updates('posts(first: $n) { nodes { html } }', '($n: Int)');
    const client = (await platform().as('provider')).socket();
    await expect(client.iterate({ query, variables: { n: 100 } }).next()).rejects.toMatchObject([
      { extensions: { code: 'OPERATION_TOO_LARGE', measure: 'bytes' } },
    ]);
    await client.dispose();
  });

  test('its rows, as a stream of events', async () => {
    const { token } = await platform().as('provider');
    const client = createClient({ url: platform().url, headers: { authorization: `Bearer ${token}` }, retryAttempts: 0 });
    const answers = client.iterate({ query: updates(TOO_MUCH[0][1]) });
    await expect(answers.next()).resolves.toMatchObject({ value: { errors: [{ extensions: { code: 'OPERATION_TOO_LARGE' } }] } });
    client.dispose();
  });
});

describe('what a console asks is answered:', () => {
  test.each([
    [
      'a page of a hundred tickets, with what is shown of each',
      `{ tickets(first: 100) { totalCount pageInfo { hasNextPage endCursor } nodes { id number title description state severity channel createdAt updatedAt
        assignee { name } contact { name email phone } diagnosis { text author at } escalationReadiness { isReady preconditions { name state todo rule { code } } }
        customer { id name country } partner { id name kind } provider { id name } service { id name status } serviceIncidents { trackingId title status }
        notes(first: 20) { totalCount nodes { id author createdAt audience } } timeline(first: 10) { nodes { kind actor at } } } } }`,
    ],
    [
      'a page of incidents, with their posts',
      '{ serviceIncidents(first: 50) { nodes { trackingId title status regions service { name } posts(first: 5) { nodes { html createdAt } } relatedIncidents { trackingId } affectedCustomers { totalCount } } } }',
    ],
    [
      'the messages of the vendor, in full',
      '{ serviceMessages(first: 100) { nodes { title html isRead isFavorite tags details { name value } services { name } } } }',
    ],
    [
      'the coverage of twenty customers',
      '{ customers(first: 20) { nodes { name supportCoverage { zone duties { duty gaps { minutes } hours { coveredMinutes } } } } } }',
    ],
    ['every rule', '{ supportRules { code sentence explanation held { by how } parties source { url } } }'],
  ])('%s', async (_what, query) => {
    const { json } = await ask({ query }, 'provider');
    expect(json.errors).toBeUndefined();
  });
});
