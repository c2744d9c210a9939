import { Migration } from '@mikro-orm/migrations';

/** The tag of messages about data privacy, in small letters. */
const PRIVACY_TAG = 'data privacy';

/** Imports leave a record, keep what they bring in apart from what is done here, and tell of history only what is news. */
export class Migration20261201140000_imports extends Migration {
  override up(): void {
    // Who imported what, when, and what came of it.
    this.addSql(
      `create table "import_run" ("id" uuid not null default uuidv7(), "state" text not null, "imported_by" text not null, "source" text not null, "file_count" int not null, "refused_count" int not null, "left_out_count" int not null, "counts" jsonb not null, "partner_id" uuid null, "customer_id" uuid null, "organization_ids" uuid[] not null, "started_at" timestamptz(3) not null, "ended_at" timestamptz(3) null, primary key ("id"))`,
    );
    this.addSql(`create index "import_run_started_at_id_index" on "import_run" ("started_at", "id")`);
    this.addSql(`alter table "import_run" add constraint "import_run_state_check" check ("state" in ('RUNNING', 'DONE', 'FAILED'))`);
    this.addSql(`alter table "import_run" enable row level security`);
    this.addSql(
      `create policy "import_run_see" on "import_run" for select using ((select viewer_kind()) = 'VENDOR' or ((select viewer_kind()) = 'PARTNER' and (select viewer_role()) <> 'SALES_AGENT' and (select viewer_organization()) = any (organization_ids)))`,
    );
    // What an import brings in is history, and tells who brought it. The log gets of it what is news, and that only when it is released.
    this.addSql(
      `alter table "event" add "imported_at" timestamptz(3) null, add "imported_by" text null, add "news" text not null default 'NOW'`,
    );
    this.addSql(`alter table "event" add constraint "event_news_check" check ("news" in ('NOW', 'LATER', 'NEVER'))`);
    this.addSql(`create index event_later on event (id) where news = 'LATER'`);
    this.addSql('drop trigger event_commits on event');
    this.addSql(`create constraint trigger event_commits after insert on event deferrable initially deferred
      for each row when (new.news = 'NOW') execute function event_commits()`);
    this.addSql(`create constraint trigger event_released after update of news on event deferrable initially deferred
      for each row when (old.news <> 'NOW' and new.news = 'NOW') execute function event_commits()`);
    this.addSql(`create trigger event_release_notify after update of news on event for each statement execute function event_notify()`);
    // What another system says of a ticket stays beside what is true here.
    this.addSql(`alter table "ticket" add "imported" jsonb null`);
    this.addSql(`create index ticket_imported_reference on ticket ((imported ->> 'reference'))`);
    // Terms of a subscription that exports state.
    this.addSql(
      `alter table "customer_subscription" add "friendly_name" text null, add "term_duration" text null, add "commitment_ends_at" timestamptz(3) null, add "auto_renews" boolean null, add "publisher" text null, add "is_microsoft_product" boolean null`,
    );
    // Messages: those about data privacy take another role, and a text that only some tenants have is a row of its own.
    this.addSql(`drop policy "service_message_see" on "service_message"`);
    this.addSql(`drop policy "service_message_tenant_see" on "service_message_tenant"`);
    this.addSql(`alter table "service_message" drop constraint "service_message_tracking_id_unique"`);
    this.addSql(`alter table "service_message" add "is_private" boolean not null default false`);
    this.addSql(`create index "service_message_tracking_id_index" on "service_message" ("tracking_id")`);
    this.addSql(
      `create policy "service_message_see" on "service_message" for select using ((select viewer_kind()) = 'VENDOR' or (select true from service_message_tenant t where t.message_id = service_message.id and t.organization_id = (select viewer_organization()) limit 1) or ((select viewer_kind()) = 'PARTNER' and (select true from delegation d where d.partner_id = (select viewer_organization()) and d.status = 'ACTIVE' and (d.ends_at is null or d.ends_at > now()) and d.role_ids && case when service_message.is_private then array['ac16e43d-7b2d-40e0-ac05-243ff356ab5b', '62e90394-69f5-4237-9190-012177145e10'] else array['790c1fb9-7f7d-4f88-86a1-ef1f95c05c1b', 'f2ef992c-3afb-46b9-b7cf-a126ee74c451', 'ac16e43d-7b2d-40e0-ac05-243ff356ab5b', '62e90394-69f5-4237-9190-012177145e10'] end and (select true from service_message_tenant t where t.message_id = service_message.id and t.organization_id = d.customer_id limit 1) limit 1)))`,
    );
    this.addSql(`alter table "service_message_tenant" add "is_private" boolean not null default false`);
    this.addSql(
      `create policy "service_message_tenant_see" on "service_message_tenant" for select using (organization_id = (select viewer_organization()) or ((select viewer_kind()) = 'PARTNER' and organization_id = any (case when is_private then array(select d.customer_id from delegation d where d.partner_id = (select viewer_organization()) and d.status = 'ACTIVE' and (d.ends_at is null or d.ends_at > now()) and d.role_ids && array['ac16e43d-7b2d-40e0-ac05-243ff356ab5b', '62e90394-69f5-4237-9190-012177145e10']) else array(select d.customer_id from delegation d where d.partner_id = (select viewer_organization()) and d.status = 'ACTIVE' and (d.ends_at is null or d.ends_at > now()) and d.role_ids && array['790c1fb9-7f7d-4f88-86a1-ef1f95c05c1b', 'f2ef992c-3afb-46b9-b7cf-a126ee74c451', 'ac16e43d-7b2d-40e0-ac05-243ff356ab5b', '62e90394-69f5-4237-9190-012177145e10']) end)))`,
    );
    this.addSql(`create function service_message_private() returns trigger language plpgsql as $$ begin
      new.is_private := exists (select from unnest(new.tags) tag where lower(btrim(tag)) = '${PRIVACY_TAG}');
      return new;
    end $$`);
    this.addSql(`create trigger service_message_private before insert or update on service_message
      for each row execute function service_message_private()`);
    this.addSql(`create function service_message_tenant_private() returns trigger language plpgsql as $$ begin
      new.is_private := (select m.is_private from service_message m where m.id = new.message_id);
      return new;
    end $$`);
    this.addSql(`create trigger service_message_tenant_private before insert or update on service_message_tenant
      for each row execute function service_message_tenant_private()`);
    this.addSql(`create function service_message_private_spread() returns trigger language plpgsql as $$ begin
      update service_message_tenant set is_private = new.is_private where message_id = new.id;
      return null;
    end $$`);
    this.addSql(`create trigger service_message_private_spread after update of is_private, tags on service_message
      for each row when (old.is_private is distinct from new.is_private) execute function service_message_private_spread()`);
    this.addSql(
      `update service_message set tags = tags where exists (select from unnest(tags) tag where lower(btrim(tag)) = '${PRIVACY_TAG}')`,
    );
  }
}
