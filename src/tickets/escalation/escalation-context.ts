/** What has to be known of a ticket to tell whether the viewer may hand it on. */
import { sql, type RawBuilder } from 'kysely';
import { lastCheck, type LastCheck } from '../health-check/last-check.ts';
import { ticketDelegations, type Delegated } from '../ticket/delegated-roles.ts';
import type { TicketState } from '../ticket/state.ts';
import type { ProductFamily } from './product-family.ts';
import type { ProgramPartnerKind } from './support-program.ts';

/** The facts, as the viewer may know them. */
export interface EscalationFacts {
  readonly state: TicketState;
  readonly isCritical: boolean;
  readonly isDiagnosed: boolean;
  /** How the viewer's organization takes part in the program; null for whoever is no partner. */
  readonly kind: ProgramPartnerKind | null;
  /** Whether the viewer's organization is the partner of the ticket, and not the provider behind it. */
  readonly isPartner: boolean;
  readonly provider: { readonly id: string; readonly isActive: boolean } | null;
  readonly lastCheck: LastCheck | null;
  readonly delegations: readonly Delegated[];
  /** The key of the service; null where the ticket names none. */
  readonly serviceKey: string | null;
  /** For which products partners of the viewer's kind may file with the vendor. */
  readonly mayFile: Readonly<Partial<Record<ProductFamily, boolean>>> | null;
  /** By which customers are told from partners: the domain of the tenant, and whom the ticket names. */
  readonly customer: { readonly domain: string | null; readonly email: string | null; readonly phone: string | null };
}

const kind = sql`(select p.kind from partner p where p.id = (select viewer_organization()))`;

/** The {@link EscalationFacts} of the ticket `t` as JSON. */
export const escalationFacts: RawBuilder<EscalationFacts> = sql`jsonb_build_object(
  'state', t.state, 'isCritical', t.severity = 'CRITICAL', 'isDiagnosed', t.diagnosis is not null, 'kind', ${kind},
  'isPartner', t.partner_id = (select viewer_organization()),
  'provider', case when t.provider_id is not null then jsonb_build_object('id', t.provider_id, 'isActive', (
    select count(*) > 0 from partner_relationship r where r.provider_id = t.provider_id and r.reseller_id = t.partner_id and r.state = 'ACTIVE')) end,
  'lastCheck', ${lastCheck}, 'delegations', ${ticketDelegations(sql`t.customer_id`)},
  'serviceKey', (select s.key from service s where s.id = t.service_id),
  'mayFile', (select jsonb_object_agg(f.family, case ${kind} when 'DIRECT_BILL' then f.direct_bill
    when 'INDIRECT_PROVIDER' then f.indirect_provider when 'INDIRECT_RESELLER' then f.indirect_reseller else false end) from filing_policy f),
  'customer', jsonb_build_object('domain', (select c.domain from customer c where c.id = t.customer_id),
    'email', t.contact ->> 'email', 'phone', t.contact ->> 'phone'))`;
