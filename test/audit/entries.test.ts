/** Every deed leaves an entry that says who asked for what, under which rule, and what it came to. */
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { buildClientSchema, getIntrospectionQuery } from 'graphql';
import { ORGANIZATION, SOLVED, stage, UNKNOWN } from '../mutations/stage.ts';
import { payloadSelection, valueFor } from '../visibility/inputs.ts';
import { storyOf, trailOf } from './trail.ts';

const on = stage();
const { act, openTicket, put, colleague, platform, setClock } = on;

const count = async () => (await platform().database.sql<{ n: number }>('select count(*)::int as n from audit_entry'))[0]!.n;

describe('a deed that is done', () => {
  test('is an entry: who, as which organization and role, what, on what, under which rules, and when', async () => {
    setClock(new Date('2021-03-04T05:06:07.890Z'));
    const ticketId = await openTicket();
    await act('reseller', 'ticketAssign', { ticketId });
    setClock();

    expect(await trailOf(on, 'reseller', { things: [ticketId] })).toMatchObject([
      {
        at: '2021-03-04T05:06:07.890Z',
        verb: 'ticketAssign',
        outcome: 'DONE',
        thingType: 'Ticket',
        thingId: ticketId,
        ticket: { id: ticketId },
        code: null,
        messageId: null,
        rules: [{ code: 'R01' }, { code: 'R06' }],
        actor: 'Davide Ronchi',
        actorSubject: 'davide.ronchi@corlanto.example',
        actorKind: 'PARTNER',
        actorRole: 'ADMIN_AGENT',
        partner: { id: ORGANIZATION.reseller },
        customer: null,
      },
      {
        verb: 'ticketRequest',
        thingId: ticketId,
        rules: [{ code: 'R18' }],
        actorKind: 'CUSTOMER',
        partner: null,
        customer: { id: ORGANIZATION.customer },
      },
    ]);
  });

  test('bears the id of its request, under which the logs have it too', async () => {
    const { token } = await platform().as('customer');
    const title = 'Mail is late';
    const response = await fetch(platform().url, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'x-request-id': 'audited-1' },
      body: JSON.stringify({
        query: `mutation { ticketRequest(input: { title: "${title}", description: "x", severity: MINIMAL }) { ticket { id } } }`,
      }),
    });
    const { data } = (await response.json()) as any;

    expect(response.headers.get('x-request-id')).toBe('audited-1');
    expect(await trailOf(on, 'customer', { things: [data.ticketRequest.ticket.id] })).toMatchObject([{ requestId: 'audited-1' }]);
  });
});

describe('a deed that is refused', () => {
  test('by its policy is an entry with the rule, the code and the message, by their names', async () => {
    const ticketId = await openTicket();
    await act('customer', 'ticketAssign', { ticketId });

    expect((await trailOf(on, 'customer', { things: [ticketId] }))[0]).toMatchObject({
      verb: 'ticketAssign',
      outcome: 'REFUSED',
      code: 'FORBIDDEN',
      messageId: 'kernel.forbidden',
      rules: [{ code: 'R06' }],
      thingType: 'Ticket',
    });
  });

  test('by the state of the thing is an entry, though all else of it is undone', async () => {
    const ticketId = await openTicket();
    await put(ticketId, 'CLOSED');
    const before = await platform().database.sql('select * from ticket where id = $1', [ticketId]);
    await act('reseller', 'ticketResolve', { ticketId, ...SOLVED });

    expect(await platform().database.sql('select * from ticket where id = $1', [ticketId])).toEqual(before);
    expect((await trailOf(on, 'reseller', { things: [ticketId] }))[0]).toMatchObject({
      outcome: 'REFUSED',
      code: 'STATE',
      messageId: 'ticket.wrongState',
      rules: [],
    });
  });

  test('for what it says is an entry without a thing', async () => {
    const sender = await colleague('customer', {}, `${randomUUID()}@torvalle.example`);
    await act(sender, 'ticketRequest', { title: ' ', description: 'x', severity: 'MINIMAL' });

    expect(await trailOf(on, 'customer', {})).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          verb: 'ticketRequest',
          outcome: 'REFUSED',
          code: 'INVALID',
          messageId: 'kernel.empty',
          thingType: null,
          thingId: null,
        }),
      ]),
    );
  });

  test('because somebody in sales asks is an entry that sales does not read', async () => {
    const sales = await colleague('reseller', { role: 'SALES_AGENT' }, 'sells@corlanto.example');
    await act(sales, 'ticketOpen', { customerId: ORGANIZATION.customer, title: 'x', description: 'x', severity: 'MINIMAL' });

    expect(await trailOf(on, 'reseller', { actors: ['sells@corlanto.example'] })).toMatchObject([
      { actorRole: 'SALES_AGENT', outcome: 'REFUSED', rules: [{ code: 'R01' }] },
    ]);
    expect(await trailOf(on, sales)).toEqual([]);
  });
});

