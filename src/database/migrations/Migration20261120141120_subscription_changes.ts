import { Migration } from '@mikro-orm/migrations';

/** What customers ask their partners to buy or to cancel, and the organizations that see it in the order of their lists. */
export class Migration20261120141120_subscription_changes extends Migration {
  override up(): void {
    this.addSql(`create table subscription_change (id uuid not null default uuidv7(), kind text not null, state text not null,
      customer_id uuid not null, partner_id uuid not null, provider_id uuid null, subscription_id uuid null, offer_name text not null,
      quantity int null, reason text null, answer text null, requested_by text not null, answered_by text null,
      created_at timestamptz(3) not null, updated_at timestamptz(3) not null, settled_at timestamptz(3) null, primary key (id),
      constraint subscription_change_kind_check check (kind in ('BUY', 'CANCEL')),
      constraint subscription_change_state_check check (state in ('REQUESTED', 'ACCEPTED', 'DECLINED', 'COMPLETED')))`);
    for (const column of ['customer_id', 'partner_id', 'provider_id', 'subscription_id']) {
      this.addSql(`create index subscription_change_${column}_created_at_id_index on subscription_change (${column}, created_at, id)`);
    }
    this.addSql('alter table subscription_change enable row level security');
    const partners = '(partner_id = (select viewer_organization()) or provider_id = (select viewer_organization()))';
    this.addSql(
      `create policy subscription_change_see on subscription_change for select using (customer_id = (select viewer_organization()) or ${partners})`,
    );
    this.addSql(
      `create policy subscription_change_insert on subscription_change for insert with check ((select viewer_kind()) = 'CUSTOMER' and customer_id = (select viewer_organization()))`,
    );
    const answers = `((select viewer_kind()) = 'PARTNER' and ${partners})`;
    this.addSql(`create policy subscription_change_update on subscription_change for update using ${answers} with check ${answers}`);
    this.listing();
    this.events();
  }

  private listing(): void {
    this.addSql(
      'create table change_listing (organization_id uuid not null, created_at timestamptz(3) not null, change_id uuid not null, primary key (organization_id, created_at, change_id))',
    );
    this.addSql('create index change_listing_change_id_index on change_listing (change_id)');
    this.addSql('alter table change_listing enable row level security');
    this.addSql('create policy change_listing_see on change_listing for select using (organization_id = (select viewer_organization()))');
    this
      .addSql(`create function change_listed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$ begin
      if tg_op <> 'INSERT' then
        delete from change_listing where change_id = old.id;
      end if;
      if tg_op <> 'DELETE' then
        insert into change_listing (organization_id, created_at, change_id)
        select distinct party, new.created_at, new.id from (values (new.customer_id), (new.partner_id), (new.provider_id)) as v(party)
        where party is not null;
      end if;
      return null;
    end $$`);
    this
      .addSql(`create trigger change_listed after insert or update of customer_id, partner_id, provider_id, created_at or delete on subscription_change
      for each row execute function change_listed()`);
  }

  private events(): void {
    this.addSql('drop policy event_see on event');
    this.addSql(
      `create policy event_see on event for select using (case subject_type when 'Partner' then (select true from "partner" s where s.id = event.subject_id) when 'Customer' then (select true from "customer" s where s.id = event.subject_id) when 'CustomerSubscription' then (select true from "customer_subscription" s where s.id = event.subject_id) when 'Delegation' then (select true from "delegation" s where s.id = event.subject_id) when 'SubscriptionChange' then (select true from "subscription_change" s where s.id = event.subject_id) when 'SupportOffering' then (select true from "support_offering" s where s.id = event.subject_id) when 'Service' then (select true from "service" s where s.id = event.subject_id) when 'ServiceIncident' then (select true from "service_incident" s where s.id = event.subject_id) when 'IncidentPost' then (select true from "incident_post" s where s.id = event.subject_id) when 'Ticket' then (select true from "ticket" s where s.id = event.subject_id) when 'Note' then (select true from "note" s where s.id = event.subject_id) else false end)`,
    );
  }
}
