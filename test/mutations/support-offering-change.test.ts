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
const change = (offeringId: string, input: object) => act('reseller', 'supportOfferingChange', { offeringId, ...input });
const PRICED = { charge: 'ALL', price: { amount: '10.00', currency: 'EUR' } };

describe('changing an offering is refused', () => {
  test('to those who do not see it: it is not there', async () => {
    const offeringId = await drafted();
    for (const stranger of ['provider', 'customer', 'direct', 'vendor', 'other-provider', 'other-reseller'])
      expect(await act(stranger, 'supportOfferingChange', { offeringId, name: 'Mine' })).toMatchObject(
        refused('NOT_FOUND', 'offeringId', '`offeringId` names nothing that is there.'),
      );
    expect(await change(UNKNOWN, { name: 'Mine' })).toMatchObject(
      refused('NOT_FOUND', 'offeringId', '`offeringId` names nothing that is there.'),
    );
  });

  test('to those who see it once it is published: the customer, another partner, and other agents of its own', async () => {
    const offeringId = await published();
    expect(await act('customer', 'supportOfferingChange', { offeringId, name: 'Mine' })).toMatchObject(
      refused('FORBIDDEN', null, 'A customer member may not do this.', 'R26'),
    );
    expect(await act('provider', 'supportOfferingChange', { offeringId, name: 'Mine' })).toMatchObject(
      refused('FORBIDDEN', null, 'Only the partner that makes an offering may do this to it.', 'R26'),
    );
    const helpdesk = await colleague('reseller', { role: 'HELPDESK_AGENT' });
    expect(await act(helpdesk, 'supportOfferingChange', { offeringId, name: 'Mine' })).toMatchObject(
      refused('FORBIDDEN', null, 'A partner helpdesk agent may not do this.'),
    );
  });

  test('when it is retired', async () => {
    const offeringId = await published();
    await act('reseller', 'supportOfferingRetire', { offeringId });
    expect(await change(offeringId, { name: 'Again' })).toMatchObject(
      refused('STATE', 'offeringId', 'An offering that is retired cannot be changed.'),
    );
  });

  test.each<[what: string, input: object, field: string, message: string, rule: string | undefined]>([
    ['its types', { types: [] }, 'types', 'at least one type of support', 'R26'],
    ['its duties', { duties: [] }, 'duties', 'at least one duty that it covers', undefined],
    ['its hours', { hours: { zone: 'UTC', days: [] } }, 'hours', 'its service hours', 'R26'],
    ['its contact methods', { contactMethods: [] }, 'contactMethods', 'at least one contact method', 'R26'],
    ['the price of what is charged', { charge: 'ALL' }, 'price', 'its price, because it is charged', 'R26'],
    ['which part is charged', { ...PRICED, charge: 'PART' }, 'chargedFor', 'which part of it is charged', 'R26'],
    [
      'how much is outsourced',
      { delivery: 'OUTSOURCED', supplier: { company: 'X' } },
      'scope',
      'whether all of it is outsourced or a part',
      'R23',
    ],
    ['to whom it is outsourced', { delivery: 'OUTSOURCED', scope: 'FULL' }, 'supplier', 'to whom it is outsourced', 'R23'],
    [
      'which part is outsourced',
      { delivery: 'OUTSOURCED', scope: 'PARTIAL', supplier: { company: 'X' } },
      'supplier.duties',
      'which duties the supplier covers',
      'R23',
    ],
    ['whose support it resells', { delivery: 'RESOLD' }, 'supplier', 'whose support it resells', 'R22'],
  ])('when what is published would no longer state %s', async (_what, input, field, message, rule) => {
    const offeringId = await published();
    expect(await change(offeringId, input)).toMatchObject(refused('INVALID', field, `A published offering must state ${message}.`, rule));
    const [row] = await platform().database.sql('select version, delivery, charge from support_offering where id = $1', [offeringId]);
    expect(row).toEqual({ version: 1, delivery: 'DIRECT', charge: 'FREE' });
  });
});

