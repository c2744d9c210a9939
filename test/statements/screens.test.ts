import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { counted, type Counted } from './counted.ts';

let program: Counted;
beforeAll(async () => {
  program = await counted();
});
afterAll(() => program.stop());

const BOARD = `tickets(first: $rows) { totalCount nodes { number title state severity
  customer { name } partner { name } provider { name } service { name } serviceIncidents { trackingId title }
  notes(first: 5) { nodes { author text } } timeline(first: 5) { nodes { at kind actor } } } }`;

/** What the important screens cost. A number that grows says that something is now asked for more often than it was. */
const SCREENS: readonly [name: string, persona: string, statements: number, document: string][] = [
  ['who asks, and the partner behind the token', 'provider', 1, '{ viewer { name role partner { name kind supportProfile { email } } } }'],
  ['the tickets, each with whom it concerns, its service, incidents, notes and history', 'provider', 9, `query ($rows: Int!) { ${BOARD} }`],
  ['the tickets as the customer sees them', 'customer', 9, `query ($rows: Int!) { ${BOARD} }`],
  ['the tickets without any edge', 'provider', 1, 'query ($rows: Int!) { tickets(first: $rows) { nodes { number title state } } }'],
  [
    'the customers, each with its partners, subscriptions, delegations, tickets and incidents',
    'provider',
    7,
    `query ($rows: Int!) { customers(first: $rows) { totalCount nodes { name partners(first: 3) { nodes { name } } subscriptions(first: 5) { nodes { offerName } }
      delegations(first: 3) { nodes { status } } tickets(first: 5) { nodes { number } } serviceIncidents(first: 5) { nodes { trackingId } } } } }`,
  ],
  [
    'the health of the services, each with what goes on and what was said of it last',
    'direct',
    3,
    'query ($rows: Int!) { services(first: $rows) { nodes { name status openIncidents(first: 10) { nodes { title posts(first: 1) { nodes { html } } } } } } }',
  ],
  [
    'the incidents, each with its service, whom it touches and which tickets were linked to it',
    'provider',
    5,
    `query ($rows: Int!) { serviceIncidents(first: $rows) { nodes { title service { name } affectedCustomers(first: 5) { nodes { name } }
      affectedPartners(first: 5) { nodes { name } } tickets(first: 5) { nodes { number } } } } }`,
  ],
  [
    'the support on offer, each with its partner and services',
    'customer',
    4,
    'query ($rows: Int!) { supportOfferings(first: $rows) { nodes { name price { amount } partner { name } services { name } } } }',
  ],
];

describe('a screen costs as many statements as it has kinds of things, for one row and for fifty', () => {
  test.each(SCREENS)('%s', async (_name, persona, statements, document) => {
    const taken = (await program.ask(persona, document, { rows: 50 })).statements;
    expect({ count: taken.length, taken }).toEqual({ count: statements, taken });
    expect((await program.ask(persona, document, { rows: 1 })).statements.length).toBeLessThanOrEqual(statements);
  });

  test('one ticket with everything about it costs no more than a page of them', async () => {
    const { data } = await program.ask('provider', '{ tickets(first: 1, filter: { states: [ESCALATED] }) { nodes { id } } }');
    const document = `query ($id: ID!) { ticket(id: $id) { number customer { name } partner { name } provider { name } service { name } subscription { offerName }
      serviceIncidents { title } notes(first: 50) { totalCount nodes { text } } timeline(first: 50) { totalCount nodes { kind } } } }`;
    expect((await program.ask('provider', document, { id: data.tickets.nodes[0].id })).statements.length).toBeLessThanOrEqual(11);
  });
});

describe('a change costs the same however long the history of what it changes', () => {
  const note = `mutation ($id: ID!, $text: String!) { ticketNoteAdd(input: { ticketId: $id, text: $text, audience: CUSTOMER }) { note { text } ticket { number } problems { code } } }`;

  test('the thirtieth note on a ticket as much as the first', async () => {
    const { data } = await program.ask('provider', '{ tickets(first: 1) { nodes { id } } }');
    const costs = new Set<number>();
    for (let count = 0; count < 30; count++) {
      const { data: answer, statements } = await program.ask('provider', note, { id: data.tickets.nodes[0].id, text: `Note ${count}` });
      expect(answer.ticketNoteAdd.problems).toEqual([]);
      costs.add(statements.length);
    }
    expect(costs.size).toBe(1);
    expect(Math.max(...costs)).toBeLessThanOrEqual(8);
  });
});
