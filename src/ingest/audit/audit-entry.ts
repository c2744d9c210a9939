/** Deeds of the past, for the audit trail. Only the sample world makes up any: what an export brings was done elsewhere. */
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { VENDOR } from '../../kernel/access/viewer.ts';
import type { Counts } from '../upsert.ts';
import type { AuditEntryRecord } from '../records/index.ts';

/** Writes deeds, by the id of their request: those that are there stay as they are. Their readers are the parties of the thing. */
export async function writeAuditEntries(em: SqlEntityManager, records: AuditEntryRecord[]): Promise<Counts> {
  const said = JSON.stringify(
    records.map(({ requestId, at, verb, on: [type, key], refused, rules, by }) => ({
      request_id: requestId,
      at,
      verb,
      type,
      key,
      code: refused?.code,
      message_id: refused?.messageId,
      rules,
      subject: by.subject,
      name: by.name,
      tenant: by.tenantId,
      kind: by.kind,
      role: by.role,
    })),
  );
  const { numAffectedRows } = await sql`
    insert into audit_entry (at, verb, outcome, thing_type, thing_id, code, message_id, rule_codes,
      actor_subject, actor, actor_organization, actor_kind, actor_role, request_id, readers)
    select r.at, r.verb, case when r.code is null then 'DONE' else 'REFUSED' end, r.type, coalesce(t.id, i.id, c.id, f.id), r.code, r.message_id, r.rules,
      r.subject, r.name, o.id, r.kind, r.role, r.request_id,
      array(select distinct p.id from unnest(array[o.id, t.customer_id, t.partner_id, t.provider_id, c.customer_id, c.partner_id, c.provider_id, f.partner_id]) p(id) where p.id is not null)
    from jsonb_to_recordset(${said}::jsonb) as r(request_id text, at timestamptz, verb text, type text, key text, code text, message_id text,
      rules text[], subject text, name text, tenant uuid, kind text, role text)
    left join ticket t on r.type = 'Ticket' and t.external_id = r.key
    left join service_incident i on r.type = 'ServiceIncident' and i.tracking_id = r.key
    left join customer_subscription s on r.type = 'SubscriptionChange' and s.external_id = split_part(r.key, ' ', 2)
    left join subscription_change c on c.subscription_id = s.id and c.kind = split_part(r.key, ' ', 1)
    left join partner q on q.tenant_id = case when r.type = 'SupportOffering' then split_part(r.key, ' ', 1)::uuid end
    left join support_offering f on f.partner_id = q.id and f.name = substr(r.key, strpos(r.key, ' ') + 1)
    cross join lateral (
      select id from customer where tenant_id = r.tenant and r.kind = 'CUSTOMER'
      union all select id from partner where tenant_id = r.tenant and r.kind = 'PARTNER'
      union all select ${VENDOR}::uuid where r.kind = 'VENDOR') o(id)
    where not exists (select from audit_entry e where e.thing_id = coalesce(t.id, i.id, c.id, f.id) and e.request_id = r.request_id)
    order by r.at, r.request_id`.execute(em.getKysely<any>());
  const created = Number(numAffectedRows);
  return { created, changed: 0, unchanged: records.length - created };
}
