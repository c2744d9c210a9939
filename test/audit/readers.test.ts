/** Who reads what of the audit trail: the organizations concerned, and of the others nobody. */
import { describe, expect, test } from '@jest/globals';
import { ORGANIZATION, SOLVED, stage, UNKNOWN } from '../mutations/stage.ts';
import { storyOf, trailOf } from './trail.ts';

const on = stage();
const { act, openTicket, put, colleague, platform, reportIncident } = on;

const PARTIES = ['customer', 'reseller', 'provider'];
const STRANGERS = ['direct', 'other-provider', 'other-reseller', 'other-customer', 'vendor'];

describe('what is asked of a ticket', () => {
  test('is read by everybody who is a party of it, whoever asked and whatever it came to', async () => {
    const ticketId = await openTicket();
    await act('customer', 'ticketAssign', { ticketId });
    await act('provider', 'ticketAssign', { ticketId });

    for (const who of PARTIES)
      expect([who, await storyOf(on, who, ticketId)]).toEqual([who, ['ticketAssign DONE', 'ticketAssign REFUSED', 'ticketRequest DONE']]);
    for (const who of STRANGERS) expect([who, await storyOf(on, who, ticketId)]).toEqual([who, []]);
  });

  test('is an edge of the ticket', async () => {
    const ticketId = await openTicket();
    await act('reseller', 'ticketAssign', { ticketId });

    const { ticket } = await (
      await platform().as('customer')
    ).get<any, any>('query ($id: ID!) { ticket(id: $id) { audit { totalCount nodes { verb actor rules { code sentence } } } } }', {
      id: ticketId,
    });
    expect(ticket.audit).toMatchObject({
      totalCount: 2,
      nodes: [{ verb: 'ticketAssign', actor: 'Davide Ronchi' }, { verb: 'ticketRequest' }],
    });
    expect(ticket.audit.nodes[0].rules[0]).toEqual({ code: 'R01', sentence: expect.stringMatching(/helpdesk agent/) });
  });

  test('is not read by the vendor, to whom it was handed over, but for what the vendor asked itself', async () => {
    const ticketId = await openTicket();
    await put(ticketId, 'ESCALATED');
    await act('vendor', 'ticketNoteAdd', { ticketId, text: 'We look into it.', audience: 'PARTNERS' });

    expect(await storyOf(on, 'vendor', ticketId)).toEqual(['ticketNoteAdd DONE']);
    expect(await storyOf(on, 'reseller', ticketId)).toEqual(['ticketNoteAdd DONE', 'ticketRequest DONE']);
    expect(await storyOf(on, 'customer', ticketId)).toEqual(['ticketRequest DONE']);
  });

  test('stays with whoever was a party then, and what comes later does not reach it', async () => {
    const ticketId = await openTicket();
    await act('reseller', 'ticketAssign', { ticketId });
    await platform().database.sql('update ticket set provider_id = null where id = $1', [ticketId]);
    await act('reseller', 'ticketAskCustomer', { ticketId, question: 'Which mail?' });

    expect(await storyOf(on, 'provider', ticketId)).toEqual(['ticketAssign DONE', 'ticketRequest DONE']);
    expect(await storyOf(on, 'reseller', ticketId)).toEqual(['ticketAskCustomer DONE', 'ticketAssign DONE', 'ticketRequest DONE']);
    expect((await trailOf(on, 'provider', { things: [ticketId] })).map(({ ticket }) => ticket)).toEqual([null, null]);
  });
});

describe('a note', () => {
  test.each([
    ['AUTHOR_ORGANIZATION', ['reseller']],
    ['PARTNERS', ['reseller', 'provider']],
    ['CUSTOMER', PARTIES],
  ])('for %s is an entry for those who read it, and for nobody else', async (audience, readers) => {
    const ticketId = await openTicket();
    await act('reseller', 'ticketNoteAdd', { ticketId, text: 'x', audience });

    const told = [];
    for (const who of PARTIES) if ((await storyOf(on, who, ticketId)).includes('ticketNoteAdd DONE')) told.push(who);
    expect(told.sort()).toEqual([...readers].sort());
  });
});

