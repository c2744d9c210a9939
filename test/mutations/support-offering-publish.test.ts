import { afterEach, describe, expect, test } from '@jest/globals';
import { COMPLETE, offeringsOf } from './offering.ts';
import { ORGANIZATION, problem, stage, UNKNOWN } from './stage.ts';

const { act, colleague, platform, setClock } = stage();
const { drafted, published } = offeringsOf(act);
afterEach(() => setClock());

const refused = (code: string, field: string | null, message: string, rule?: string) => ({
  offering: null,
  ...problem(code, field, message, rule),
});
const publish = (offeringId: string, who: Parameters<typeof act>[0] = 'reseller') => act(who, 'supportOfferingPublish', { offeringId });
const stateOf = async (id: string) =>
  (await platform().database.sql<any>('select state from support_offering where id = $1', [id]))[0].state;

describe('publishing an offering is refused', () => {
  test('to those who do not see it: it is not there', async () => {
    const offeringId = await drafted();
    for (const stranger of ['provider', 'customer', 'direct', 'vendor', 'other-reseller'])
      expect(await publish(offeringId, stranger)).toMatchObject(
        refused('NOT_FOUND', 'offeringId', '`offeringId` names nothing that is there.'),
      );
    expect(await publish(UNKNOWN)).toMatchObject(refused('NOT_FOUND', 'offeringId', '`offeringId` names nothing that is there.'));
  });

  test('to helpdesk and sales agents of its partner', async () => {
    const offeringId = await drafted();
    for (const role of ['HELPDESK_AGENT', 'SALES_AGENT'] as const)
      expect(await publish(offeringId, await colleague('reseller', { role }))).toMatchObject({ problems: [{ code: 'FORBIDDEN' }] });
    expect(await stateOf(offeringId)).toBe('DRAFT');
  });

  test('when it is published or retired already', async () => {
    const offeringId = await published();
    expect(await publish(offeringId)).toMatchObject(refused('STATE', 'offeringId', 'An offering that is published cannot be published.'));
    await act('reseller', 'supportOfferingRetire', { offeringId });
    expect(await publish(offeringId)).toMatchObject(refused('STATE', 'offeringId', 'An offering that is retired cannot be published.'));
  });

  test.each<[need: string, terms: object, field: string, message: string, rule: string | undefined]>([
    ['TYPES', { types: [] }, 'types', 'at least one type of support', 'R26'],
    ['DUTIES', { duties: [] }, 'duties', 'at least one duty that it covers', undefined],
    ['HOURS', { hours: null }, 'hours', 'its service hours', 'R26'],
    ['HOURS', { hours: { zone: 'UTC', days: [] } }, 'hours', 'its service hours', 'R26'],
    ['CONTACT_METHODS', { contactMethods: null }, 'contactMethods', 'at least one contact method', 'R26'],
    ['PRICE', { charge: 'ALL' }, 'price', 'its price, because it is charged', 'R26'],
    ['PRICE', { charge: 'PART', chargedFor: 'Nights' }, 'price', 'its price, because it is charged', 'R26'],
    ['CHARGED_FOR', { charge: 'PART', price: { amount: '1', currency: 'EUR' } }, 'chargedFor', 'which part of it is charged', 'R26'],
    ['SCOPE', { delivery: 'OUTSOURCED', supplier: { company: 'X' } }, 'scope', 'whether all of it is outsourced or a part', 'R23'],
    ['OUTSOURCED_TO', { delivery: 'OUTSOURCED', scope: 'FULL' }, 'supplier', 'to whom it is outsourced', 'R23'],
    [
      'SUPPLIER_DUTIES',
      { delivery: 'OUTSOURCED', scope: 'PARTIAL', supplier: { company: 'X' } },
      'supplier.duties',
      'which duties the supplier covers',
      'R23',
    ],
    ['RESOLD_FROM', { delivery: 'RESOLD' }, 'supplier', 'whose support it resells', 'R22'],
  ])('while it needs %s: %j', async (need, terms, field, message, rule) => {
    const offeringId = await drafted(terms);
    const { supportOffering } = await (
      await platform().as('reseller')
    ).get<any, any>('query ($id: ID!) { supportOffering(id: $id) { needs } }', { id: offeringId });
    expect(supportOffering.needs).toEqual([need]);
    expect(await publish(offeringId)).toMatchObject(refused('STATE', field, `A published offering must state ${message}.`, rule));
    expect(await stateOf(offeringId)).toBe('DRAFT');
  });

  test('while it needs several things: all of them are named at once, each by its field and rule', async () => {
    const { offering } = await act('reseller', 'supportOfferingDraft', { name: 'Bare', charge: 'ALL', delivery: 'RESOLD' });
    const { problems } = await publish(offering.id);
    expect(problems.map(({ code, field, rule }) => [code, field, rule?.code])).toEqual([
      ['STATE', 'types', 'R26'],
      ['STATE', 'hours', 'R26'],
      ['STATE', 'contactMethods', 'R26'],
      ['STATE', 'price', 'R26'],
      ['STATE', 'supplier', 'R22'],
    ]);
    const trail = await platform().database.sql(
      `select outcome, code, message_id, rule_codes, readers from audit_entry where thing_id = $1 and verb = 'supportOfferingPublish'`,
      [offering.id],
    );
    const refusal = { outcome: 'REFUSED', code: 'STATE', message_id: 'offering.incomplete', rule_codes: ['R26', 'R22'] };
    expect(trail).toEqual([{ ...refusal, readers: [ORGANIZATION.reseller] }]);
  });

  test('by a retry under the same name, in all the words of the first time, though it has been completed since', async () => {
    const { offering } = await act('reseller', 'supportOfferingDraft', { name: 'Bare' });
    const input = { offeringId: offering.id, clientMutationId: 'publish bare' };
    const first = await act('reseller', 'supportOfferingPublish', input);
    expect(first.problems.map(({ field }) => field)).toEqual(['types', 'hours', 'contactMethods']);
    await act('reseller', 'supportOfferingChange', { ...COMPLETE, offeringId: offering.id });
    expect(await act('reseller', 'supportOfferingPublish', input)).toEqual(first);
  });
});

