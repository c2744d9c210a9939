import { Migration } from '@mikro-orm/migrations';

/** What metrics count in the database: numbers of rows of all organizations together, and nothing of any one. */
export class Migration20261201160000_metric_rows extends Migration {
  override up(): void {
    this.addSql(`create function metric_rows() returns table (kind text, value bigint)
      language sql stable security definer set search_path = public, pg_temp as $$
        select 'webhook_deliveries_pending', coalesce(sum(waiting.count), 0)::bigint from webhook_endpoint e,
          lateral (select count(*) from webhook_delivery d where d.endpoint_id = e.id and d.state = 'PENDING') waiting
        union all select 'webhook_endpoints_enabled', count(*) from webhook_endpoint where state = 'ENABLED'
        union all select 'webhook_endpoints_disabled', count(*) from webhook_endpoint where state = 'DISABLED'
        union all select 'imports', count(*) from import_run
        union all select 'import_refused_records', coalesce(sum(refused_count), 0)::bigint from import_run $$`);
  }
}
