/** What a customer is told that it can do itself and where, and whom it turns to for the rest. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CAPABILITIES } from '../../src/accounts/capability/table.ts';
import { ORGANIZATION } from '../mutations/stage.ts';
import { testPlatform, type TestPlatform } from '../kit/platform.ts';

let platform: TestPlatform;
beforeAll(async () => void (platform = await testPlatform()));
afterAll(() => platform.stop());

const DOCUMENT = `{ viewer { capabilities { kind by title explanation rules { code } links { title url }
  contacts { partnerId name email telephone website offers } } } }`;
const capabilities = async (who: string, language = 'en'): Promise<any[]> =>
  (await (await platform.as(who)).reading(language).get<any, any>(DOCUMENT)).viewer.capabilities;
const named = async (kind: string, who = 'customer') => (await capabilities(who)).find((each) => each.kind === kind);

describe('a customer', () => {
  test('is told all of the table, each with its rule: itself where there are links, its partner where there are contacts', async () => {
    const all = await capabilities('customer');
    expect(all.map(({ kind }) => kind)).toEqual(Object.keys(CAPABILITIES));
    for (const { by, rules, links, contacts } of all) {
      expect(rules.length).toBeGreaterThan(0);
      expect([by, links.length > 0, contacts.length > 0]).toEqual(by === 'CUSTOMER' ? [by, true, false] : [by, false, true]);
    }
  });

  test.each([
    ['MANAGE_MICROSOFT_365', 'https://admin.microsoft.com', 'R27'],
    ['MANAGE_AZURE', 'https://portal.azure.com', 'R27'],
    ['VIEW_SERVICE_HEALTH', 'https://admin.microsoft.com/Adminportal/Home#/servicehealth', 'R28'],
    ['READ_MESSAGES', 'https://admin.microsoft.com/Adminportal/Home#/MessageCenter', 'R28'],
    ['ADMINISTER_SERVICES', 'https://admin.exchange.microsoft.com', 'R29'],
    ['FIND_PRODUCT_RESOURCES', 'https://support.microsoft.com', 'R32'],
  ])('does %s at %s, by rule %s', async (kind, url, rule) => {
    const { by, links, rules } = await named(kind);
    expect([by, links[0].url, rules[0].code]).toEqual(['CUSTOMER', url, rule]);
    expect(links.every((link: { url: string }) => link.url.startsWith('https://'))).toBe(true);
  });

  test('has support from whom its subscriptions name, reached as the support profile says', async () => {
    const { contacts } = await named('GET_SUPPORT');
    const offers = await platform.database.sql<{ id: string; offer: string }>(
      `select coalesce(support_contact_id, provider_id, partner_of_record_id) as id, offer_name as offer from customer_subscription where customer_id = $1 order by 1, 2`,
      [ORGANIZATION.customer],
    );
    expect(contacts.flatMap((each: any) => each.offers.map((offer: string) => `${each.partnerId} ${offer}`)).sort()).toEqual(
      offers.map(({ id, offer }) => `${id} ${offer}`).sort(),
    );
    for (const { partnerId, name, email, telephone, website } of contacts) {
      const { partner } = await (
        await platform.as('customer')
      ).get<any, any>('query ($id: ID!) { partner(id: $id) { name supportProfile { email telephone website } } }', { id: partnerId });
      expect({ name, supportProfile: { email, telephone, website } }).toEqual(partner);
    }
  });

  test('buys from and cancels with the partner who sells to it, and not with the provider', async () => {
    for (const kind of ['BUY', 'CANCEL']) {
      const { contacts, rules } = await named(kind);
      expect(contacts).toMatchObject([{ partnerId: ORGANIZATION.reseller }]);
      expect(rules).toEqual([{ code: 'R30' }, { code: 'R31' }]);
    }
  });

  test('with several partners is told each for what it sold', async () => {
    const [two] = await platform.database.sql<{ customer: string }>(
      `select customer_id as customer from customer_partner group by 1 having count(*) > 1 limit 1`,
    );
    const { token } = await platform.issuer.sign('a@b.example', {
      name: 'A',
      kind: 'CUSTOMER',
      role: 'MEMBER',
      organization: two!.customer,
    });
    const { viewer } = await platform.with(token).get<any, any>(DOCUMENT);
    const sale = viewer.capabilities.find(({ kind }: any) => kind === 'BUY').contacts;
    expect(sale.length).toBe(2);
    const sold = await platform.database.sql(
      `select partner_of_record_id as id from customer_subscription where customer_id = $1 and status not in ('EXPIRED', 'DISABLED', 'DELETED') and partner_of_record_id = any($2)`,
      [two!.customer, sale.map(({ partnerId }: any) => partnerId)],
    );
    expect(sale.reduce((sum: number, { offers }: any) => sum + offers.length, 0)).toBe(sold.length);
  });

  test('that has bought nothing yet turns to its partner for everything', async () => {
    const id = '01990000-0000-7000-8000-0000000000aa';
    await platform.database.sql(`insert into customer (id, name, tenant_id) values ($1, 'New', $1)`, [id]);
    await platform.database.sql('insert into customer_partner (customer_id, partner_id) values ($1, $2)', [id, ORGANIZATION.direct]);
    const { token } = await platform.issuer.sign('new@b.example', { name: 'N', kind: 'CUSTOMER', role: 'MEMBER', organization: id });
    const { viewer } = await platform.with(token).get<any, any>(DOCUMENT);
    for (const { by, contacts } of viewer.capabilities)
      if (by === 'PARTNER') expect(contacts).toMatchObject([{ partnerId: ORGANIZATION.direct, offers: [] }]);
  });

  test('is told in English, Italian and Turkish, each in its own words', async () => {
    const [english, italian, turkish] = await Promise.all(['en', 'it', 'tr'].map((language) => capabilities('customer', language)));
    expect([english, italian, turkish].map((all) => all![0].title)).toEqual([
      'Look a question up',
      'Cercare una risposta',
      'Bir sorunun yanıtını arayın',
    ]);
    for (const [index, { title, explanation }] of english!.entries())
      for (const other of [italian![index], turkish![index]]) expect([other.title, other.explanation]).not.toEqual([title, explanation]);
  });

  test('can ask for the sentences of the rules, too', async () => {
    const document = '{ viewer { capabilities { kind rules { code sentence } } } }';
    const { viewer } = await (await platform.as('customer')).reading('it').get<any, any>(document);
    expect(viewer.capabilities.at(-1).rules[0]).toEqual({ code: 'R30', sentence: expect.stringMatching(/partner CSP/) });
  });
});

test.each(['reseller', 'provider', 'direct', 'vendor'])('the %s is no customer, and is told nothing', async (who) => {
  expect(await capabilities(who)).toEqual([]);
});

test('every text of the table is there in every language, with typographic apostrophes', () => {
  const words = Object.values(CAPABILITIES).flatMap((row) => [
    row.title,
    row.explanation,
    ...('links' in row ? row.links.map(([, title]) => title) : []),
  ]);
  for (const { EN, IT, TR } of words) for (const text of [EN, IT, TR]) expect(text).toMatch(/^[^'"]+$/);
});
