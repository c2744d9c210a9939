import { Migration } from '@mikro-orm/migrations';

/**
 * The Message Center, what customers are told, and how they buy. Lists of notices are read from a table of their own: one row for an
 * organization and a notice. Whoever sells a customer something outside CSP, which is the vendor, has it as a customer.
 */
export class Migration20261120150000_notices extends Migration {
  override up(): void {
    this.tables();
    this.policies();
    this.triggers();
  }

  private tables(): void {
    this.addSql(
      `create table "service_message" ("id" uuid not null default uuidv7(), "tracking_id" text not null, "title" text not null, "html" text not null, "category" text not null, "severity" text not null, "is_major_change" boolean not null, "tags" text[] not null, "details" jsonb not null, "starts_at" timestamptz(3) not null, "ends_at" timestamptz(3) null, "action_required_at" timestamptz(3) null, "updated_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(`create index "service_message_updated_at_id_index" on "service_message" ("updated_at", "id")`);
    this.addSql(`alter table "service_message" add constraint "service_message_tracking_id_unique" unique ("tracking_id")`);
    this.addSql(
      `alter table "service_message" add constraint "service_message_category_check" check ("category" in ('PREVENT_OR_FIX_ISSUE', 'PLAN_FOR_CHANGE', 'STAY_INFORMED', 'UNKNOWN'))`,
    );
    this.addSql(
      `alter table "service_message" add constraint "service_message_severity_check" check ("severity" in ('NORMAL', 'HIGH', 'CRITICAL', 'UNKNOWN'))`,
    );

    this.addSql(
      `create table "service_message_tenant" ("id" uuid not null default uuidv7(), "message_id" uuid not null, "organization_id" uuid not null, primary key ("id"))`,
    );
    this.addSql(`create index "service_message_tenant_organization_id_index" on "service_message_tenant" ("organization_id")`);
    this.addSql(
      `alter table "service_message_tenant" add constraint "service_message_tenant_message_id_organization_id_unique" unique ("message_id", "organization_id")`,
    );
    this.addSql(
      `alter table "service_message_tenant" add constraint "service_message_tenant_message_id_foreign" foreign key ("message_id") references "service_message" ("id") on delete cascade`,
    );

    this.addSql(
      `create table "service_message_service" ("id" uuid not null default uuidv7(), "message_id" uuid not null, "service_id" uuid not null, primary key ("id"))`,
    );
    this.addSql(`create index "service_message_service_service_id_index" on "service_message_service" ("service_id")`);
    this.addSql(
      `alter table "service_message_service" add constraint "service_message_service_message_id_service_id_unique" unique ("message_id", "service_id")`,
    );
    this.addSql(
      `alter table "service_message_service" add constraint "service_message_service_message_id_foreign" foreign key ("message_id") references "service_message" ("id") on delete cascade`,
    );

    this.addSql(
      `create table "message_mark" ("id" uuid not null default uuidv7(), "message_id" uuid not null, "organization_id" uuid not null, "subject" text not null, "is_read" boolean not null, "is_archived" boolean not null, "is_favorite" boolean not null, "marked_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "message_mark" add constraint "message_mark_message_id_organization_id_subject_unique" unique ("message_id", "organization_id", "subject")`,
    );
    this.addSql(
      `alter table "message_mark" add constraint "message_mark_message_id_foreign" foreign key ("message_id") references "service_message" ("id") on delete cascade`,
    );

    this.addSql(
      `create table "commercial_relationship" ("id" uuid not null default uuidv7(), "customer_id" uuid not null, "product" text not null, "channel" text not null, "since" timestamptz(3) not null, "ended_at" timestamptz(3) null, "recorded_by" text not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "commercial_relationship_customer_id_since_id_index" on "commercial_relationship" ("customer_id", "since", "id")`,
    );
    this.addSql(
      `create unique index commercial_relationship_current on commercial_relationship (customer_id, lower(product)) where ended_at is null`,
    );
    this.addSql(
      `alter table "commercial_relationship" add constraint "commercial_relationship_channel_check" check ("channel" in ('CSP', 'DIRECT', 'ENTERPRISE_AGREEMENT', 'VOLUME_LICENSING', 'OTHER'))`,
    );

    this.addSql(
      `create table "customer_notice" ("id" uuid not null default uuidv7(), "topic" text not null, "title" text not null, "html" text not null, "product" text null, "source" text not null, "sender_id" uuid not null, "author" text not null, "incident_id" uuid null, "subscription_id" uuid null, "sent_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(`create index "customer_notice_incident_id_index" on "customer_notice" ("incident_id")`);
    this.addSql(`create index "customer_notice_subscription_id_index" on "customer_notice" ("subscription_id")`);
    this.addSql(
      `alter table "customer_notice" add constraint "customer_notice_topic_check" check ("topic" in ('SUBSCRIPTION', 'SERVICE_INCIDENT', 'OPERATIONAL', 'OTHER_PRODUCT', 'GENERAL'))`,
    );
    this.addSql(`alter table "customer_notice" add constraint "customer_notice_source_check" check ("source" in ('PARTNER', 'VENDOR'))`);

    this.addSql(
      `create table "notice_delivery" ("id" uuid not null default uuidv7(), "notice_id" uuid not null, "customer_id" uuid not null, "sent_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(`create index "notice_delivery_customer_id_notice_id_index" on "notice_delivery" ("customer_id", "notice_id")`);
    this.addSql(`create index "notice_delivery_notice_id_sent_at_id_index" on "notice_delivery" ("notice_id", "sent_at", "id")`);
    this.addSql(
      `alter table "notice_delivery" add constraint "notice_delivery_notice_id_customer_id_unique" unique ("notice_id", "customer_id")`,
    );
    this.addSql(
      `alter table "notice_delivery" add constraint "notice_delivery_notice_id_foreign" foreign key ("notice_id") references "customer_notice" ("id") on delete cascade`,
    );

    this.addSql(
      `create table "customer_notice_access" ("notice_id" uuid not null, "organization_id" uuid not null, "sent_at" timestamptz(3) not null, primary key ("notice_id", "organization_id"))`,
    );
    this.addSql(
      `create index "customer_notice_access_organization_id_sent_at_notice_id_index" on "customer_notice_access" ("organization_id", "sent_at", "notice_id")`,
    );
  }

  private policies(): void {
    for (const table of [
      'service_message',
      'service_message_tenant',
      'service_message_service',
      'message_mark',
      'commercial_relationship',
      'customer_notice',
      'notice_delivery',
      'customer_notice_access',
    ]) {
      this.addSql(`alter table "${table}" enable row level security`);
    }
    this.addSql(
      `create policy "message_mark_see" on "message_mark" for select using (message_mark.organization_id = (select viewer_organization()) and message_mark.subject = (select viewer_subject()))`,
    );
    this.addSql(
      `create policy "message_mark_insert" on "message_mark" for insert with check (message_mark.organization_id = (select viewer_organization()) and message_mark.subject = (select viewer_subject()) and (select true from service_message m where m.id = message_mark.message_id))`,
    );
    this.addSql(
      `create policy "message_mark_update" on "message_mark" for update using (message_mark.organization_id = (select viewer_organization()) and message_mark.subject = (select viewer_subject())) with check (message_mark.organization_id = (select viewer_organization()) and message_mark.subject = (select viewer_subject()))`,
    );
    this.addSql(
      `create policy "service_message_see" on "service_message" for select using ((select viewer_kind()) = 'VENDOR' or (select true from service_message_tenant t where t.message_id = service_message.id and t.organization_id = (select viewer_organization()) limit 1) or ((select viewer_kind()) = 'PARTNER' and (select true from delegation d where d.partner_id = (select viewer_organization()) and d.status = 'ACTIVE' and (d.ends_at is null or d.ends_at > now()) and d.role_ids && array['790c1fb9-7f7d-4f88-86a1-ef1f95c05c1b', 'f2ef992c-3afb-46b9-b7cf-a126ee74c451', '62e90394-69f5-4237-9190-012177145e10'] and (select true from service_message_tenant t where t.message_id = service_message.id and t.organization_id = d.customer_id limit 1) limit 1)))`,
    );
    this.addSql(
      `create policy "service_message_service_see" on "service_message_service" for select using ((select true from service_message m where m.id = service_message_service.message_id))`,
    );
    this.addSql(
      `create policy "service_message_tenant_see" on "service_message_tenant" for select using (organization_id = (select viewer_organization()) or ((select viewer_kind()) = 'PARTNER' and organization_id = any (array(select d.customer_id from delegation d where d.partner_id = (select viewer_organization()) and d.status = 'ACTIVE' and (d.ends_at is null or d.ends_at > now()) and d.role_ids && array['790c1fb9-7f7d-4f88-86a1-ef1f95c05c1b', 'f2ef992c-3afb-46b9-b7cf-a126ee74c451', '62e90394-69f5-4237-9190-012177145e10']))))`,
    );
    this.addSql(
      `create policy "commercial_relationship_see" on "commercial_relationship" for select using ((select true from customer c where c.id = commercial_relationship.customer_id))`,
    );
    this.addSql(
      `create policy "commercial_relationship_insert" on "commercial_relationship" for insert with check ((select viewer_kind()) = 'CUSTOMER' and customer_id = (select viewer_organization()))`,
    );
    this.addSql(
      `create policy "commercial_relationship_update" on "commercial_relationship" for update using ((select viewer_kind()) = 'CUSTOMER' and customer_id = (select viewer_organization())) with check ((select viewer_kind()) = 'CUSTOMER' and customer_id = (select viewer_organization()))`,
    );
    this.addSql(
      `create policy "notice_delivery_see" on "notice_delivery" for select using ((select true from customer c where c.id = notice_delivery.customer_id) and (select true from customer_notice n where n.id = notice_delivery.notice_id))`,
    );
    this.addSql(
      `create policy "notice_delivery_insert" on "notice_delivery" for insert with check ((select true from customer c where c.id = notice_delivery.customer_id) and (select true from customer_notice n where n.id = notice_delivery.notice_id and n.sender_id = (select viewer_organization()) and case n.topic when 'SUBSCRIPTION' then (select true from customer_subscription s where s.customer_id = notice_delivery.customer_id and coalesce(s.partner_of_record_id, s.provider_id) = (select viewer_organization()) and (n.subscription_id is null or s.id = n.subscription_id) limit 1) when 'OTHER_PRODUCT' then (select viewer_kind()) = 'PARTNER' or (select true from commercial_relationship r where r.customer_id = notice_delivery.customer_id and r.channel <> 'CSP' and r.ended_at is null and lower(r.product) = lower(n.product) limit 1) else true end))`,
    );
    this.addSql(
      `create policy "customer_notice_access_see" on "customer_notice_access" for select using (organization_id = (select viewer_organization()))`,
    );
    this.addSql(
      `create policy "customer_notice_see" on "customer_notice" for select using (sender_id = (select viewer_organization()) or (select true from customer_notice_access a where a.notice_id = customer_notice.id and a.organization_id = (select viewer_organization()) limit 1))`,
    );
    this.addSql(
      `create policy "customer_notice_insert" on "customer_notice" for insert with check (sender_id = (select viewer_organization()) and source = (select viewer_kind()) and (((select viewer_kind()) = 'PARTNER' and (select viewer_role()) <> 'SALES_AGENT') or ((select viewer_kind()) = 'VENDOR' and topic <> 'SUBSCRIPTION' and topic <> 'GENERAL')))`,
    );

    // Who may see what happened to these.
    this.addSql(`drop policy "event_see" on "event"`);
    this.addSql(
      `create policy "event_see" on "event" for select using (case subject_type when 'Partner' then (select true from "partner" s where s.id = event.subject_id) when 'Customer' then (select true from "customer" s where s.id = event.subject_id) when 'CustomerSubscription' then (select true from "customer_subscription" s where s.id = event.subject_id) when 'Delegation' then (select true from "delegation" s where s.id = event.subject_id) when 'SupportOffering' then (select true from "support_offering" s where s.id = event.subject_id) when 'Service' then (select true from "service" s where s.id = event.subject_id) when 'ServiceIncident' then (select true from "service_incident" s where s.id = event.subject_id) when 'IncidentPost' then (select true from "incident_post" s where s.id = event.subject_id) when 'Ticket' then (select true from "ticket" s where s.id = event.subject_id) when 'Note' then (select true from "note" s where s.id = event.subject_id) when 'ServiceMessage' then (select true from "service_message" s where s.id = event.subject_id) when 'CommercialRelationship' then (select true from "commercial_relationship" s where s.id = event.subject_id) when 'CustomerNotice' then (select true from "customer_notice" s where s.id = event.subject_id) when 'NoticeDelivery' then (select true from "notice_delivery" s where s.id = event.subject_id) else false end)`,
    );
  }

  private triggers(): void {
    // Whoever sends or gets a notice sees it.
    this
      .addSql(`create function customer_notice_sent() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$ begin
      insert into customer_notice_access (notice_id, organization_id, sent_at) values (new.id, new.sender_id, new.sent_at);
      return null;
    end $$`);
    this.addSql(`create trigger customer_notice_sent after insert on customer_notice for each row execute function customer_notice_sent()`);
    this
      .addSql(`create function notice_delivered() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$ begin
      if tg_op = 'INSERT' then
        insert into customer_notice_access (notice_id, organization_id, sent_at)
        select new.notice_id, new.customer_id, n.sent_at from customer_notice n where n.id = new.notice_id
        on conflict do nothing;
      else
        delete from customer_notice_access where notice_id = old.notice_id and organization_id = old.customer_id;
      end if;
      return null;
    end $$`);
    this.addSql(
      `create trigger notice_delivered after insert or delete on notice_delivery for each row execute function notice_delivered()`,
    );
    this
      .addSql(`create function customer_notice_gone() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$ begin
      delete from customer_notice_access where notice_id = old.id;
      return null;
    end $$`);
    this.addSql(`create trigger customer_notice_gone after delete on customer_notice for each row execute function customer_notice_gone()`);

    // The vendor has whoever buys from it outside CSP as its customer, for as long as it does.
    this
      .addSql(`create function commercial_relationship_access() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$ begin
      delete from account_access where source_id = coalesce(new.id, old.id);
      if tg_op <> 'DELETE' and new.channel <> 'CSP' and new.ended_at is null then
        insert into account_access (organization_id, account_id, reason, source_id)
        values (vendor_organization(), new.customer_id, 'CUSTOMER', new.id);
      end if;
      return null;
    end $$`);
    this.addSql(`create trigger commercial_relationship_access after insert or update or delete on commercial_relationship
      for each row execute function commercial_relationship_access()`);
  }
}