describe('publishing an offering', () => {
  test('offers version 1 of its terms to everybody who does business with its partner, and to nobody else', async () => {
    const offeringId = await drafted();
    const now = new Date('2031-01-02T03:04:05.006Z');
    setClock(now);
    const { offering, problems } = await publish(offeringId);
    expect(problems).toEqual([]);
    expect(offering).toMatchObject({ state: 'PUBLISHED', version: 1, publishedAt: now.toISOString(), needs: [] });
    expect(offering.versions.nodes).toMatchObject([
      { number: 1, name: 'Night watch', publishedAt: now.toISOString(), publishedBy: 'Davide Ronchi' },
    ]);
    const listed = async (persona: string) =>
      (await (await platform().as(persona)).get<any, any>('{ supportOfferings(first: 100) { nodes { id } } }')).supportOfferings.nodes.some(
        ({ id }: { id: string }) => id === offeringId,
      );
    for (const persona of ['reseller', 'provider', 'customer']) expect([persona, await listed(persona)]).toEqual([persona, true]);
    for (const persona of ['direct', 'other-reseller', 'other-customer', 'other-provider'])
      expect([persona, await listed(persona)]).toEqual([persona, false]);
  });

  test('that resells, outsources all, or a part, tells customers the supplier, even one that they do not see', async () => {
    const ids = await Promise.all(
      [
        { delivery: 'RESOLD', supplier: { partnerId: ORGANIZATION.provider } },
        { delivery: 'OUTSOURCED', scope: 'FULL', supplier: { company: 'Nachtlicht Operations GmbH' } },
        { delivery: 'OUTSOURCED', scope: 'PARTIAL', supplier: { company: 'Nachtlicht Operations GmbH', duties: ['RECEIVE'] } },
      ].map(published),
    );
    const customer = await platform().as('customer');
    const seen = await Promise.all(
      ids.map(
        async (id) =>
          (
            await customer.get<any, any>(
              'query ($id: ID!) { supportOffering(id: $id) { delivery scope supplierName supplier { id } supplierDuties } }',
              { id },
            )
          ).supportOffering,
      ),
    );
    const all = ['RECEIVE', 'DIAGNOSE', 'RESOLVE'];
    const nachtlicht = { supplierName: 'Nachtlicht Operations GmbH', supplier: null };
    expect(seen).toEqual([
      {
        delivery: 'RESOLD',
        scope: null,
        supplierName: 'Valdastro Distribuzione S.p.A.',
        supplier: { id: ORGANIZATION.provider },
        supplierDuties: all,
      },
      { delivery: 'OUTSOURCED', scope: 'FULL', ...nachtlicht, supplierDuties: all },
      { delivery: 'OUTSOURCED', scope: 'PARTIAL', ...nachtlicht, supplierDuties: ['RECEIVE'] },
    ]);
  });

  test('by two at once is done by one of them, and the other is told', async () => {
    const offeringId = await drafted();
    const payloads = await Promise.all([publish(offeringId), publish(offeringId)]);
    expect(payloads.flatMap(({ problems }) => problems.map(({ message }) => message))).toEqual([
      'An offering that is published cannot be published.',
    ]);
    expect(await platform().database.sql('select number from support_offering_version where offering_id = $1', [offeringId])).toEqual([
      { number: 1 },
    ]);
  });

  test('that is sent again under the same name is answered as the first time', async () => {
    const input = { offeringId: await drafted(), clientMutationId: 'publish 1' };
    const first = await act('reseller', 'supportOfferingPublish', input);
    expect(first.problems).toEqual([]);
    expect(await act('reseller', 'supportOfferingPublish', input)).toEqual(first);
  });
});
