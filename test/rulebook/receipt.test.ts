/** A refusal that was kept is in no language: a retry is answered in the one then asked for. */
import { expect, test } from '@jest/globals';
import { TEXTS } from '../../src/rulebook/rule/rules.ts';
import { stage } from '../mutations/stage.ts';

const { platform, colleague } = stage();
const openDocument = `mutation ($input: TicketOpenInput!) {
  ticketOpen(input: $input) { ticket { id } problems { code field message rule { code sentence } } }
}`;
const requestDocument = openDocument.replaceAll('icketOpen', 'icketRequest');
const SAID = { title: 'Mail is late', description: 'Since this morning.', severity: 'MODERATE' };
const customerId = '01990000-0000-7000-8000-000000000004';

test('a retry in another language is the same refusal in that language', async () => {
  const sales = await colleague('reseller', { role: 'SALES_AGENT' });
  const input = { ...SAID, customerId, clientMutationId: 'again' };
  const answered = async (language: string) => (await sales.reading(language).get<any, any>(openDocument, { input })).ticketOpen.problems;
  const refusal = (message: string, language: 'EN' | 'IT' | 'TR') => [
    { code: 'FORBIDDEN', field: null, message, rule: { code: 'R01', sentence: TEXTS[language].R01.sentence } },
  ];
  expect(await answered('tr')).toEqual(refusal('İş ortağının satış temsilcisi bu işlemi yapmaya yetkili değildir.', 'TR'));
  expect(await answered('it')).toEqual(refusal('Un agente di vendita del partner non è autorizzato a eseguire questa operazione.', 'IT'));
  expect(await answered('en')).toEqual(refusal('A partner sales agent may not do this.', 'EN'));

  const [{ outcome }] = (await platform().database.sql<any>(`select outcome from receipt where client_mutation_id = 'again'`)) as [any];
  expect(outcome.problems).toEqual([
    { code: 'FORBIDDEN', field: null, rule: 'R01', said: { id: 'kernel.forbidden', values: { who: 'SALES_AGENT' } } },
  ]);
});

test.each([
  [
    'in English, by an earlier version',
    { code: 'STATE', message: 'A ticket that is CLOSED cannot be resolved.', field: 'ticketId', rule: null },
    'A ticket that is CLOSED cannot be resolved.',
  ],
  [
    'with a message that is no longer there',
    { code: 'STATE', said: { id: 'ticket.gone', values: {} }, field: 'ticketId', rule: null },
    'La richiesta è stata rifiutata.',
  ],
  [
    'with other arguments than the message has now',
    { code: 'STATE', said: { id: 'ticket.reopenedTooLate', values: { weeks: 2 } }, field: 'ticketId', rule: null },
    'La richiesta è stata rifiutata.',
  ],
])('a refusal that was kept %s is answered', async (name, kept, message) => {
  const customer = (await platform().as('customer')).reading('it');
  const input = { ...SAID, partnerId: '01990000-0000-7000-8000-00000000ffff', clientMutationId: name };
  await customer.get<any, any>(requestDocument, { input });
  await platform().database.sql('update receipt set outcome = $2 where client_mutation_id = $1', [name, { ids: {}, problems: [kept] }]);

  const { ticketRequest } = await customer.get<any, any>(requestDocument, { input });

  expect(ticketRequest).toMatchObject({ ticket: null, problems: [{ code: 'STATE', field: 'ticketId', message, rule: null }] });
});
