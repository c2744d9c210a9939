/** Health: the vendor's services, their incidents and what was said of them. */
import { NEWEST, type Scale } from './scale.ts';

const SERVICES = `array['Exchange Online', 'SharePoint Online', 'OneDrive for Business', 'Microsoft Teams', 'Identity Service', 'Microsoft 365 Apps',
  'Microsoft Intune', 'Power BI', 'Dynamics 365 Apps', 'Virtual Machines', 'Azure SQL Database', 'App Service']`;

/** The statements that make them. Incident n is one of service n modulo the number of services; the first ones go on. */
export function health({ services, incidents, openIncidents }: Scale): string[] {
  return [
    `insert into service (id, key, name, status)
     select bench.id('service', n), 'service' || n, (${SERVICES})[1 + n % 12],
       case when n < ${Math.min(services, openIncidents)} then 'SERVICE_DEGRADATION' else 'SERVICE_OPERATIONAL' end
     from generate_series(0, ${services - 1}) n`,
    `insert into service_incident (id, tracking_id, title, service_id, classification, origin, status, impact, regions, is_resolved,
       started_at, ended_at, updated_at)
     select bench.id('incident', n, at), 'EX' || (200000 + n), bench.title(n), bench.id('service', n % ${services}),
       case when n % 3 = 0 then 'INCIDENT' else 'ADVISORY' end, 'MICROSOFT', case when open then 'SERVICE_DEGRADATION' else 'SERVICE_RESTORED' end,
       bench.prose1(n), case when n % 4 = 0 then '{EUR,NAM}'::text[] else '{}' end, not open,
       at, case when not open then at + interval '7 hours' end, at + interval '7 hours'
     from (select n, n < ${openIncidents} as open, '${NEWEST}'::timestamptz - n * interval '41 hours' as at
       from generate_series(0, ${incidents - 1}) n) i`,
    `insert into incident_post (id, incident_id, kind, html, status, created_at)
     select bench.id('post' || i.tracking_id, j, started_at), i.id, 'REGULAR', '<p>' || bench.prose2(hashtext(i.tracking_id) + j) || '</p>',
       i.status, started_at + j * interval '1 hour'
     from service_incident i, generate_series(1, 4) j`,
  ];
}
