import { describe, expect, test } from '@jest/globals';
import { inWords, problem, stage, UNKNOWN } from './stage.ts';

const { act, openTicket, put, colleague, platform } = stage();

const refused = (code: string, field: string | null, message: string, rule?: string) => ({
  ticket: null,
  note: null,
  ...problem(code, field, message, rule),
});
const DEEDS = { ticketAskCustomer: { question: 'Since when?' }, ticketAnswer: { answer: 'Since Monday.' } } as const;
const from = { ticketAskCustomer: 'IN_PROGRESS', ticketAnswer: 'WAITING_ON_CUSTOMER' } as const;

async function at(state: string): Promise<string> {
  const ticketId = await openTicket();
  await put(ticketId, state);
  return ticketId;
}

describe.each(['ticketAskCustomer', 'ticketAnswer'] as const)('%s is refused', (mutation) => {
  test('to those who do not see the ticket: it is not there', async () => {
    const ticketId = await at(from[mutation]);
    const sales = await colleague('reseller', { role: 'SALES_AGENT' });

    for (const stranger of ['other-provider', 'other-reseller', 'direct', 'other-customer', 'vendor', sales]) {
      for (const id of [ticketId, UNKNOWN])
        expect(await act(stranger, mutation, { ticketId: id, ...DEEDS[mutation] })).toMatchObject(
          refused('NOT_FOUND', 'ticketId', '`ticketId` names nothing that is there.'),
        );
    }
  });

  test('to the vendor, who reaches the customer through the partner alone (rule R14)', async () => {
    const ticketId = await at('ESCALATED');

    expect(await act('vendor', mutation, { ticketId, ...DEEDS[mutation] })).toMatchObject(
      refused('FORBIDDEN', null, 'A vendor member may not do this.', 'R14'),
    );
  });

  test.each(['NEW', 'WAITING_ON_PROVIDER', 'ESCALATED', 'RESOLVED', 'CLOSED'])('when the ticket is %s', async (state) => {
    const ticketId = await at(state);
    const cannot = mutation === 'ticketAnswer' ? 'answered' : 'put back to the customer';

    expect(await act('reseller', mutation, { ticketId, ...DEEDS[mutation] })).toMatchObject(
      refused('STATE', 'ticketId', `A ticket that is ${inWords(state)} cannot be ${cannot}.`),
    );
  });

  test('without a word', async () => {
    const ticketId = await at(from[mutation]);
    const [field] = Object.keys(DEEDS[mutation]) as [string];

    expect(await act('reseller', mutation, { ticketId, [field]: '' })).toMatchObject(
      refused('INVALID', field, `\`${field}\` must not be empty.`),
    );
  });
});

test('the customer is not asked by itself (rule R14)', async () => {
  expect(await act('customer', 'ticketAskCustomer', { ticketId: await at('IN_PROGRESS'), question: 'x' })).toMatchObject(
    refused('FORBIDDEN', null, 'A customer member may not do this.', 'R14'),
  );
});

test.each(['customer', 'reseller'])(
  'a ticket waits for what the customer was asked, and goes on with the answer as %s writes it',
  async (who) => {
    const ticketId = await at('TRIAGE');

    const asked = await act('reseller', 'ticketAskCustomer', { ticketId, question: 'Since when?' });
    expect(asked).toMatchObject({ ticket: { state: 'WAITING_ON_CUSTOMER' }, note: { text: 'Since when?', audience: 'CUSTOMER' } });
    const again = await act('reseller', 'ticketAskCustomer', { ticketId, question: 'And how often?' });
    expect(again.problems[0]!.message).toBe('A ticket that is waiting on the customer cannot be put back to the customer.');

    const input = { ticketId, answer: 'Since Monday.', clientMutationId: `answer ${who}` };
    const answered = await act(who, 'ticketAnswer', input);
    expect(answered).toMatchObject({ ticket: { state: 'IN_PROGRESS' }, note: { text: 'Since Monday.', audience: 'CUSTOMER' } });
    expect(await act(who, 'ticketAnswer', input)).toEqual(answered);

    const { ticket } = await (
      await platform().as('customer')
    ).get<any, any>('query ($id: ID!) { ticket(id: $id) { notes { nodes { text } } timeline { nodes { kind } } } }', { id: ticketId });
    expect(ticket).toEqual({
      notes: { nodes: [{ text: 'Since when?' }, { text: 'Since Monday.' }] },
      timeline: { nodes: [{ kind: 'ticket.opened' }, { kind: 'ticket.customer_asked' }, { kind: 'ticket.customer_answered' }] },
    });
  },
);
