/** Who breaks a rule is told which one, in its own language. */
import { describe, expect, test } from '@jest/globals';
import { ruleCodes, ruleOf, TEXTS } from '../../src/rulebook/rule/rules.ts';
import { COMPLETE } from '../mutations/offering.ts';
import { escalating } from '../mutations/escalating.ts';
import { ORGANIZATION, SOLVED, UNKNOWN } from '../mutations/stage.ts';
import { escalationBreaches, type Breach } from './breaches-escalation.ts';

const on = escalating();
const { platform, act, colleague, openTicket, reportIncident, requestChange, put, service } = on;

const REQUEST = { title: 'Mail is late', description: 'Since this morning.', severity: 'MODERATE' };

const telling =
  (topic: string, more: object = {}) =>
  async () => ({ customerIds: [ORGANIZATION.customer], topic, title: 'Something', html: 'x', ...more });
const as = (persona: string) => () => platform().as(persona);
const onTicket =
  (more: object = {}) =>
  async () => ({ ticketId: await openTicket(), ...more });
const onChange =
  (more: object = {}) =>
  async () => ({ changeId: await requestChange(), ...more });
const handedOver = (more: object) => async () => {
  const ticketId = await openTicket();
  await put(ticketId, 'ESCALATED');
  return { ticketId, ...more };
};
const forCustomer =
  (more: object = {}) =>
  async () => ({ ...REQUEST, customerId: ORGANIZATION.customer, ...more });
/** A draft of the reseller's that could be published but for what is said otherwise. */
const draft = async (more: object) => {
  const { offering } = await act('reseller', 'supportOfferingDraft', { ...COMPLETE, ...more });
  return offering.id as string;
};
const looked = (more: object) => async () => {
  const ticketId = await openTicket();
  await act('reseller', 'ticketCheckHealth', { ticketId, conclusion: 'UNDOCUMENTED', remark: 'Not that.' });
  return { ticketId, ...more };
};
const assigned = (more: object) => async () => {
  const ticketId = await openTicket();
  await act('reseller', 'ticketAssign', { ticketId });
  return { ticketId, ...more };
};
const STEP = { area: 'SETTINGS', text: 'x' };
const sales = () => colleague('reseller', { role: 'SALES_AGENT' });

/** The id of some row of the reseller's. */
const idOf = async (from: string) =>
  (await platform().database.sql<{ id: string }>(`select id from ${from} limit 1`, [ORGANIZATION.reseller]))[0]!.id;

