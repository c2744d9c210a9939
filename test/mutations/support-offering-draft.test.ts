import { describe, expect, test } from '@jest/globals';
import { COMPLETE } from './offering.ts';
import { ORGANIZATION, problem, stage, UNKNOWN } from './stage.ts';

const { act, colleague, platform, service } = stage();

const refused = (code: string, field: string | null, message: string, rule?: string) => ({
  offering: null,
  ...problem(code, field, message, rule),
});
const draft = (input: object) => act('reseller', 'supportOfferingDraft', { name: 'Night watch', ...input });
const count = async () => (await platform().database.sql('select from support_offering')).length;

describe('drafting an offering is refused', () => {
  test('to whom is no partner, and to helpdesk and sales agents of one', async () => {
    const before = await count();
    for (const [who, said] of [
      ['customer', 'A customer member'],
      ['vendor', 'A vendor member'],
    ] as const)
      expect(await act(who, 'supportOfferingDraft', COMPLETE)).toMatchObject(refused('FORBIDDEN', null, `${said} may not do this.`, 'R26'));
    for (const [role, said] of [
      ['HELPDESK_AGENT', 'helpdesk'],
      ['SALES_AGENT', 'sales'],
    ] as const)
      expect(await act(await colleague('reseller', { role }), 'supportOfferingDraft', COMPLETE)).toMatchObject(
        refused('FORBIDDEN', null, `A partner ${said} agent may not do this.`),
      );
    expect(await count()).toBe(before);
  });

  test.each<[what: string, input: object, field: string, message: string, rule?: string]>([
    ['a blank name', { name: ' ' }, 'name', '`name` must not be empty.'],
    [
      'a supplier of what is delivered directly',
      { supplier: { company: 'X' } },
      'supplier',
      'Support that is delivered directly has no supplier; say `delivery` OUTSOURCED or RESOLD.',
      'R24',
    ],
    [
      'itself as its supplier',
      { delivery: 'RESOLD', supplier: { partnerId: ORGANIZATION.reseller } },
      'supplier.partnerId',
      'A partner is not its own supplier: what its own people do is delivered directly.',
      'R24',
    ],
    [
      'two suppliers',
      { delivery: 'RESOLD', supplier: { partnerId: ORGANIZATION.provider, company: 'X' } },
      'supplier',
      'Name the supplier by `partnerId` or by `company`: one of the two.',
    ],
    [
      'a supplier without a name',
      { delivery: 'RESOLD', supplier: {} },
      'supplier',
      'Name the supplier by `partnerId` or by `company`: one of the two.',
    ],
    ['a scope of what is not outsourced', { delivery: 'RESOLD', scope: 'FULL' }, 'scope', 'Only outsourced support has a `scope`.'],
    [
      'duties of a supplier that covers all',
      { delivery: 'RESOLD', supplier: { company: 'X', duties: ['RECEIVE'] } },
      'supplier.duties',
      'The duties of the supplier are named only where a part is outsourced (`scope` PARTIAL); otherwise it covers all duties of the offering.',
    ],
    [
      'all duties as a part',
      { delivery: 'OUTSOURCED', scope: 'PARTIAL', supplier: { company: 'X', duties: ['RECEIVE', 'DIAGNOSE', 'RESOLVE'] } },
      'supplier.duties',
      'What is outsourced in part must be some of the duties of the offering, and not all of them.',
    ],
    [
      'duties of the supplier that the offering does not cover',
      { duties: ['RECEIVE', 'DIAGNOSE'], delivery: 'OUTSOURCED', scope: 'PARTIAL', supplier: { company: 'X', duties: ['RESOLVE'] } },
      'supplier.duties',
      'What is outsourced in part must be some of the duties of the offering, and not all of them.',
    ],
    [
      'a price of what is free',
      { price: { amount: '1', currency: 'EUR' } },
      'price',
      '`price` does not go with support that is free; say `charge` PART or ALL.',
    ],
    [
      'a part that is charged where all is',
      { charge: 'ALL', chargedFor: 'nights' },
      'chargedFor',
      '`chargedFor` says which part is charged; it does not go with `charge` ALL.',
    ],
    ...['0', '0.00', '-1', '1.234', '1e3', '1,50', 'NaN', '12345678901'].map(
      (amount) =>
        [
          `the amount ${amount}`,
          { charge: 'ALL', price: { amount, currency: 'EUR' } },
          'price.amount',
          '`price.amount` must be a positive decimal number with at most two decimals, such as 49.00.',
        ] as [string, object, string, string],
    ),
    [
      'a currency that does not exist',
      { charge: 'ALL', price: { amount: '1', currency: 'QQQ' } },
      'price.currency',
      '`price.currency` must be a currency of ISO 4217, such as EUR.',
    ],
    [
      'an address that is none',
      {
        contactMethods: [
          { kind: 'EMAIL', value: 'a@b.example' },
          { kind: 'EMAIL', value: 'nobody' },
        ],
      },
      'contactMethods.1.value',
      '`contactMethods.1.value` must be an e-mail address.',
    ],
    [
      'a number that is none',
      { contactMethods: [{ kind: 'TELEPHONE', value: 'call us' }] },
      'contactMethods.0.value',
      '`contactMethods.0.value` must be a telephone number.',
    ],
    [
      'a link that runs a script',
      { contactMethods: [{ kind: 'PORTAL', value: 'javascript:alert(1)' }] },
      'contactMethods.0.value',
      '`contactMethods.0.value` must be a link that begins with https://.',
    ],
    [
      'a zone that does not exist',
      { hours: { zone: 'Europe/Atlantis', days: [] } },
      'hours.zone',
      '`hours.zone` must be the IANA name of a time zone that exists, such as Europe/Rome.',
    ],
    [
      'hours that overlap over midnight',
      {
        hours: {
          zone: 'Europe/Rome',
          days: [
            { day: 'SUNDAY', intervals: [{ opens: '22:00', closes: '06:00' }] },
            { day: 'MONDAY', intervals: [{ opens: '05:00', closes: '09:00' }] },
          ],
        },
      },
      'hours.days.1.intervals.0',
      '`hours.days.1.intervals.0` overlaps with `hours.days.0.intervals.0`.',
    ],
    // Its arguments are taken as they come: one that is left out would be taken for a callback, and waited for.
  ])('with %s', async (...[, input, field, message, rule]) => {
    const before = await count();
    expect(await draft(input)).toMatchObject(refused('INVALID', field, message, rule));
    expect(await count()).toBe(before);
  });

  test('with a service or a supplier that is not there, or not there for the partner', async () => {
    expect(await draft({ serviceIds: [service(), UNKNOWN] })).toMatchObject(
      refused('NOT_FOUND', 'serviceIds.1', 'There is no such service.'),
    );
    for (const partnerId of [UNKNOWN, ORGANIZATION.direct])
      expect(await draft({ delivery: 'RESOLD', supplier: { partnerId } })).toMatchObject(
        refused(
          'NOT_FOUND',
          'supplier.partnerId',
          'There is no such partner; a company that is not in this graph is named by `supplier.company`.',
        ),
      );
  });
});

