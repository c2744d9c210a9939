import { Migration } from '@mikro-orm/migrations';

const own = `organization_id = (select viewer_organization()) and (select viewer_role()) <> 'SALES_AGENT'`;
const administered = `organization_id = (select viewer_organization()) and ((select viewer_kind()) <> 'PARTNER' or (select viewer_role()) = 'ADMIN_AGENT')`;

/** Webhooks: where organizations have updates sent, and what became of each message. */
export class Migration20261124100000_webhooks extends Migration {
  override up(): void {
    this.addSql(
      `create table webhook_endpoint (id uuid not null default uuidv7(), organization_id uuid not null, url text not null, description text null, document text not null, variables text not null, follows text not null, state text not null, disabled_reason text null, created_by text not null, reader_subject text not null, reader text not null, reader_kind text not null, reader_role text not null, reader_language text null, "position" bigint not null, failures int not null, failing_since timestamptz(3) null, created_at timestamptz(3) not null, updated_at timestamptz(3) not null, primary key (id))`,
    );
    this.addSql(`create index webhook_endpoint_organization_id_created_at_id_index on webhook_endpoint (organization_id, created_at, id)`);
    this.addSql(`create index webhook_endpoint_state_index on webhook_endpoint (state)`);
    this.addSql(
      `alter table webhook_endpoint add constraint webhook_endpoint_state_check check (state in ('ENABLED', 'DISABLED', 'REMOVED'))`,
    );
    this.addSql(
      `alter table webhook_endpoint add constraint webhook_endpoint_disabled_reason_check check (disabled_reason in ('BY_HAND', 'FAILING', 'GONE', 'NOT_UNDERSTOOD'))`,
    );
    this.addSql(
      `alter table webhook_endpoint add constraint webhook_endpoint_reader_kind_check check (reader_kind in ('VENDOR', 'PARTNER', 'CUSTOMER'))`,
    );
    this.addSql(
      `alter table webhook_endpoint add constraint webhook_endpoint_reader_role_check check (reader_role in ('HELPDESK_AGENT', 'ADMIN_AGENT', 'SALES_AGENT', 'MEMBER'))`,
    );
    this.addSql(
      `alter table webhook_endpoint add constraint webhook_endpoint_reader_language_check check (reader_language in ('EN', 'IT', 'TR'))`,
    );
    this.addSql(`alter table webhook_endpoint enable row level security`);
    this.addSql(`create policy webhook_endpoint_see on webhook_endpoint for select using (${own})`);
    this.addSql(`create policy webhook_endpoint_insert on webhook_endpoint for insert with check (${administered})`);
    this.addSql(
      `create policy webhook_endpoint_update on webhook_endpoint for update using (${administered}) with check (${administered})`,
    );

    this.addSql(
      `create table webhook_secret (id uuid not null default uuidv7(), endpoint_id uuid not null, organization_id uuid not null, created_at timestamptz(3) not null, expires_at timestamptz(3) null, primary key (id))`,
    );
    this.addSql(`create index webhook_secret_endpoint_id_index on webhook_secret (endpoint_id)`);
    this.addSql(`alter table webhook_secret enable row level security`);
    this.addSql(`create policy webhook_secret_see on webhook_secret for select using (${administered})`);
    this.addSql(`create policy webhook_secret_insert on webhook_secret for insert with check (${administered})`);
    this.addSql(`create policy webhook_secret_update on webhook_secret for update using (${administered}) with check (${administered})`);

    this.addSql(
      `create table webhook_delivery (id uuid not null default uuidv7(), endpoint_id uuid not null, organization_id uuid not null, "position" bigint not null, kind text not null, happened_at timestamptz(3) not null, event_id uuid null, mark jsonb null, state text not null, tries int not null, next_attempt_at timestamptz(3) null, settled_at timestamptz(3) null, created_at timestamptz(3) not null, primary key (id))`,
    );
    this.addSql(`create index webhook_delivery_endpoint_id_created_at_id_index on webhook_delivery (endpoint_id, created_at, id)`);
    this.addSql(
      `create index webhook_delivery_endpoint_id_state_next_attempt_at_d7e74_index on webhook_delivery (endpoint_id, state, next_attempt_at, position)`,
    );
    this.addSql(`create index webhook_delivery_created_at_index on webhook_delivery (created_at)`);
    this.addSql(`alter table webhook_delivery add constraint webhook_delivery_endpoint_id_position_unique unique (endpoint_id, position)`);
    this.addSql(
      `alter table webhook_delivery add constraint webhook_delivery_state_check check (state in ('PENDING', 'DELIVERED', 'FAILED', 'WITHDRAWN'))`,
    );
    this.addSql(`alter table webhook_delivery enable row level security`);
    this.addSql(`create policy webhook_delivery_see on webhook_delivery for select using (${own})`);
    this.addSql(`create policy webhook_delivery_insert on webhook_delivery for insert with check (${administered})`);
    this.addSql(
      `create policy webhook_delivery_update on webhook_delivery for update using (${administered}) with check (${administered})`,
    );

    this.addSql(
      `create table webhook_attempt (id uuid not null default uuidv7(), delivery_id uuid not null, organization_id uuid not null, at timestamptz(3) not null, status_code int null, failure text null, milliseconds int not null, answer text null, primary key (id))`,
    );
    this.addSql(`create index webhook_attempt_delivery_id_at_id_index on webhook_attempt (delivery_id, at, id)`);
    this.addSql(
      `alter table webhook_attempt add constraint webhook_attempt_failure_check check (failure in ('NOT_FOUND', 'NOT_PUBLIC', 'NOT_HTTPS', 'CONNECTION', 'CERTIFICATE', 'TIMEOUT'))`,
    );
    this.addSql(`alter table webhook_attempt enable row level security`);
    this.addSql(`create policy webhook_attempt_see on webhook_attempt for select using (${own})`);
    this.addSql(`create policy webhook_attempt_insert on webhook_attempt for insert with check (${administered})`);
    this.secrets();
    this.work();
  }