const breaches: readonly Breach[] = [
  ...escalationBreaches(on),
  { rule: 'R01', mutation: 'ticketOpen', who: 'a sales agent', caller: sales, input: forCustomer() },
  {
    rule: 'R01',
    mutation: 'delegationDraft',
    who: 'a sales agent',
    caller: sales,
    input: async () => ({ customerId: ORGANIZATION.customer, displayName: 'x', roleIds: [UNKNOWN] }),
  },
  {
    rule: 'R01',
    mutation: 'delegationAssignmentCreate',
    who: 'a helpdesk agent',
    caller: () => colleague('reseller', { role: 'HELPDESK_AGENT' }),
    input: async () => ({
      delegationId: await idOf('delegation where partner_id = $1'),
      groupId: await idOf('security_group where partner_id = $1'),
      roleIds: [UNKNOWN],
    }),
  },
  {
    rule: 'R01',
    mutation: 'securityGroupMemberAdd',
    who: 'a sales agent',
    caller: sales,
    input: async () => ({ groupId: await idOf('security_group where partner_id = $1'), subject: 'x', name: 'x' }),
  },
  { rule: 'R06', mutation: 'ticketAssign', who: 'the customer', caller: as('customer'), input: onTicket() },
  {
    rule: 'R06',
    mutation: 'ticketLinkIncident',
    who: 'the customer',
    caller: as('customer'),
    input: async () => ({ ticketId: await openTicket(), incidentId: await reportIncident() }),
  },
  { rule: 'R06', mutation: 'ticketCheckHealth', who: 'the customer', caller: as('customer'), input: onTicket() },
  {
    rule: 'R07',
    mutation: 'ticketCheckHealth',
    who: 'a partner who concludes what nothing bears',
    caller: as('reseller'),
    input: async () => {
      const [{ id: serviceId }] = (await platform().database.sql<{ id: string }>(
        `insert into service (key, name, status) values (gen_random_uuid(), 'Calm Service', 'SERVICE_OPERATIONAL') returning id`,
      )) as [{ id: string }];
      return { ticketId: await openTicket({ serviceId }), conclusion: 'DOCUMENTED' };
    },
  },
  {
    rule: 'R07',
    mutation: 'ticketDiagnose',
    who: 'a partner who did not look at service health',
    caller: as('reseller'),
    input: assigned({ diagnosis: 'x' }),
  },
  {
    rule: 'R07',
    mutation: 'ticketTroubleshoot',
    who: 'a partner who did not look at service health',
    caller: as('reseller'),
    input: assigned(STEP),
  },
  { rule: 'R08', mutation: 'ticketTroubleshoot', who: 'the customer', caller: as('customer'), input: onTicket(STEP) },
  {
    rule: 'R08',
    mutation: 'ticketTroubleshoot',
    who: 'a partner without a delegation',
    caller: as('provider'),
    input: looked({ ...STEP, area: 'SOFTWARE' }),
  },
  { rule: 'R14', mutation: 'ticketAskCustomer', who: 'the customer', caller: as('customer'), input: onTicket({ question: 'x' }) },
  { rule: 'R14', mutation: 'ticketAnswer', who: 'the vendor', caller: as('vendor'), input: handedOver({ answer: 'x' }) },
  {
    rule: 'R14',
    mutation: 'ticketNoteAdd',
    who: 'the vendor',
    caller: as('vendor'),
    input: handedOver({ text: 'x', audience: 'CUSTOMER' }),
  },
  {
    rule: 'R01',
    mutation: 'customerNoticeSend',
    who: 'a sales agent',
    caller: () => colleague('reseller', { role: 'SALES_AGENT' }),
    input: telling('GENERAL'),
  },
  { rule: 'R14', mutation: 'customerNoticeSend', who: 'the customer', caller: as('customer'), input: telling('GENERAL') },
  { rule: 'R14', mutation: 'customerNoticeSend', who: 'the vendor', caller: as('vendor'), input: telling('GENERAL') },
  { rule: 'R15', mutation: 'customerNoticeSend', who: 'the vendor', caller: as('vendor'), input: telling('SUBSCRIPTION') },
  {
    rule: 'R15',
    mutation: 'customerNoticeSend',
    who: 'the provider behind the partner of record',
    caller: as('provider'),
    input: telling('SUBSCRIPTION'),
  },
  {
    rule: 'R17',
    mutation: 'customerNoticeSend',
    who: 'the vendor',
    caller: as('vendor'),
    input: telling('OTHER_PRODUCT', { product: 'Something that nobody bought' }),
  },
  {
    rule: 'R17',
    mutation: 'commercialRelationshipRecord',
    who: 'the vendor',
    caller: as('vendor'),
    input: async () => ({ product: 'x', channel: 'DIRECT', since: '2020-01-01T00:00:00Z' }),
  },
  {
    rule: 'R17',
    mutation: 'commercialRelationshipEnd',
    who: 'the vendor',
    caller: as('vendor'),
    input: async () => {
      const [row] = await platform().database.sql<{ id: string }>(
        `select id from commercial_relationship where customer_id = $1 and channel <> 'CSP'`,
        [ORGANIZATION.customer],
      );
      return { relationshipId: row!.id };
    },
  },
  { rule: 'R18', mutation: 'ticketOpen', who: 'the vendor', caller: as('vendor'), input: forCustomer() },
  { rule: 'R18', mutation: 'ticketOpen', who: 'a customer', caller: as('customer'), input: forCustomer() },
  { rule: 'R18', mutation: 'ticketRequest', who: 'the vendor', caller: as('vendor'), input: async () => REQUEST },
  {
    rule: 'R18',
    mutation: 'ticketRequest',
    who: 'a customer at a partner of others',
    caller: as('customer'),
    input: async () => ({ ...REQUEST, partnerId: ORGANIZATION.direct }),
  },
  {
    rule: 'R18',
    mutation: 'ticketRequest',
    who: 'a customer at a partner that is not there',
    caller: as('customer'),
    input: async () => ({ ...REQUEST, partnerId: UNKNOWN }),
  },
  {
    rule: 'R19',
    mutation: 'ticketRequest',
    who: 'a customer without a partner',
    caller: async () => {
      const [row] = await platform().database.sql<any>(
        `insert into customer (name, tenant_id) values ('Alone', gen_random_uuid()) returning id`,
      );
      return colleague('customer', { organization: row.id });
    },
    input: async () => REQUEST,
  },
  { rule: 'R20', mutation: 'ticketDiagnose', who: 'the customer', caller: as('customer'), input: onTicket({ diagnosis: 'x' }) },
  { rule: 'R20', mutation: 'ticketResolve', who: 'a partner without a diagnosis', caller: as('reseller'), input: looked(SOLVED) },
  {
    rule: 'R21',
    mutation: 'supportBoundaryDefine',
    who: 'a helpdesk agent',
    caller: () => colleague('reseller', { role: 'HELPDESK_AGENT' }),
    input: async () => ({ serviceId: service(), within: ['x'] }),
  },
  {
    rule: 'R21',
    mutation: 'supportBoundaryWithdraw',
    who: 'another partner',
    caller: as('provider'),
    input: async () => ({
      supportBoundaryId: (await act('reseller', 'supportBoundaryDefine', { serviceId: service(), within: ['x'] })).supportBoundary.id,
    }),
  },
  { rule: 'R21', mutation: 'ticketResolve', who: 'the customer', caller: as('customer'), input: onTicket(SOLVED) },
  { rule: 'R21', mutation: 'ticketResolve', who: 'the vendor', caller: as('vendor'), input: handedOver(SOLVED) },
  {
    rule: 'R30',
    mutation: 'subscriptionChangeRequest',
    who: 'the partner itself',
    caller: as('reseller'),
    input: async () => ({ kind: 'BUY', offerName: 'Power BI Pro', quantity: 1 }),
  },
  {
    rule: 'R30',
    mutation: 'subscriptionChangeRequest',
    who: 'a customer at a partner of others',
    caller: as('customer'),
    input: async () => ({ kind: 'BUY', offerName: 'Power BI Pro', quantity: 1, partnerId: ORGANIZATION.direct }),
  },
  { rule: 'R30', mutation: 'subscriptionChangeAccept', who: 'the customer', caller: as('customer'), input: onChange() },
  {
    rule: 'R30',
    mutation: 'subscriptionChangeDecline',
    who: 'the provider behind the partner',
    caller: as('provider'),
    input: onChange({ answer: 'x' }),
  },
  {
    rule: 'R30',
    mutation: 'subscriptionChangeComplete',
    who: 'the provider behind the partner',
    caller: as('provider'),
    input: onChange(),
  },
  { rule: 'R31', mutation: 'subscriptionChangeComplete', who: 'the customer', caller: as('customer'), input: onChange() },
  {
    rule: 'R22',
    mutation: 'supportOfferingPublish',
    who: 'a partner that does not say whose support it resells',
    caller: as('reseller'),
    input: async () => ({ offeringId: await draft({ delivery: 'RESOLD' }) }),
  },
  {
    rule: 'R23',
    mutation: 'supportOfferingPublish',
    who: 'a partner that does not say to whom it outsources',
    caller: as('reseller'),
    input: async () => ({ offeringId: await draft({ delivery: 'OUTSOURCED', scope: 'FULL' }) }),
  },
  {
    rule: 'R24',
    mutation: 'supportOfferingDraft',
    who: 'a partner whose direct support has a supplier',
    caller: as('reseller'),
    input: async () => ({ name: 'x', delivery: 'DIRECT', supplier: { company: 'Nachtlicht' } }),
  },
  {
    rule: 'R26',
    mutation: 'supportOfferingPublish',
    who: 'a partner that does not say its hours',
    caller: as('reseller'),
    input: async () => ({ offeringId: await draft({ hours: null }) }),
  },
  {
    rule: 'R26',
    mutation: 'supportOfferingChange',
    who: 'a partner that takes the contact methods out of what is published',
    caller: as('reseller'),
    input: async () => {
      const offeringId = await draft({});
      await act('reseller', 'supportOfferingPublish', { offeringId });
      return { offeringId, contactMethods: [] };
    },
  },
];

