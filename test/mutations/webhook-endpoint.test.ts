/** Organizations say where their updates are to be sent: who may, what is refused, and what others see of it. */
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { desk, INCIDENTS } from '../webhooks/desk.ts';
import { status } from '../webhooks/receiver.ts';
import { UNKNOWN } from './stage.ts';

const { act, endpoint, ledger, look, pass, platform, receiver, report } = desk();

const create = (who: Parameters<typeof act>[0], input: object = {}) =>
  act(who, 'webhookEndpointCreate', { url: receiver().url, document: INCIDENTS, ...input });
const VERBS = ['Change', 'Enable', 'Disable', 'Remove', 'SecretRotate'] as const;

/** Somebody else at the organization of a persona. */
async function colleague(persona: string, role: string) {
  const { name: _, ...claims } = JSON.parse(Buffer.from((await platform().as(persona)).token.split('.')[1]!, 'base64url').toString());
  const { kind, organization } = claims;
  return platform().with(
    (await platform().issuer.sign('some@body.example', { name: 'Some Body', kind, organization, role } as never)).token,
  );
}

describe('making an endpoint', () => {
  test.each(['provider', 'reseller', 'direct', 'customer', 'vendor'])('is done by the %s for its own organization', async (who) => {
    const { endpoint: made, secret, problems } = await create(who, { description: 'The wall' });
    expect(problems).toEqual([]);
    expect(secret).toMatch(/^whsec_/);
    expect(made).toMatchObject({
      url: receiver().url,
      description: 'The wall',
      document: INCIDENTS,
      variables: '{}',
      follows: 'serviceIncidentUpdated',
      state: 'ENABLED',
      disabledReason: null,
      failures: 0,
      failingSince: null,
    });
    expect(made.createdBy).toBe(made.reader);
    expect(await look(who, made.id)).toEqual(made);
    await act(who, 'webhookEndpointRemove', { endpointId: made.id });
  });

  test.each(['HELPDESK_AGENT', 'SALES_AGENT'])('is refused to a partner’s %s', async (role) => {
    expect(await create(await colleague('reseller', role))).toMatchObject({
      endpoint: null,
      secret: null,
      problems: [{ code: 'FORBIDDEN' }],
    });
  });

  test.each([
    [
      'url',
      'not an address',
      '`url` must be an absolute address that begins with https://, without a name, a password or a fragment in it.',
    ],
    [
      'url',
      'ftp://example.com/',
      '`url` must be an absolute address that begins with https://, without a name, a password or a fragment in it.',
    ],
    [
      'url',
      'https://me:secret@example.com/',
      '`url` must be an absolute address that begins with https://, without a name, a password or a fragment in it.',
    ],
    ['url', `https://example.com/${'x'.repeat(2_000)}`, '`url` is longer than 2,000 characters.'],
    ['variables', '[1]', '`variables` must be a JSON object.'],
    ['variables', '{', '`variables` must be a JSON object.'],
    ['document', '{ viewer { name } }', 'This subscription cannot be followed: The document must hold a subscription.'],
    ['document', 'subscription {', 'This subscription cannot be followed: Syntax Error: Expected Name, found <EOF>.'],
    ['document', 'subscription { nothing }', 'This subscription cannot be followed: Cannot query field "nothing" on type "Subscription".'],
    [
      'document',
      'subscription A { serviceIncidentUpdated { __typename } } subscription B { serviceIncidentUpdated { __typename } }',
      'This subscription cannot be followed: Must provide operation name if query contains multiple operations.',
    ],
    [
      'document',
      'subscription { a: serviceIncidentUpdated { __typename } b: serviceIncidentUpdated { __typename } }',
      expect.stringMatching(/^This subscription cannot be followed: .*only one top level field/),
    ],
  ])('is refused where its %s is wrong: %s', async (field, value, message) => {
    expect(await create('reseller', { [field]: value })).toMatchObject({ endpoint: null, problems: [{ code: 'INVALID', field, message }] });
  });

  test('is refused where the subscription would go on after a cursor, or its filter is wrong', async () => {
    const document = `subscription ($after: String, $filter: ServiceIncidentUpdateFilter) { serviceIncidentUpdated(after: $after, filter: $filter) { ... on ServiceIncidentUpdate { cursor } } }`;
    const { id } = await endpoint();
    await report();
    const [message] = await receiver().until(1);
    await act('reseller', 'webhookEndpointRemove', { endpointId: id });
    const { cursor } = message!.body.data.serviceIncidentUpdated;
    expect(await create('reseller', { document, variables: JSON.stringify({ after: cursor }) })).toMatchObject({
      problems: [{ code: 'INVALID', field: 'document', message: expect.stringContaining('It must not go on after a cursor') }],
    });
    expect(await create('reseller', { document, variables: '{"after":"made up"}' })).toMatchObject({
      problems: [{ code: 'INVALID', field: 'after' }],
    });
    expect(await create('reseller', { document, variables: '{"filter":{"services":[""]}}' })).toMatchObject({
      problems: [{ code: expect.stringMatching(/INVALID|NOT_FOUND/), field: expect.stringMatching(/^filter\.services/) }],
    });
    expect(await create('reseller', { document, variables: '{"filter":7}' })).toMatchObject({
      problems: [{ code: 'INVALID', field: 'document', message: expect.stringContaining('Variable "$filter"') }],
    });
  });

  test('is refused where it would follow one thing that is not there, or not to be seen', async () => {
    const document = 'subscription ($id: ID!) { ticketUpdated(id: $id) { ... on TicketUpdate { kind } } }';
    const [ticket] = (await (await platform().as('reseller')).get<any, any>('{ tickets(first: 1) { nodes { id } } }')).tickets.nodes;
    const following = (id: string) => ({ document, variables: JSON.stringify({ id }) });
    const missing = { endpoint: null, secret: null, problems: [{ code: 'NOT_FOUND', field: 'id' }] };
    expect(await create('other-reseller', following(ticket.id))).toMatchObject(missing);
    expect(await create('reseller', following(UNKNOWN))).toMatchObject(missing);
    const { endpoint: made, problems } = await create('reseller', following(ticket.id));
    expect([problems, made.follows]).toEqual([[], 'ticketUpdated']);
    await act('reseller', 'webhookEndpointRemove', { endpointId: made.id });
  });

  test('again under the same name is done once, and answers the same secret', async () => {
    const clientMutationId = randomUUID();
    const first = await create('direct', { clientMutationId });
    expect(await create('direct', { clientMutationId })).toEqual(first);
    expect(await create('direct', { clientMutationId, description: 'Another' })).toMatchObject({
      secret: null,
      problems: [{ code: 'CONFLICT' }],
    });
  });

  test('is refused where there are twenty already; one that was removed does not count', async () => {
    const ids: string[] = [];
    let payload = await create('other-customer');
    for (; payload.problems.length === 0; payload = await create('other-customer')) ids.push(payload.endpoint.id);
    // One is there from the beginning.
    expect([ids.length, payload.problems]).toMatchObject([
      19,
      [{ code: 'STATE', field: null, message: 'Your organization has 20 endpoints, which is the most; remove one first.' }],
    ]);
    await act('other-customer', 'webhookEndpointRemove', { endpointId: ids[0]! });
    const together = await Promise.all(Array.from({ length: 4 }, () => create('other-customer')));
    expect(together.filter(({ problems }) => problems.length === 0)).toHaveLength(1);
  });
});