describe('a notice', () => {
  const notice = (more: object = {}) => ({ topic: 'OPERATIONAL', title: 'x', html: 'x', ...more });

  test('is an entry for who sent it and for each who got it, and for nobody else; a refused one for who asked alone', async () => {
    const [{ id: second }] = (await platform().database.sql<{ id: string }>(
      'select customer_id as id from customer_partner where partner_id = $1 and customer_id <> $2 order by 1 limit 1',
      [ORGANIZATION.reseller, ORGANIZATION.customer],
    )) as [{ id: string }];
    const neighbour = await colleague('customer', { organization: second });
    for (const customerIds of [[ORGANIZATION.customer, second], [second, ORGANIZATION.customer], [second]]) {
      const sent = await act('reseller', 'customerNoticeSend', notice({ customerIds }));
      const readers = [];
      for (const who of [...PARTIES, ...STRANGERS])
        if ((await storyOf(on, who, sent.notice.id)).includes('customerNoticeSend DONE')) readers.push(who);
      expect(readers).toEqual(customerIds.includes(ORGANIZATION.customer) ? ['customer', 'reseller'] : ['reseller']);
      expect(await trailOf(on, neighbour, { things: [sent.notice.id] })).toMatchObject([
        { verb: 'customerNoticeSend', thingType: 'CustomerNotice', actor: 'Davide Ronchi', partner: { id: ORGANIZATION.reseller } },
      ]);
    }
    const { id } = (await trailOf(on, neighbour, { verbs: ['customerNoticeSend'] }))[0]!;
    await act('provider', 'customerNoticeSend', notice({ customerIds: [second], topic: 'SUBSCRIPTION' }));
    expect((await trailOf(on, neighbour, { verbs: ['customerNoticeSend'] }))[0]!.id).toBe(id);
    expect((await trailOf(on, 'provider'))[0]).toMatchObject({ verb: 'customerNoticeSend', outcome: 'REFUSED', rules: [{ code: 'R15' }] });
  });

  test.each([
    ['reseller', { topic: 'SUBSCRIPTION' }, ['R01', 'R14', 'R15']],
    ['reseller', { topic: 'GENERAL' }, ['R01', 'R14']],
    ['vendor', { topic: 'OTHER_PRODUCT', product: 'Windows Server Datacenter' }, ['R01', 'R14', 'R17']],
  ])('of the %s about %j is under the rules %j', async (who, more, rules) => {
    const sent = await act(who, 'customerNoticeSend', notice({ customerIds: [ORGANIZATION.customer], ...more }));
    expect(await trailOf(on, 'customer', { things: [sent.notice.id] })).toMatchObject([{ rules: rules.map((code) => ({ code })) }]);
  });
});

test('what was done and changed nothing is read by the organization that asked alone: it is in no history either', async () => {
  const [ticketId, incidentId] = [await openTicket(), await reportIncident()];
  for (const who of ['reseller', 'provider']) await act(who, 'ticketLinkIncident', { ticketId, incidentId });

  expect(await storyOf(on, 'provider', ticketId)).toEqual(['ticketLinkIncident DONE', 'ticketLinkIncident DONE', 'ticketRequest DONE']);
  expect(await storyOf(on, 'customer', ticketId)).toEqual(['ticketLinkIncident DONE', 'ticketRequest DONE']);
});

