import { Migration } from '@mikro-orm/migrations';

/** Endpoints whose receiver asked to be left alone for a while. */
export class Migration20261125110000_webhook_rest extends Migration {
  override up(): void {
    this.addSql(`alter table webhook_endpoint add column rests_until timestamptz(3) null`);
    this.addSql(`create or replace function webhook_work()
      returns table (id uuid, organization uuid, kind text, "role" text, changed timestamptz, "position" bigint, due timestamptz)
      language sql stable security definer set search_path = public, pg_temp as $$
        select e.id, e.organization_id, e.reader_kind, e.reader_role, e.updated_at, e."position",
          (select greatest(d.next_attempt_at, e.rests_until) from webhook_delivery d where d.endpoint_id = e.id and d.state = 'PENDING'
            order by d.next_attempt_at limit 1)
        from webhook_endpoint e where e.state = 'ENABLED' $$`);
  }
}