describe.each(VERBS)('webhookEndpoint%s', (verb) => {
  const mutation = `webhookEndpoint${verb}`;
  const made = async () => {
    const { id } = await endpoint('reseller');
    if (verb === 'Enable') await act('reseller', 'webhookEndpointDisable', { endpointId: id });
    return id;
  };
  const sweep = (id: string) => act('reseller', 'webhookEndpointRemove', { endpointId: id });

  test('is refused to other organizations, the provider behind and the vendor among them: it is not there', async () => {
    const endpointId = await made();
    for (const who of ['provider', 'customer', 'direct', 'other-reseller', 'vendor'])
      expect([who, await act(who, mutation, { endpointId })]).toMatchObject([
        who,
        { endpoint: null, problems: [{ code: 'NOT_FOUND', field: 'endpointId', message: '`endpointId` names nothing that is there.' }] },
      ]);
    expect(await act('reseller', mutation, { endpointId: UNKNOWN })).toMatchObject({ problems: [{ code: 'NOT_FOUND' }] });
    await sweep(endpointId);
  });

  test('is refused to a helpdesk agent, who sees it, and to a sales agent, who does not', async () => {
    const endpointId = await made();
    expect(await act(await colleague('reseller', 'HELPDESK_AGENT'), mutation, { endpointId })).toMatchObject({
      problems: [{ code: 'FORBIDDEN' }],
    });
    expect(await act(await colleague('reseller', 'SALES_AGENT'), mutation, { endpointId })).toMatchObject({
      problems: [{ code: 'NOT_FOUND' }],
    });
    await sweep(endpointId);
  });

  test('does what the table of states says', async () => {
    const to = {
      Change: 'same',
      SecretRotate: 'same',
      Enable: { DISABLED: 'ENABLED' },
      Disable: { ENABLED: 'DISABLED' },
      Remove: { ENABLED: 'REMOVED', DISABLED: 'REMOVED' },
    }[verb];
    for (const state of ['ENABLED', 'DISABLED', 'REMOVED']) {
      const { id } = await endpoint('reseller');
      await platform().database.sql(`update webhook_endpoint set state = $2, disabled_reason = $3 where id = $1`, [
        id,
        state,
        state === 'DISABLED' ? 'BY_HAND' : null,
      ]);
      const next = typeof to === 'string' ? (state === 'REMOVED' ? undefined : state) : (to as Record<string, string>)[state];
      const { endpoint: after, problems } = await act('reseller', mutation, { endpointId: id });
      expect([state, after?.state, problems.map(({ code, field }: any) => `${code} ${field}`)]).toEqual([
        state,
        next,
        next ? [] : ['STATE endpointId'],
      ]);
      if (next) expect(after.disabledReason).toBe(next === 'DISABLED' ? 'BY_HAND' : null);
      await sweep(id);
    }
  });

  test('again under the same name is done once', async () => {
    const input = { endpointId: await made(), clientMutationId: randomUUID() };
    const first = await act('reseller', mutation, input);
    expect(first.problems).toEqual([]);
    expect(await act('reseller', mutation, input)).toEqual(first);
    const kinds = await platform().database.sql(`select kind from event where subject_id = $1 order by at, id`, [input.endpointId]);
    expect(kinds).toHaveLength(verb === 'Enable' ? 3 : 2);
    await sweep(input.endpointId);
  });
});

