/** Coverage in the graph: what is published, as whoever asks may see it, in the week and zone that are asked for. */
import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { offeringsOf } from '../mutations/offering.ts';
import { ORGANIZATION, stage } from '../mutations/stage.ts';

const { act, platform, service, setClock } = stage();
const { published } = offeringsOf(act);
afterEach(() => setClock());

const SHORT = 'zone startsAt endsAt duties { duty coverers { company delivery offering offeringId } gaps { startsAt endsAt minutes } }';
const ask = async (persona: string, text: string, variables: object = {}) => (await platform().as(persona)).get<any, any>(text, variables);
const partner = async (persona: string, args: string, id: string = ORGANIZATION.reseller, what = SHORT) =>
  (await ask(persona, `query ($id: ID!) { partner(id: $id) { supportCoverage${args} { ${what} } } }`, { id })).partner?.supportCoverage;
const customer = async (persona: string, args = '', what = SHORT) =>
  (await ask(persona, `query ($id: ID!) { customer(id: $id) { supportCoverage${args} { ${what} } } }`, { id: ORGANIZATION.customer }))
    .customer?.supportCoverage;
const companies = ({ duties }: any) =>
  Object.fromEntries(duties.map(({ duty, coverers }: any) => [duty, [...new Set(coverers.map(({ company }: any) => company))].sort()]));
const offeringsIn = ({ duties }: any) => new Set(duties.flatMap(({ coverers }: any) => coverers.map(({ offeringId }: any) => offeringId)));

/** Offerings of the sample world, of the partner and of the provider: direct, outsourced in part, and resold. */
const SAMPLE = / (Assistenza inclusa|Azure around the clock|Azure gestito) /;

describe('the coverage of a partner', () => {
  let night: string;
  beforeAll(async () => {
    night = await published({
      name: 'Turno di notte',
      delivery: 'OUTSOURCED',
      scope: 'PARTIAL',
      supplier: { company: 'Nachtlicht Operations GmbH', duties: ['RECEIVE'] },
      duties: ['RECEIVE', 'RESOLVE'],
      hours: { zone: 'Europe/Rome', days: [{ day: 'SATURDAY', intervals: [{ opens: '22:00', closes: '06:00' }] }] },
      serviceIds: [service()],
    });
  });
  const only = (more = '') => `(weekOf: "2026-10-25", serviceId: "${service()}"${more})`;

  test('names who covers each duty, its supplier among them, and every gap to the minute, across a change of clocks', async () => {
    const coverage = await partner('reseller', only());
    expect(coverage).toMatchObject({ zone: 'UTC', startsAt: '2026-10-19T00:00:00.000Z', endsAt: '2026-10-26T00:00:00.000Z' });
    expect(companies(coverage)).toEqual({ RECEIVE: ['Nachtlicht Operations GmbH'], DIAGNOSE: [], RESOLVE: ['Corlanto Sistemi S.r.l.'] });
    // From 22:00 on Saturday in summer time to 06:00 on Sunday in winter time: nine hours.
    expect(coverage.duties[0].gaps).toEqual([
      { startsAt: '2026-10-19T00:00:00.000Z', endsAt: '2026-10-24T20:00:00.000Z', minutes: 8_400 },
      { startsAt: '2026-10-25T05:00:00.000Z', endsAt: '2026-10-26T00:00:00.000Z', minutes: 1_140 },
    ]);
    expect(coverage.duties[1].gaps).toEqual([
      { startsAt: '2026-10-19T00:00:00.000Z', endsAt: '2026-10-26T00:00:00.000Z', minutes: 10_080 },
    ]);
  });

  test('is told by the clocks of the zone that is asked for, an hour that they show twice twice', async () => {
    const { duties } = await partner(
      'reseller',
      only(', zone: "Europe/Rome"'),
      undefined,
      'duties { hours { day hour minutes coveredMinutes by } }',
    );
    expect(duties[0].hours).toHaveLength(169);
    const covered = duties[0].hours.filter(({ by }: any) => by.length > 0).map(({ day, hour }: any) => `${day} ${hour}`);
    expect(covered).toEqual(['SATURDAY 22', 'SATURDAY 23', ...[0, 1, 2, 2, 3, 4, 5].map((hour) => `SUNDAY ${hour}`)]);
  });

  test('is that of the present week when none is named, by the clock of the program', async () => {
    setClock(new Date('2026-03-29T23:30:00Z'));
    expect(await partner('reseller', '', undefined, 'startsAt')).toEqual({ startsAt: '2026-03-23T00:00:00.000Z' });
    // In Rome it is Monday already.
    expect(await partner('reseller', '(zone: "Europe/Rome")', undefined, 'startsAt endsAt')).toEqual({
      startsAt: '2026-03-29T22:00:00.000Z',
      endsAt: '2026-04-05T22:00:00.000Z',
    });
  });

  test('counts what is published, and what is published only', async () => {
    const [draft] = await platform().database.sql<{ id: string }>(
      `select id from support_offering where partner_id = $1 and state = 'DRAFT' limit 1`,
      [ORGANIZATION.reseller],
    );
    const counted = offeringsIn(await partner('reseller', ''));
    expect([counted.has(night), counted.has(draft!.id)]).toEqual([true, false]);
    const other = await published({ serviceIds: [] });
    expect(offeringsIn(await partner('reseller', only())).has(other)).toBe(false);
    await act('reseller', 'supportOfferingRetire', { offeringId: other });
    expect(offeringsIn(await partner('reseller', '')).has(other)).toBe(false);
  });

  test('is the same for everybody who sees the partner, and there for nobody else', async () => {
    const own = await partner('reseller', only());
    for (const persona of ['provider', 'customer']) expect(await partner(persona, only())).toEqual(own);
    for (const persona of ['direct', 'other-reseller', 'other-customer']) expect(await partner(persona, only())).toBeUndefined();
  });

  test('of many partners at once comes in one answer, each its own', async () => {
    const { partners } = await ask(
      'provider',
      `{ partners(first: 30) { nodes { id supportCoverage(weekOf: "2026-06-10") { ${SHORT} } } } }`,
    );
    for (const { id, supportCoverage } of partners.nodes)
      expect(await partner('provider', '(weekOf: "2026-06-10")', id)).toEqual(supportCoverage);
    expect(partners.nodes.length).toBeGreaterThan(3);
  });
});