describe('a request that is sent again', () => {
  test('is answered from its receipt, and is no second entry, whether it was done or refused', async () => {
    const ticketId = await openTicket();
    for (const [who, verb] of [
      ['reseller', 'ticketAssign'],
      ['customer', 'ticketAssign'],
    ] as const) {
      const clientMutationId = randomUUID();
      await act(who, verb, { ticketId, clientMutationId });
      const once = await count();
      await act(who, verb, { ticketId, clientMutationId });
      expect(await count()).toBe(once);
    }
    expect(await storyOf(on, 'reseller', ticketId)).toEqual(['ticketAssign REFUSED', 'ticketAssign DONE', 'ticketRequest DONE']);
  });

  test('with another input is refused, and an entry', async () => {
    const clientMutationId = randomUUID();
    const [one, other] = [await openTicket(), await openTicket()];
    await act('reseller', 'ticketAssign', { ticketId: one, clientMutationId });
    await act('reseller', 'ticketAssign', { ticketId: other, clientMutationId });

    expect((await trailOf(on, 'reseller', { verbs: ['ticketAssign'] }))[0]).toMatchObject({
      code: 'CONFLICT',
      messageId: 'kernel.reused',
      thingId: null,
    });
  });
});

test('an entry holds nothing of what was written, only what was asked of which thing', async () => {
  const secret = 'Zq7-password';
  const ticketId = await openTicket({ title: secret, description: secret, contact: { name: secret, email: secret } });
  await act('reseller', 'ticketNoteAdd', { ticketId, text: secret });
  await act('reseller', 'ticketAssign', { ticketId, assignee: { subject: secret, name: secret } });
  await act('reseller', 'ticketResolve', { ticketId, ...SOLVED, resolution: secret, clientMutationId: secret });
  await act('reseller', 'ticketResolve', { ticketId, ...SOLVED, resolution: secret });
  await act('reseller', 'ticketOpen', {
    customerId: ORGANIZATION.customer,
    title: secret,
    description: `${secret}\u0000`,
    severity: 'MINIMAL',
  });

  expect((await storyOf(on, 'reseller', ticketId)).length).toBe(5);
  expect(await platform().database.sql('select * from audit_entry e where e::text like $1', [`%${secret}%`])).toEqual([]);
});

test('every mutation of the graph is one entry under its name', async () => {
  const caller = await platform().as('reseller');
  const schema = buildClientSchema(await caller.get<any, any>(getIntrospectionQuery()));
  const mutations = Object.values(schema.getMutationType()!.getFields());
  for (const field of mutations) {
    const type = field.args[0]!.type;
    const before = await count();
    const document = `mutation ($input: ${String(type)}) { ${field.name}(input: $input) { ${payloadSelection(field.type)} } }`;
    const answer = await caller.get<any, any>(document, { input: valueFor(type, () => UNKNOWN) });
    expect([field.name, (await count()) - before]).toEqual([field.name, 1]);
    const [problem = null] = answer[field.name].problems;
    expect((await trailOf(on, caller, {}, { first: 1 }))[0]).toMatchObject({
      verb: field.name,
      outcome: problem ? 'REFUSED' : 'DONE',
      code: problem?.code ?? null,
    });
  }
  expect(mutations.length).toBeGreaterThan(8);
});