describe('what is asked of a thing that is not to be seen', () => {
  test('is an entry for who asked, the same as of a thing that is not there', async () => {
    const ticketId = await openTicket();
    for (const id of [ticketId, UNKNOWN]) await act('other-reseller', 'ticketAssign', { ticketId: id });

    const [nowhere, hidden] = await trailOf(on, 'other-reseller', { things: [ticketId, UNKNOWN] });
    expect(hidden).toMatchObject({
      outcome: 'REFUSED',
      code: 'NOT_FOUND',
      thingType: 'Ticket',
      thingId: ticketId,
      ticket: null,
      rules: [],
    });
    const unlike = ({ id: _id, at: _at, requestId: _requestId, thingId: _thingId, ...alike }: typeof hidden & object) => alike;
    expect(unlike(nowhere!)).toEqual(unlike(hidden!));
  });

  test('is told to nobody to whom the thing belongs', async () => {
    const ticketId = await openTicket();
    await act('other-reseller', 'ticketAssign', { ticketId });
    await act('other-customer', 'ticketReopen', { ticketId, reason: 'x' });

    for (const who of [...PARTIES, 'vendor', 'direct']) {
      const read = await trailOf(on, who, { things: [ticketId] });
      expect(read.filter(({ outcome }) => outcome === 'REFUSED')).toEqual([]);
    }
  });

  test('is told to nobody, even where another thing that was named may be seen', async () => {
    const [own, { id: foreign }] = [
      await openTicket(),
      (await platform().database.sql<{ id: string }>('select id from ticket where customer_id <> $1 limit 1', [ORGANIZATION.customer]))[0]!,
    ];
    await act('reseller', 'ticketLinkIncident', { ticketId: own, incidentId: foreign });

    const [entry] = await trailOf(on, 'customer', { things: [own] });
    expect(entry).toMatchObject({ code: 'NOT_FOUND', messageId: 'ticket.noIncident', thingId: own });
    expect(JSON.stringify(await platform().database.sql('select * from audit_entry where id = $1', [entry!.id]))).not.toContain(foreign);
  });
});

test('what is asked of a thing that everybody sees is read by who asked alone: the vendor does not learn who tries', async () => {
  const incidentId = await reportIncident();
  await act('customer', 'serviceIncidentResolve', { incidentId, html: 'x' });
  await act('vendor', 'serviceIncidentResolve', { incidentId, html: 'x' });

  expect(await storyOf(on, 'customer', incidentId)).toEqual(['serviceIncidentResolve REFUSED']);
  expect(await storyOf(on, 'vendor', incidentId)).toEqual(['serviceIncidentResolve DONE', 'serviceIncidentReport DONE']);
  expect(await storyOf(on, 'provider', incidentId)).toEqual([]);
});

test('a list is narrowed by rule, outcome, verb, person, organization and time', async () => {
  const ticketId = await openTicket();
  const somebody = await colleague('reseller', {}, 'narrow@corlanto.example');
  await act(somebody, 'ticketAssign', { ticketId });
  await act('customer', 'ticketResolve', { ticketId, ...SOLVED });
  const story = async (filter: object) =>
    (await trailOf(on, 'provider', { things: [ticketId, ticketId], ...filter })).map(({ verb }) => verb);
  const [resolved, , opened] = await trailOf(on, 'provider', { things: [ticketId] });

  expect(await story({})).toEqual(['ticketResolve', 'ticketAssign', 'ticketRequest']);
  expect(await story({ rules: ['R21'] })).toEqual(['ticketResolve']);
  expect(await story({ rules: ['R06', 'R18'] })).toEqual(['ticketAssign', 'ticketRequest']);
  expect(await story({ outcomes: ['REFUSED'] })).toEqual(['ticketResolve']);
  expect(await story({ verbs: ['ticketAssign', 'nothing'] })).toEqual(['ticketAssign']);
  expect(await story({ actors: ['narrow@corlanto.example'] })).toEqual(['ticketAssign']);
  expect(await story({ organizations: [ORGANIZATION.customer] })).toEqual(['ticketResolve', 'ticketRequest']);
  expect(await story({ from: resolved!.at })).toContain('ticketResolve');
  expect(await story({ from: '2999-01-01T00:00:00Z' })).toEqual([]);
  expect(await story({ before: opened!.at })).toEqual([]);
});