describe('the coverage of a customer', () => {
  test('adds up what its partner and the provider behind that one publish', async () => {
    const coverage = await customer('customer');
    const by = ({ duty, coverers }: any) =>
      coverers.map(({ company, offering }: any) => `${duty} ${offering} ${company}`).filter((each: string) => SAMPLE.test(each));
    expect(coverage.duties.flatMap(by)).toEqual([
      'RECEIVE Assistenza inclusa Corlanto Sistemi S.r.l.',
      'RECEIVE Azure gestito Valdastro Distribuzione S.p.A.',
      'DIAGNOSE Assistenza inclusa Corlanto Sistemi S.r.l.',
      'DIAGNOSE Azure around the clock Nachtlicht Operations GmbH',
      'DIAGNOSE Azure gestito Valdastro Distribuzione S.p.A.',
      'RESOLVE Assistenza inclusa Corlanto Sistemi S.r.l.',
      'RESOLVE Azure around the clock Valdastro Distribuzione S.p.A.',
      'RESOLVE Azure gestito Valdastro Distribuzione S.p.A.',
    ]);
    expect(await customer('reseller')).toEqual(coverage);
    expect(await customer('other-reseller')).toBeUndefined();
  });

  test('can be narrowed to what the customer has acknowledged as it is now, or has not', async () => {
    const offeringId = await published({ name: 'To be acknowledged' });
    const has = async (acknowledged: boolean) => offeringsIn(await customer('customer', `(acknowledged: ${acknowledged})`)).has(offeringId);
    expect([await has(true), await has(false)]).toEqual([false, true]);
    await act('customer', 'supportOfferingAcknowledge', { offeringId, version: 1 });
    expect([await has(true), await has(false)]).toEqual([true, false]);
    await act('reseller', 'supportOfferingChange', { offeringId, name: 'To be acknowledged anew' });
    expect([await has(true), await has(false)]).toEqual([false, true]);
  });

  test('that has two partners adds up both for itself, and shows each of them its own', async () => {
    const [two] = await platform().database.sql<{ id: string; partners: string[] }>(
      `select customer_id as id, array_agg(partner_id::text order by partner_id) as partners from customer_partner group by 1 having count(*) = 2`,
    );
    const nameOf = async (id: string) =>
      (await platform().database.sql<{ name: string }>('select name from partner where id = $1', [id]))[0]!.name;
    const names = await Promise.all(two!.partners.map(nameOf));
    const seen = async (claims: { kind: 'CUSTOMER' | 'PARTNER'; role: 'MEMBER' | 'ADMIN_AGENT'; organization: string }) => {
      const { token } = await platform().issuer.sign('somebody', { name: 'Somebody', ...claims });
      const answer = await platform()
        .with(token)
        .get<any, any>(`query ($id: ID!) { customer(id: $id) { supportCoverage { ${SHORT} } } }`, { id: two!.id });
      return companies(answer.customer.supportCoverage).RECEIVE as string[];
    };
    expect(await seen({ kind: 'CUSTOMER', role: 'MEMBER', organization: two!.id })).toEqual(expect.arrayContaining(names));
    const first = await seen({ kind: 'PARTNER', role: 'ADMIN_AGENT', organization: two!.partners[0]! });
    expect([first.includes(names[0]!), first.includes(names[1]!)]).toEqual([true, false]);
  });
});

