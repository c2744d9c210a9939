/** Tickets: the requests of customers, spread over three years, with those who may see them. */
import { FEW, NEWEST, type Scale, YEARS } from './scale.ts';

const OPEN = `array['NEW', 'TRIAGE', 'IN_PROGRESS', 'IN_PROGRESS', 'WAITING_ON_CUSTOMER', 'WAITING_ON_PROVIDER', 'ESCALATED']`;
const OVER = `array['CLOSED', 'CLOSED', 'CLOSED', 'RESOLVED']`;
const SEVERITIES = `array['CRITICAL', 'MODERATE', 'MODERATE', 'MINIMAL', 'MINIMAL', 'MINIMAL']`;
const CHANNELS = `array['PORTAL', 'EMAIL', 'TELEPHONE', 'CHAT']`;

/** The statements that make them. Some customers ask much more than others; the first one asks {@link FEW} times. */
export function tickets({ tickets: count, customers, services, incidents }: Scale): string[] {
  const step = `interval '${(YEARS * 365 * 86_400) / count} seconds'`;
  const every = Math.floor(count / FEW);
  return [
    `create table bench.ticket as
     select n, date_trunc('milliseconds', '${NEWEST}'::timestamptz - (${count} - n) * ${step} + bench.roll(n, 20) * 0.9 * ${step}) as at,
       case when n % ${every} = ${every >> 1} and n / ${every} < ${FEW} then 0
         else 1 + floor(power(bench.roll(n, 21), 2) * ${customers - 1})::bigint end as c,
       case when n > ${count} * 0.97 or bench.roll(n, 23) < 0.01 then bench.pick(${OPEN}, n, 22) else bench.pick(${OVER}, n, 22) end as state
     from generate_series(0, ${count - 1}) n`,
    `insert into ticket (id, number, title, description, state, severity, channel, service_id, subscription_id, customer_id, partner_id,
       provider_id, assignee, contact, resolution, created_at, updated_at, resolved_at)
     select bench.id('ticket', n, at), 1001 + n, bench.title(n), bench.prose4(n), state, bench.pick(${SEVERITIES}, n, 24), bench.pick(${CHANNELS}, n, 25),
       case when s is not null then bench.id('service', floor(bench.roll(s, 13) * ${services})::bigint) end, bench.id('subscription', s),
       customer_id, partner_id, provider_id,
       case when state <> 'NEW' then jsonb_build_object('subject', 'agent' || n % 500, 'name', 'Agent ' || n % 500, 'organization', partner_id) end,
       jsonb_build_object('name', 'Person ' || n % 900, 'email', 'person' || n % 900 || '@customer' || c || '.example', 'phone', null),
       case when over then bench.prose2(n + 7) end, at, at + lag, case when over then at + lag end
     from (select t.*, customer_id, partner_id, provider_id, state in ('RESOLVED', 'CLOSED') as over,
         date_trunc('milliseconds', bench.roll(t.n, 27) * interval '9 days') as lag,
         case when bench.roll(t.n, 26) < 0.8 then c * 8 + floor(bench.roll(t.n, 28) * subscriptions)::bigint end as s
       from bench.ticket t join bench.custody on custody.n = t.c order by t.n) t`,
    `select setval('ticket_number', ${1001 + count})`,
    `insert into ticket_incident (id, ticket_id, incident_id)
     select bench.id('link', n, t.created_at), t.id, i.id
     from (select *, number - 1001 as n from ticket where service_id is not null and bench.roll(number - 1001, 29) < 0.35) t
     join (select id, service_id, row_number() over (partition by service_id order by id) - 1 as r from service_incident) i
       on i.service_id = t.service_id and i.r = floor(bench.roll(n, 30) * ${Math.floor(incidents / services)})`,
    ...access,
  ];
}

/** What the trigger on tickets would have written. */
const access = [
  `insert into ticket_access (ticket_id, organization_id, reason, created_at, updated_at, number)
   select t.id, v.*, t.created_at, t.updated_at, t.number from ticket t, lateral (values (customer_id, 'CUSTOMER'), (partner_id, 'PARTNER'), (provider_id, 'PROVIDER'),
     (case when state = 'ESCALATED' then vendor_organization() end, 'HANDED_OVER')) v(organization, reason)
   where organization is not null order by t.created_at`,
  `insert into account_access (organization_id, account_id, reason, source_id)
   select vendor_organization(), account, 'HANDED_OVER', t.id from ticket t, lateral (values (customer_id), (partner_id), (provider_id)) v(account)
   where state = 'ESCALATED' and account is not null`,
];
