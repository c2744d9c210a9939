import { Migration } from '@mikro-orm/migrations';

/** Who has which rights at a customer, and from when to when: what `effective_roles` says of one moment, and what is read before the moment is known. */
export class Migration20261122180000_effective_spans extends Migration {
  override up(): void {
    // Relationship, assignment and member must all hold. Role ids are GUIDs, so that their letters may be large or small.
    this.addSql(`create function effective_spans(customer uuid, partner uuid, person text)
      returns table (delegation_id uuid, role_id text, begins timestamptz, ends timestamptz) language sql stable parallel safe as $$
        select distinct d.id, lower(r.id), greatest(d.started_at, m.added_at), least(d.ends_at, m.removed_at)
        from delegation d
        join delegation_assignment a on a.delegation_id = d.id and a.status = 'ACTIVE'
        join security_group g on g.id = a.group_id and g.partner_id = d.partner_id
        join security_group_member m on m.group_id = g.id and not m.is_guest
        cross join unnest(d.role_ids) r(id)
        where d.customer_id = customer and d.partner_id = partner and d.status = 'ACTIVE' and d.started_at is not null and d.ends_at is not null
          and person in (m.subject, m.external_id)
          and lower(r.id) in (select lower(b.id) from unnest(a.role_ids) b(id)) and is_admin_role(lower(r.id)) $$`);
    this.addSql(`create or replace function effective_roles(customer uuid, partner uuid, person text, at timestamptz)
      returns table (delegation_id uuid, role_id text) language sql stable parallel safe as $$
        select distinct s.delegation_id, s.role_id from effective_spans(customer, partner, person) s where s.begins <= at and s.ends > at $$`);
  }
}