  /** What a secret is: made of its id and the key of the database, for whoever may see its row. */
  private secrets(): void {
    this.addSql(`create function webhook_secret_value(secret uuid) returns text language sql stable as $$
      select 'whsec_' || encode(sha256('webhook secret'::bytea || h.key || uuid_send(s.id)), 'base64')
      from webhook_secret s, event_head h where s.id = secret $$`);
  }

  private work(): void {
    // Which endpoints are sent something, whoever's they are, where each stands in the log, and when its next message is due.
    // The program asks it for all, and then does the work as the organization.
    this.addSql(`create function webhook_work()
      returns table (id uuid, organization uuid, kind text, "role" text, changed timestamptz, "position" bigint, due timestamptz)
      language sql stable security definer set search_path = public, pg_temp as $$
        select e.id, e.organization_id, e.reader_kind, e.reader_role, e.updated_at, e."position",
          (select min(d.next_attempt_at) from webhook_delivery d where d.endpoint_id = e.id and d.state = 'PENDING')
        from webhook_endpoint e where e.state = 'ENABLED' $$`);

    // Drops messages that are old enough, and what was attempted for them, but for those that are still to be sent.
    this.addSql(`create function webhook_retain(moment timestamptz, keep interval, most int) returns int
      language sql security definer set search_path = public, pg_temp as $$
        with old as (
          select d.id from webhook_delivery d join webhook_endpoint e on e.id = d.endpoint_id
          where d.created_at < moment - keep and (d.state <> 'PENDING' or e.state = 'REMOVED') order by d.created_at limit most),
        attempts as (delete from webhook_attempt a using old where a.delivery_id = old.id),
        gone as (delete from webhook_delivery d using old where d.id = old.id returning d.id)
        select count(*)::int from gone $$`);
  }
}
