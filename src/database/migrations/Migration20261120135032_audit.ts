import { Migration } from '@mikro-orm/migrations';

/**
 * The audit trail: a row for every deed, done or refused, and a row for each organization that reads it, in the order of their lists.
 * Neither is ever changed or removed: a trigger refuses it to the owner of the tables, too.
 */
export class Migration20261120135032_audit extends Migration {
  override up(): void {
    this.entries();
    this.listing();
    this.keep();
  }

  private entries(): void {
    this.addSql(
      `create table audit_entry (id uuid not null default uuidv7(), at timestamptz(3) not null, verb text not null, outcome text not null,
      thing_type text null, thing_id uuid null, code text null, message_id text null, rule_codes text[] not null,
      actor_subject text not null, actor text not null, actor_organization uuid not null, actor_kind text not null, actor_role text not null,
      request_id text not null, event_id uuid null, readers uuid[] not null, primary key (id),
      constraint audit_entry_outcome_check check (outcome in ('DONE', 'REFUSED')),
      constraint audit_entry_code_check check (code in ('INVALID', 'NOT_FOUND', 'FORBIDDEN', 'STATE', 'CONFLICT')),
      constraint audit_entry_actor_kind_check check (actor_kind in ('VENDOR', 'PARTNER', 'CUSTOMER')),
      constraint audit_entry_actor_role_check check (actor_role in ('HELPDESK_AGENT', 'ADMIN_AGENT', 'SALES_AGENT', 'MEMBER')))`,
    );
    this.addSql('create index audit_entry_thing_id_at_id_index on audit_entry (thing_id, at, id)');
    this.addSql('alter table audit_entry enable row level security');
    this.addSql(
      `create policy audit_entry_see on audit_entry for select using ((select viewer_organization()) = any (readers) and (select viewer_role()) <> 'SALES_AGENT' and (event_id is null or actor_organization = (select viewer_organization()) or (select true from event e where e.id = audit_entry.event_id)))`,
    );
    this.addSql(
      'create policy audit_entry_insert on audit_entry for insert with check (actor_organization = (select viewer_organization()) and actor_subject = (select viewer_subject()) and actor_kind = (select viewer_kind()) and actor_role = (select viewer_role()) and actor_organization = any (readers))',
    );
  }

  private listing(): void {
    this.addSql(
      'create table audit_listing (organization_id uuid not null, at timestamptz(3) not null, entry_id uuid not null, primary key (organization_id, at, entry_id))',
    );
    this.addSql('alter table audit_listing enable row level security');
    this.addSql(
      `create policy audit_listing_see on audit_listing for select using (organization_id = (select viewer_organization()) and (select viewer_role()) <> 'SALES_AGENT')`,
    );
    this
      .addSql(`create function audit_listed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$ begin
      insert into audit_listing (organization_id, at, entry_id) select distinct reader, new.at, new.id from unnest(new.readers) reader;
      return null;
    end $$`);
    this.addSql('create trigger audit_listed after insert on audit_entry for each row execute function audit_listed()');
  }

  private keep(): void {
    this.addSql(`create function audit_kept() returns trigger language plpgsql as $$ begin
      raise exception 'the audit trail is written once: % of % is refused', lower(tg_op), tg_table_name;
    end $$`);
    for (const table of ['audit_entry', 'audit_listing']) {
      this.addSql(
        `create trigger audit_kept before update or delete or truncate on ${table} for each statement execute function audit_kept()`,
      );
    }
  }
}
