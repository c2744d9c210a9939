import { Migration } from '@mikro-orm/migrations';

/**
 * An event says what the filters of live fields look at, as it was before the transaction and as it is after it. A filter is then matched
 * against both, and the time of the delivery has no say.
 */
export class Migration20261201100000_event_versions extends Migration {
  override up(): void {
    this.addSql('alter table event add column row_before jsonb, add column row_after jsonb');

    // What a row held before the last transaction that changed it. Whoever writes here holds the row itself, so nobody waits twice.
    this.addSql('create table row_change (id uuid primary key, xid xid8 not null, before jsonb not null)');

    for (const [table, columns] of Object.entries(RECORDED)) {
      const both = ['old', 'new'].map((row) => `(${columns.map((column) => `${row}.${column}`).join(', ')})`);
      this
        .addSql(`create function ${table}_changed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$ begin
        insert into row_change as c (id, xid, before) values (old.id, pg_current_xact_id(), ${values('old', columns)})
          on conflict (id) do update set xid = excluded.xid, before = excluded.before where c.xid <> excluded.xid;
        return null;
      end $$`);
      this.addSql(`create trigger ${table}_changed after update on ${table} for each row
        when (row${both[0]} is distinct from row${both[1]}) execute function ${table}_changed()`);
    }

    // Read before the row itself: of a change that commits between the two, the row has what is newer.
    this
      .addSql(`create function event_rows() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$ begin
      select c.before into new.row_before from row_change c where c.id = new.stream_id and c.xid = pg_current_xact_id_if_assigned();
      case new.stream_type
        ${Object.entries(RECORDED)
          .map(
            ([table, columns]) =>
              `when '${TYPES[table as 'ticket']}' then select ${values('t', columns)} into new.row_after from ${table} t where t.id = new.stream_id;`,
          )
          .join('\n        ')}
        else null;
      end case;
      return new;
    end $$`);
    this.addSql('create trigger event_rows before insert on event for each row execute function event_rows()');

    // Nothing at all of an older event: then the row counts as it is.
    this.addSql(`create function event_versions(event uuid) returns table (version jsonb)
      language sql stable security definer set search_path = public, pg_temp as $$
        select v.version from event e, unnest(array[e.row_before, coalesce(e.row_after, '{}')]) v(version) where e.id = event and v.version is not null $$`);

    this.addSql(`alter table webhook_attempt drop constraint webhook_attempt_failure_check, add constraint webhook_attempt_failure_check
      check (failure in ('NOT_FOUND', 'NOT_PUBLIC', 'NOT_HTTPS', 'CONNECTION', 'CERTIFICATE', 'TIMEOUT', 'NOT_MADE'))`);

    // What of a service and where an incident touches, so that it can be asked of an incident as it was.
    this.addSql(`create view service_reach with (security_invoker = true) as
      select s.service_id, s.region, s.customer_id, s.partner_of_record_id as partner_id, s.provider_id
      from customer_subscription s where s.status not in ('EXPIRED', 'DISABLED', 'DELETED')`);
    this.addSql(`create or replace view incident_reach with (security_invoker = true) as
      select i.id as incident_id, r.customer_id, r.partner_id, r.provider_id
      from service_incident i
      join service_reach r on r.service_id = i.service_id and (i.regions = '{}' or r.region is null or r.region = any (i.regions))`);
  }
}

/** What the filters of live fields look at and what can change, by table. */
const RECORDED = {
  service_incident: ['kind', 'service_id', 'regions', 'classification', 'status', 'is_resolved'],
  ticket: ['state', 'reception', 'severity', 'service_id', 'customer_id', 'partner_id', 'provider_id'],
  notice_delivery: ['notice_id', 'customer_id'],
  webhook_endpoint: ['state', 'disabled_reason'],
};
const TYPES = {
  service_incident: 'ServiceIncident',
  ticket: 'Ticket',
  notice_delivery: 'NoticeDelivery',
  webhook_endpoint: 'WebhookEndpoint',
};

const values = (row: string, columns: readonly string[]): string =>
  `jsonb_build_object(${columns.map((column) => `'${column}', ${row}.${column}`).join(', ')})`;