describe('a draft', () => {
  test('needs no more than a name: it covers all duties, directly and for free, and tells what publishing needs', async () => {
    const { offering, problems } = await draft({});
    expect(problems).toEqual([]);
    expect(offering).toMatchObject({
      state: 'DRAFT',
      version: 0,
      types: [],
      duties: ['RECEIVE', 'DIAGNOSE', 'RESOLVE'],
      delivery: 'DIRECT',
      scope: null,
      supplierName: null,
      supplierDuties: [],
      hours: null,
      contactMethods: [],
      charge: 'FREE',
      price: null,
      needs: ['TYPES', 'HOURS', 'CONTACT_METHODS'],
      publishedAt: null,
      partner: { id: ORGANIZATION.reseller },
      versions: { nodes: [] },
    });
  });

  test('says everything that an offering can say, put in order', async () => {
    const { offering, problems } = await draft({
      types: ['USAGE', 'BREAK_FIX', 'USAGE'],
      duties: ['RESOLVE', 'RECEIVE'],
      delivery: 'OUTSOURCED',
      scope: 'PARTIAL',
      supplier: { partnerId: ORGANIZATION.provider, duties: ['RESOLVE'] },
      hours: {
        zone: 'europe/rome',
        days: [
          { day: 'SUNDAY', intervals: [{ opens: '22:00', closes: '06:00' }] },
          {
            day: 'MONDAY',
            intervals: [
              { opens: '13:00', closes: '18:00' },
              { opens: '09:00', closes: '13:00' },
            ],
          },
        ],
      },
      contactMethods: [
        { kind: 'TELEPHONE', value: '+39 (02) 555-010' },
        { kind: 'CHAT', value: 'https://chat.corlanto.example/' },
      ],
      charge: 'PART',
      chargedFor: 'What is done at night',
      price: { amount: '49.5', currency: 'EUR' },
      serviceIds: [service(), service()],
    });
    expect(problems).toEqual([]);
    expect(offering).toMatchObject({
      types: ['BREAK_FIX', 'USAGE'],
      duties: ['RECEIVE', 'RESOLVE'],
      delivery: 'OUTSOURCED',
      scope: 'PARTIAL',
      supplier: { id: ORGANIZATION.provider },
      supplierName: 'Valdastro Distribuzione S.p.A.',
      supplierDuties: ['RESOLVE'],
      hours: {
        zone: 'Europe/Rome',
        days: [
          {
            day: 'MONDAY',
            intervals: [
              { opens: '00:00', closes: '06:00' },
              { opens: '09:00', closes: '18:00' },
            ],
          },
          { day: 'SUNDAY', intervals: [{ opens: '22:00', closes: '24:00' }] },
        ],
      },
      charge: 'PART',
      chargedFor: 'What is done at night',
      price: { amount: '49.50', currency: 'EUR' },
      services: [{ id: service() }],
      needs: [],
    });
  });

  test('is seen by nobody but its partner, whose other roles can read it', async () => {
    const { offering } = await draft({});
    const look = async (who: Awaited<ReturnType<typeof colleague>>) =>
      (await who.get<any, any>('query ($id: ID!) { supportOffering(id: $id) { name } }', { id: offering.id })).supportOffering;
    for (const persona of ['provider', 'customer', 'direct', 'vendor', 'other-reseller'])
      expect([persona, await look(await platform().as(persona))]).toEqual([persona, null]);
    for (const role of ['HELPDESK_AGENT', 'SALES_AGENT'] as const)
      expect(await look(await colleague('reseller', { role }))).toEqual({ name: 'Night watch' });
  });

  test('that is sent again under the same name is drafted once', async () => {
    const input = { ...COMPLETE, name: 'Drafted once', clientMutationId: 'draft 1' };
    const first = await act('reseller', 'supportOfferingDraft', input);
    expect(await act('reseller', 'supportOfferingDraft', input)).toEqual(first);
    expect(await platform().database.sql(`select from support_offering where name = 'Drafted once'`)).toHaveLength(1);
  });
});