describe('changing an endpoint', () => {
  test('changes what is sent, and where; whoever writes the subscription is the one as whom it is read', async () => {
    const { id } = await endpoint('reseller');
    const other = await colleague('reseller', 'ADMIN_AGENT');
    const { endpoint: moved } = await act(other, 'webhookEndpointChange', { endpointId: id, url: `${receiver().url}/moved` });
    expect(moved).toMatchObject({ url: `${receiver().url}/moved`, document: INCIDENTS, reader: 'Davide Ronchi' });
    const document = 'subscription { serviceIncidentUpdated { ... on ServiceIncidentUpdate { incident { title } } } }';
    const { endpoint: changed } = await act(other, 'webhookEndpointChange', { endpointId: id, document });
    expect(changed).toMatchObject({ document, reader: 'Some Body', createdBy: 'Davide Ronchi' });
    await report('In other words');
    const [message] = await receiver().until(1, ({ path }) => path.endsWith('/moved'));
    expect(message!.body.data).toEqual({ serviceIncidentUpdated: { incident: { title: 'In other words' } } });
    await act('reseller', 'webhookEndpointRemove', { endpointId: id });
  });

  test('begins anew to count failures where it gets another address, and takes nothing from the one before', async () => {
    const { id } = await endpoint('reseller');
    let answer = () => {};
    receiver().answer = (response) => void (answer = () => response.writeHead(410).end());
    await report();
    await receiver().until(1, ({ body }) => body.type === 'incident.reported');
    await platform().database.sql(`update webhook_endpoint set failures = 20, failing_since = now() - interval '9 days' where id = $1`, [
      id,
    ]);
    const url = `${receiver().url}/moved`;
    expect((await act('reseller', 'webhookEndpointChange', { endpointId: id, url })).endpoint).toMatchObject({
      failures: 0,
      failingSince: null,
    });
    receiver().answer = status(204);
    answer();
    await pass(0);
    expect(await look('reseller', id)).toMatchObject({ url, state: 'ENABLED', failures: 0 });
    await act('reseller', 'webhookEndpointRemove', { endpointId: id });
  });

  test.each([
    ['url', 'https://10.0.0.1/'],
    ['document', '{ viewer { name } }'],
    ['variables', '1'],
  ])('is refused where its %s is wrong, and changes nothing', async (field, value) => {
    const { id } = await endpoint('reseller');
    const before = await look('reseller', id);
    expect(await act('reseller', 'webhookEndpointChange', { endpointId: id, description: 'New', [field]: value })).toMatchObject({
      endpoint: null,
      problems: [{ code: 'INVALID', field }],
    });
    expect(await look('reseller', id)).toEqual(before);
    await act('reseller', 'webhookEndpointRemove', { endpointId: id });
  });
});

