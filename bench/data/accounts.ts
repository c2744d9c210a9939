/** Accounts: partners, their relationships, customers, subscriptions, and who sees them. */
import { DIRECT_SHARE, PROVIDER_SHARE, type Scale } from './scale.ts';

const COUNTRY = `(array['DE', 'IT', 'GB', 'US', 'FR'])[1 + n % 5]`;
const OFFERS = `array['Business Basic', 'Business Premium', 'E3', 'E5', 'Azure plan', 'Copilot']`;

/** The statements that make them. `bench.custody` stays for the tickets: who sells to each customer, and through whom. */
export function accounts({ customers, resellers, directs, providers, services }: Scale): string[] {
  const firsts = Math.round((resellers * PROVIDER_SHARE) / (1 - DIRECT_SHARE));
  const partner = (kind: string, letter: string, count: number, offset: number) => `
    insert into partner (id, name, kind, partner_id, tenant_id, country, support_email)
    select bench.id('${letter}', n), bench.company(${offset} + n), '${kind}', (4000000 + ${offset} + n)::text, bench.id('${letter} tenant', n),
      ${COUNTRY}, 'support' || n || '@partner.example'
    from generate_series(0, ${count - 1}) n`;
  return [
    partner('INDIRECT_PROVIDER', 'provider', providers, 9_000_000),
    partner('INDIRECT_RESELLER', 'reseller', resellers, 8_000_000),
    partner('DIRECT_BILL', 'direct', directs, 7_000_000),
    `create table bench.reseller as
     select r, bench.id('reseller', r) as id, bench.id('provider', case when r < ${firsts} then 0 else 1 + r % ${providers - 1} end) as provider_id
     from generate_series(0, ${resellers - 1}) r`,
    `insert into partner_relationship (id, provider_id, reseller_id, state)
     select bench.id('relationship', r), provider_id, id, 'ACTIVE' from bench.reseller`,
    `insert into customer (id, name, tenant_id, domain, country)
     select bench.id('customer', n), bench.company(n), bench.id('customer tenant', n), 'customer' || n || '.example', ${COUNTRY}
     from generate_series(0, ${customers - 1}) n`,
    // The first customer buys from the first reseller of the first provider.
    `create table bench.custody as
     select n, bench.id('customer', n) as customer_id, coalesce(r.id, bench.id('direct', floor(bench.roll(n, 11) * ${directs})::bigint)) as partner_id,
       r.provider_id, 1 + floor(bench.roll(n, 12) * 6)::int as subscriptions
     from (select n, case when n = 0 then 0 else bench.roll(n, 10) end as share from generate_series(0, ${customers - 1}) n) c
     left join bench.reseller r on r.r = case
       when n = 0 then 0
       when share < ${PROVIDER_SHARE} then floor(bench.roll(n, 11) * ${firsts})
       when share < ${1 - DIRECT_SHARE} then ${firsts} + floor(bench.roll(n, 11) * ${resellers - firsts}) end`,
    'create unique index on bench.custody (n)',
    'analyze bench.custody',
    `insert into customer_partner (id, customer_id, partner_id, provider_id)
     select bench.id('custody', n), customer_id, partner_id, provider_id from bench.custody`,
    `insert into customer_subscription
       (id, external_id, customer_id, service_id, offer_name, quantity, status, region, partner_of_record_id, provider_id, started_at)
     select bench.id('subscription', s), 'S-' || s, customer_id, bench.id('service', floor(bench.roll(s, 13) * ${services})::bigint),
       (${OFFERS})[1 + floor(bench.roll(s, 14) * 6)::int], 1 + floor(bench.roll(s, 15) * 300)::int,
       case when bench.roll(s, 16) < 0.85 then 'ACTIVE' else 'SUSPENDED' end, case when bench.roll(s, 17) < 0.7 then 'EUR' end,
       partner_id, provider_id, '2023-06-01T00:00:00Z'::timestamptz + n * interval '1 minute'
     from bench.custody, generate_series(n * 8, n * 8 + subscriptions - 1) s`,
    `insert into support_offering (id, partner_id, name, state, delivery, hours, contact_methods, charge, price_amount, price_currency)
     select bench.id('offering', row_number() over (order by p.id, k)), p.id, (array['Basic', 'Business hours', 'Around the clock'])[k] || ' by ' || p.name,
       case when k < 3 then 'PUBLISHED' else 'DRAFT' end, 'DIRECT', '{"zone":"Europe/Berlin","days":[]}', '[]', 'ALL', 10 * k, 'EUR'
     from partner p, generate_series(1, 3) k`,
    ...access,
  ];
}

/** What the triggers on relationships and custody would have written. */
const access = [
  `insert into account_access (organization_id, account_id, reason, source_id)
   select v.* from partner_relationship r,
     lateral (values (provider_id, reseller_id, 'RESELLER', id), (reseller_id, provider_id, 'PROVIDER', id)) v where state = 'ACTIVE'`,
  `insert into account_access (organization_id, account_id, reason, source_id)
   select v.* from customer_partner c, lateral (values
     (partner_id, customer_id, 'CUSTOMER', id), (provider_id, customer_id, 'CUSTOMER', id),
     (customer_id, partner_id, 'PARTNER', id), (customer_id, provider_id, 'PROVIDER', id)) v(organization, account, reason, source)
   where organization is not null and account is not null`,
];

/** What the triggers on access rows, accounts and offerings would have written. */
export const listing = [
  `insert into account_listing (organization_id, account_id, kind, name)
   select a.organization_id, a.account_id, v.kind, v.name
   from (select organization_id, account_id from account_access union select id, id from customer union select id, id from partner) a
   join (select id, 'CUSTOMER' as kind, name from customer union all select id, 'PARTNER', name from partner) v on v.id = a.account_id
   order by 1, 3, 4, 2`,
  `insert into offering_listing (organization_id, offering_id, name)
   select l.organization_id, o.id, o.name from support_offering o join account_listing l on l.account_id = o.partner_id
   where o.state = 'PUBLISHED' or l.organization_id = o.partner_id order by 1, 3, 2`,
];