describe.each(breaches)('$mutation by $who breaks $rule', ({ rule, mutation, caller, input }) => {
  const document = `mutation ($input: ${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input!) {
    ${mutation}(input: $input) { problems { message rule { code sentence explanation strength area parties held { how by } source { section } } } } }`;

  test.each([
    ['EN', 'en-GB'],
    ['IT', 'it-CH, en;q=0.5'],
    ['TR', 'de, tr;q=0.9, en;q=0.8'],
  ] as const)('and is refused in %s, with the whole rule', async (language, accepted) => {
    const { [mutation]: payload } = await (await caller()).reading(accepted).get<any, any>(document, { input: await input() });
    const { strength, area, parties, held, section } = ruleOf(rule);
    const { sentence, explanation } = TEXTS[language][rule];
    expect(payload.problems).toEqual([
      { message: expect.any(String), rule: { code: rule, sentence, explanation, strength, area, parties, held, source: { section } } },
    ]);
  });
});

test('every mutation of which the rulebook says that it enforces a rule was tried', () => {
  const said = ruleCodes.flatMap((code) =>
    ruleOf(code)
      .held.filter(({ how, by }) => how === 'ENFORCED' && by.startsWith('Mutation.'))
      .map(({ by }) => `${code} ${by}`),
  );
  expect([...new Set(breaches.map(({ rule, mutation }) => `${rule} Mutation.${mutation}`))].sort()).toEqual(said.sort());
});