describe('what cannot be asked is refused, at its argument', () => {
  test.each([
    ['(zone: "Europe/Atlantis")', '`zone` must be the IANA name of a time zone that exists, such as Europe/Rome.'],
    ['(zone: "+02:00")', '`zone` must be the IANA name of a time zone that exists, such as Europe/Rome.'],
    ['(weekOf: "2026-02-30")', '`weekOf` must be a day from 1970-01-01 to 9999-12-26, such as 2026-03-29.'],
    ['(weekOf: "29.3.2026")', '`weekOf` must be a day from 1970-01-01 to 9999-12-26, such as 2026-03-29.'],
    ['(weekOf: "1969-12-31")', '`weekOf` must be a day from 1970-01-01 to 9999-12-26, such as 2026-03-29.'],
    ['(weekOf: "9999-12-31")', '`weekOf` must be a day from 1970-01-01 to 9999-12-26, such as 2026-03-29.'],
    ['(weekOf: "")', '`weekOf` must be a day from 1970-01-01 to 9999-12-26, such as 2026-03-29.'],
    ['(serviceId: "nonsense")', '`serviceId` names nothing that is there.'],
  ])('%s', async (args, message) => {
    const { data, errors } = await (
      await platform().as('reseller')
    ).ask<any, any>(`{ viewer { name partner { supportCoverage${args} { zone } } } }`);
    expect(errors).toMatchObject([{ message, path: ['viewer', 'partner', 'supportCoverage'] }]);
    expect(data).toEqual({ viewer: { name: 'Davide Ronchi', partner: { supportCoverage: null } } });
  });

  test('in the language of whoever asks', async () => {
    const { errors } = await (
      await platform().as('reseller')
    )
      .reading('it')
      .ask<any, any>('{ viewer { partner { supportCoverage(zone: "Nowhere") { zone } } } }');
    expect(errors![0]!.message).toBe('`zone` deve essere il nome IANA di un fuso orario esistente, ad esempio Europe/Rome.');
  });

  test('a week of hours for each of too many is too large a document', async () => {
    const { errors } = await (
      await platform().as('provider')
    ).ask<any, any>(
      '{ customers(first: 100) { nodes { partners(first: 100) { nodes { supportCoverage { duties { hours { hour } } } } } } } }',
    );
    expect(errors![0]!.message).toMatch(/^The operation could return [\d,]+ rows; the maximum is 100,000\.$/);
  });
});