describe('sending a message again', () => {
  const sent = async () => {
    const { id } = await endpoint('reseller');
    const title = randomUUID();
    await report(title);
    await receiver().until(1, ({ body }) => body.data.serviceIncidentUpdated.incident?.title === title);
    await pass(0);
    const [delivery] = await ledger('reseller', id);
    return { id, deliveryId: delivery.id as string };
  };

  test('sends it under the same id, once for each name of the request', async () => {
    const { id, deliveryId } = await sent();
    const clientMutationId = randomUUID();
    const mine = ({ id: each }: { id: string }) => each === deliveryId;
    const first = await act('reseller', 'webhookDeliveryRepeat', { deliveryId, clientMutationId });
    expect(first.problems).toEqual([]);
    await receiver().until(2, mine);
    await pass(0);
    await act('reseller', 'webhookDeliveryRepeat', { deliveryId, clientMutationId });
    await pass(0);
    expect(receiver().received.filter(mine)).toHaveLength(2);
    await act('reseller', 'webhookEndpointRemove', { endpointId: id });
  });

  test('is refused to others, to whom it is not there, and to a helpdesk agent', async () => {
    const { id, deliveryId } = await sent();
    for (const who of ['provider', 'customer', 'other-reseller', 'vendor'])
      expect(await act(who, 'webhookDeliveryRepeat', { deliveryId })).toMatchObject({
        delivery: null,
        problems: [{ code: 'NOT_FOUND', field: 'deliveryId' }],
      });
    expect(await act(await colleague('reseller', 'HELPDESK_AGENT'), 'webhookDeliveryRepeat', { deliveryId })).toMatchObject({
      problems: [{ code: 'FORBIDDEN' }],
    });
    expect(await act('reseller', 'webhookDeliveryRepeat', { deliveryId: UNKNOWN })).toMatchObject({ problems: [{ code: 'NOT_FOUND' }] });
    await act('reseller', 'webhookEndpointRemove', { endpointId: id });
  });

  test('is refused while nothing is sent to its endpoint', async () => {
    const { id, deliveryId } = await sent();
    for (const verb of ['Disable', 'Remove']) {
      await act('reseller', `webhookEndpoint${verb}`, { endpointId: id });
      expect(await act('reseller', 'webhookDeliveryRepeat', { deliveryId })).toMatchObject({
        delivery: null,
        problems: [{ code: 'STATE', field: 'deliveryId', message: 'Nothing is sent to this endpoint; enable it first.' }],
      });
    }
  });
});

describe('two organizations', () => {
  test('see nothing of each other’s endpoints, messages and attempts', async () => {
    const [mine, yours] = [await endpoint('reseller'), await endpoint('provider')];
    await report('Seen by both');
    await receiver().until(2, ({ body }) => body.data.serviceIncidentUpdated.incident?.title === 'Seen by both');
    await pass(0);
    const document = `query ($endpoint: ID!, $delivery: ID!) {
      webhookEndpoint(id: $endpoint) { url } webhookDelivery(id: $delivery) { kind attempts { nodes { answer } } }
      webhookEndpoints(first: 100) { nodes { id deliveries { nodes { id } } } } }`;
    const [delivery] = await ledger('provider', yours.id);
    const seen = await (await platform().as('reseller')).get<any, any>(document, { endpoint: yours.id, delivery: delivery.id });
    expect([seen.webhookEndpoint, seen.webhookDelivery]).toEqual([null, null]);
    const ids = seen.webhookEndpoints.nodes.map(({ id }: { id: string }) => id);
    expect([ids.includes(mine.id), ids.includes(yours.id)]).toEqual([true, false]);
    expect(JSON.stringify(seen)).not.toContain(delivery.id);
    const sales = await (await colleague('provider', 'SALES_AGENT')).get<any, any>(document, { endpoint: yours.id, delivery: delivery.id });
    expect(sales).toEqual({ webhookEndpoint: null, webhookDelivery: null, webhookEndpoints: { nodes: [] } });
  });
});