describe('changing a draft', () => {
  test('gives it other terms and no version; what is left out stays', async () => {
    const offeringId = await drafted(PRICED);
    const { offering, problems } = await change(offeringId, { name: 'Day watch', charge: 'PART', chargedFor: 'Days' });
    expect(problems).toEqual([]);
    expect(offering).toMatchObject({
      name: 'Day watch',
      version: 0,
      charge: 'PART',
      chargedFor: 'Days',
      price: { amount: '10.00', currency: 'EUR' },
      contactMethods: COMPLETE.contactMethods,
      versions: { nodes: [] },
    });
  });

  test('to free takes its price away, and to direct its supplier', async () => {
    const offeringId = await drafted({ ...PRICED, delivery: 'OUTSOURCED', scope: 'FULL', supplier: { company: 'Nachtlicht' } });
    const { offering } = await change(offeringId, { charge: 'FREE', delivery: 'DIRECT' });
    expect(offering).toMatchObject({
      charge: 'FREE',
      price: null,
      delivery: 'DIRECT',
      scope: null,
      supplierName: null,
      supplierDuties: [],
    });
  });

  test('keeps its supplier while other duties are outsourced, and refuses that a part becomes all of it', async () => {
    const offeringId = await drafted({
      delivery: 'OUTSOURCED',
      scope: 'PARTIAL',
      supplier: { partnerId: ORGANIZATION.provider, duties: ['RECEIVE'] },
    });
    const { offering } = await change(offeringId, { supplier: { duties: ['RESOLVE', 'DIAGNOSE'] } });
    expect(offering).toMatchObject({ supplier: { id: ORGANIZATION.provider }, supplierDuties: ['DIAGNOSE', 'RESOLVE'] });
    expect(await change(offeringId, { duties: ['RESOLVE', 'DIAGNOSE'] })).toMatchObject(
      refused('INVALID', 'duties', 'What is outsourced in part must be some of the duties of the offering, and not all of them.'),
    );
    expect((await change(offeringId, { scope: 'FULL' })).offering.supplierDuties).toEqual(['RECEIVE', 'DIAGNOSE', 'RESOLVE']);
  });
});

describe('changing what is published', () => {
  test('makes a new version, which the list shows; the partner reads both', async () => {
    const offeringId = await published(PRICED);
    const now = new Date('2031-05-06T07:08:09.123Z');
    setClock(now);
    const { offering, problems } = await change(offeringId, { price: { amount: '12', currency: 'EUR' } });
    expect(problems).toEqual([]);
    expect(offering).toMatchObject({ version: 2, price: { amount: '12.00' } });
    expect(offering.versions.nodes).toMatchObject([
      { number: 2, price: { amount: '12.00' }, publishedAt: now.toISOString(), publishedBy: 'Davide Ronchi' },
      { number: 1, price: { amount: '10.00' }, publishedBy: 'Davide Ronchi' },
    ]);
    const customer = await platform().as('customer');
    const { supportOfferings } = await customer.get<any, any>(
      '{ supportOfferings(first: 100) { nodes { id version price { amount } versions { nodes { number } } } } }',
    );
    expect(supportOfferings.nodes.filter(({ id }: { id: string }) => id === offeringId)).toEqual([
      { id: offeringId, version: 2, price: { amount: '12.00' }, versions: { nodes: [{ number: 2 }] } },
    ]);
  });

  test('to what it is already makes none', async () => {
    const offeringId = await published();
    const events = async () => (await platform().database.sql('select from event where subject_id = $1', [offeringId])).length;
    const before = await events();
    const { offering, problems } = await change(offeringId, { ...COMPLETE });
    expect([problems, offering.version, offering.versions.nodes.length]).toEqual([[], 1, 1]);
    expect(await events()).toBe(before);
  });

  test('twenty times at once makes twenty versions, none of them lost', async () => {
    const offeringId = await published();
    const payloads = await Promise.all(Array.from({ length: 20 }, (_, i) => change(offeringId, { name: `Name ${i}` })));
    expect(payloads.flatMap(({ problems }) => problems)).toEqual([]);
    const rows = await platform().database.sql<{ number: number; name: string }>(
      'select number, name from support_offering_version where offering_id = $1 order by number',
      [offeringId],
    );
    expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 21 }, (_, i) => i + 1));
    expect(new Set(rows.map(({ name }) => name)).size).toBe(21);
  });

  test('that is sent again under the same name makes one version', async () => {
    const offeringId = await published();
    const input = { name: 'Once', clientMutationId: 'change 1' };
    const first = await change(offeringId, input);
    expect(await change(offeringId, input)).toEqual(first);
    expect(first.offering.version).toBe(2);
  });
});
