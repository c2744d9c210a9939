import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { counted, type Counted } from './counted.ts';
import { SCREENS } from './screens.ts';

let program: Counted;
beforeAll(async () => {
  program = await counted({ compiled: false });
});
afterAll(() => program.stop());

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
