import { expect, test } from '@jest/globals';
import { stage, ORGANIZATION, UNKNOWN } from './stage.ts';

const { act, openTicket, platform } = stage();

const problemsOf = async (...args: Parameters<typeof act>) =>
  (await act(...args)).problems.map(({ code, field, message }) => `${code} ${field}: ${message}`);
const GOOD = { customerId: ORGANIZATION.customer, title: 'Mail is late', description: 'Since this morning.', severity: 'MINIMAL' };

test('everything that is wrong with the fields of an input is answered at once, nested ones and lists included', async () => {
  const input = { ...GOOD, customerId: 'x', title: 'x'.repeat(300), description: '', contact: { name: '', email: 'a\0' } };

  expect(await problemsOf('reseller', 'ticketOpen', input)).toEqual([
    'NOT_FOUND customerId: `customerId` names nothing that is there.',
    'INVALID title: `title` is longer than 200 characters.',
    'INVALID description: `description` must not be empty.',
    'INVALID contact.name: `contact.name` must not be empty.',
    'INVALID contact.email: `contact.email` holds a control character, U+0000, at position 2.',
  ]);
});

test('an id of nothing that is there, or of what is not the viewer’s, is answered together with them', async () => {
  const foreign = await openTicket();
  for (const [who, mutation, input, answers] of [
    ['reseller', 'ticketOpen', { ...GOOD, customerId: UNKNOWN, title: '' }, ['INVALID title', 'NOT_FOUND customerId']],
    ['vendor', 'ticketLinkIncident', { ticketId: UNKNOWN, incidentId: 'x' }, ['NOT_FOUND incidentId', 'NOT_FOUND ticketId']],
    ['direct', 'ticketDiagnose', { ticketId: foreign, diagnosis: ' ' }, ['INVALID diagnosis', 'NOT_FOUND ticketId']],
    ['reseller', 'ticketDiagnose', { ticketId: foreign, diagnosis: ' ' }, ['INVALID diagnosis']],
    [
      'vendor',
      'serviceIncidentReport',
      { trackingId: 'EX1', serviceId: UNKNOWN, title: '', impact: '', classification: 'INCIDENT', regions: [] },
      ['INVALID title', 'INVALID impact', 'NOT_FOUND serviceId'],
    ],
  ] as const) {
    const problems = await problemsOf(who, mutation, input);
    expect(problems.map((each) => each.split(':')[0])).toEqual(answers);
  }
});

test('in a query the first is the message of the error, and the others are beside it', async () => {
  const caller = await platform().as('reseller');
  const { errors } = await caller.ask<any, any>('{ tickets(filter: { search: "", customers: ["x", "y"] }) { totalCount } }');

  expect(errors).toMatchObject([
    {
      message: '`filter.customers.0` names nothing that is there.',
      extensions: {
        code: 'NOT_FOUND',
        field: 'filter.customers.0',
        others: [
          { field: 'filter.customers.1', code: 'NOT_FOUND', message: '`filter.customers.1` names nothing that is there.' },
          { field: 'filter.search', code: 'BAD_USER_INPUT', message: '`filter.search` must not be empty.' },
        ],
      },
    },
  ]);
});
