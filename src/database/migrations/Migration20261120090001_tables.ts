import { Migration } from '@mikro-orm/migrations';

/** Every table and its policies, as the entities say. */
export class Migration20261120090001_tables extends Migration {
  override up(): void {
    this.addSql(
      `create table "account_access" ("id" uuid not null default uuidv7(), "organization_id" uuid not null, "account_id" uuid not null, "reason" text not null, "source_id" uuid not null, primary key ("id"))`,
    );
    this.addSql(`create index "account_access_source_id_index" on "account_access" ("source_id")`);
    this.addSql(
      `alter table "account_access" add constraint "account_access_organization_id_account_id_source_id_unique" unique ("organization_id", "account_id", "source_id")`,
    );
    this.addSql(
      `create table "customer" ("id" uuid not null default uuidv7(), "name" text not null, "tenant_id" uuid not null, "domain" text null, "country" text null, primary key ("id"))`,
    );
    this.addSql(`alter table "customer" add constraint "customer_tenant_id_unique" unique ("tenant_id")`);
    this.addSql(`create index "customer_name_id_index" on "customer" ("name", "id")`);
    this.addSql(
      `create table "customer_partner" ("id" uuid not null default uuidv7(), "customer_id" uuid not null, "partner_id" uuid not null, "provider_id" uuid null, primary key ("id"))`,
    );
    this.addSql(`create index "customer_partner_partner_id_index" on "customer_partner" ("partner_id")`);
    this.addSql(`create index "customer_partner_provider_id_index" on "customer_partner" ("provider_id")`);
    this.addSql(
      `alter table "customer_partner" add constraint "customer_partner_customer_id_partner_id_unique" unique ("customer_id", "partner_id")`,
    );
    this.addSql(
      `create table "customer_subscription" ("id" uuid not null default uuidv7(), "external_id" text not null, "customer_id" uuid not null, "service_id" uuid null, "offer_name" text not null, "quantity" int not null, "status" text not null, "region" text null, "partner_of_record_id" uuid null, "provider_id" uuid null, "support_contact_id" uuid null, "started_at" timestamptz(3) null, primary key ("id"))`,
    );
    this.addSql(`alter table "customer_subscription" add constraint "customer_subscription_external_id_unique" unique ("external_id")`);
    this.addSql(`create index "customer_subscription_service_id_index" on "customer_subscription" ("service_id")`);
    this.addSql(`create index "customer_subscription_partner_of_record_id_index" on "customer_subscription" ("partner_of_record_id")`);
    this.addSql(`create index "customer_subscription_provider_id_index" on "customer_subscription" ("provider_id")`);
    this.addSql(`create index "customer_subscription_support_contact_id_index" on "customer_subscription" ("support_contact_id")`);
    this.addSql(
      `create index "customer_subscription_customer_id_offer_name_id_index" on "customer_subscription" ("customer_id", "offer_name", "id")`,
    );
    this.addSql(
      `create table "delegation" ("id" uuid not null default uuidv7(), "external_id" text not null, "display_name" text not null, "customer_id" uuid null, "partner_id" uuid null, "provider_id" uuid null, "status" text not null, "role_ids" text[] not null, "duration" text not null, "auto_extend" boolean not null, "created_at" timestamptz(3) not null, "started_at" timestamptz(3) null, "ends_at" timestamptz(3) null, primary key ("id"))`,
    );
    this.addSql(`alter table "delegation" add constraint "delegation_external_id_unique" unique ("external_id")`);
    this.addSql(`create index "delegation_customer_id_index" on "delegation" ("customer_id")`);
    this.addSql(`create index "delegation_partner_id_index" on "delegation" ("partner_id")`);
    this.addSql(`create index "delegation_provider_id_index" on "delegation" ("provider_id")`);
    this.addSql(
      `create table "event" ("id" uuid not null default uuidv7(), "position" bigint null, "commit_order" bigint null, "at" timestamptz(3) not null, "kind" text not null, "stream_type" text not null, "stream_id" uuid not null, "subject_type" text not null, "subject_id" uuid not null, "actor_subject" text not null, "actor_organization" uuid not null, "actor" text not null, "data" jsonb not null, primary key ("id"))`,
    );
    this.addSql(`alter table "event" add constraint "event_position_unique" unique ("position")`);
    this.addSql(`create index "event_stream_type_stream_id_at_id_index" on "event" ("stream_type", "stream_id", "at", "id")`);
    this.addSql(`create index event_unsequenced on event (commit_order) where position is null`);
    this.addSql(
      `create table "partner" ("id" uuid not null default uuidv7(), "name" text not null, "kind" text not null, "partner_id" text null, "tenant_id" uuid not null, "country" text null, "support_email" text null, "support_telephone" text null, "support_website" text null, primary key ("id"))`,
    );
    this.addSql(`alter table "partner" add constraint "partner_tenant_id_unique" unique ("tenant_id")`);
    this.addSql(`create index "partner_name_id_index" on "partner" ("name", "id")`);
    this.addSql(
      `create table "partner_relationship" ("id" uuid not null default uuidv7(), "provider_id" uuid not null, "reseller_id" uuid not null, "state" text not null, primary key ("id"))`,
    );
    this.addSql(`create index "partner_relationship_reseller_id_index" on "partner_relationship" ("reseller_id")`);
    this.addSql(
      `alter table "partner_relationship" add constraint "partner_relationship_provider_id_reseller_id_unique" unique ("provider_id", "reseller_id")`,
    );
    this.addSql(
      `create table "receipt" ("id" uuid not null default uuidv7(), "organization_id" uuid not null, "subject" text not null, "client_mutation_id" text not null, "fingerprint" text not null, "outcome" jsonb null, "created_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "receipt" add constraint "receipt_organization_id_subject_client_mutation_id_unique" unique ("organization_id", "subject", "client_mutation_id")`,
    );
    this.addSql(
      `create table "service" ("id" uuid not null default uuidv7(), "key" text not null, "name" text not null, "status" text not null, primary key ("id"))`,
    );
    this.addSql(`alter table "service" add constraint "service_key_unique" unique ("key")`);
    this.addSql(`create index "service_name_id_index" on "service" ("name", "id")`);
    this.addSql(
      `create table "service_incident" ("id" uuid not null default uuidv7(), "tracking_id" text not null, "title" text not null, "service_id" uuid not null, "feature" text null, "classification" text not null, "origin" text not null, "status" text not null, "impact" text null, "regions" text[] not null, "is_resolved" boolean not null, "started_at" timestamptz(3) not null, "ended_at" timestamptz(3) null, "updated_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(`alter table "service_incident" add constraint "service_incident_tracking_id_unique" unique ("tracking_id")`);
    this.addSql(`create index "service_incident_started_at_id_index" on "service_incident" ("started_at", "id")`);
    this.addSql(`create index "service_incident_service_id_is_resolved_index" on "service_incident" ("service_id", "is_resolved")`);
    this.addSql(
      `create table "incident_post" ("id" uuid not null default uuidv7(), "incident_id" uuid not null, "kind" text not null, "html" text not null, "status" text null, "created_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(`create index "incident_post_incident_id_created_at_id_index" on "incident_post" ("incident_id", "created_at", "id")`);
    this.addSql(
      `alter table "incident_post" add constraint "incident_post_incident_id_created_at_unique" unique ("incident_id", "created_at")`,
    );
    this.addSql(
      `create table "support_offering" ("id" uuid not null default uuidv7(), "partner_id" uuid not null, "name" text not null, "state" text not null, "delivery" text not null, "hours" jsonb not null, "contact_methods" jsonb not null, "price_amount" numeric(12,2) null, "price_currency" text null, primary key ("id"))`,
    );
    this.addSql(`create index "support_offering_partner_id_name_id_index" on "support_offering" ("partner_id", "name", "id")`);
    this.addSql(
      `create table "offering_service" ("id" uuid not null default uuidv7(), "offering_id" uuid not null, "service_id" uuid not null, primary key ("id"))`,
    );
    this.addSql(`create index "offering_service_service_id_index" on "offering_service" ("service_id")`);
    this.addSql(
      `alter table "offering_service" add constraint "offering_service_offering_id_service_id_unique" unique ("offering_id", "service_id")`,
    );
    this.addSql(
      `create table "ticket" ("id" uuid not null default uuidv7(), "number" int not null default nextval('ticket_number'), "title" text not null, "description" text not null, "state" text not null, "severity" text not null, "channel" text not null, "service_id" uuid null, "subscription_id" uuid null, "customer_id" uuid not null, "partner_id" uuid not null, "provider_id" uuid null, "assignee" jsonb null, "contact" jsonb null, "resolution" text null, "created_at" timestamptz(3) not null, "updated_at" timestamptz(3) not null, "resolved_at" timestamptz(3) null, "external_id" text null, primary key ("id"))`,
    );
    this.addSql(`alter table "ticket" add constraint "ticket_number_unique" unique ("number")`);
    this.addSql(`create index "ticket_service_id_index" on "ticket" ("service_id")`);
    this.addSql(`alter table "ticket" add constraint "ticket_external_id_unique" unique ("external_id")`);
    this.addSql(`create index "ticket_created_at_id_index" on "ticket" ("created_at", "id")`);
    this.addSql(`create index "ticket_updated_at_id_index" on "ticket" ("updated_at", "id")`);
    this.addSql(`create index "ticket_customer_id_created_at_id_index" on "ticket" ("customer_id", "created_at", "id")`);
    this.addSql(`create index "ticket_partner_id_created_at_id_index" on "ticket" ("partner_id", "created_at", "id")`);
    this.addSql(`create index "ticket_provider_id_created_at_id_index" on "ticket" ("provider_id", "created_at", "id")`);
    this.addSql(
      `create table "note" ("id" uuid not null default uuidv7(), "ticket_id" uuid not null, "author" text not null, "author_subject" text not null, "author_organization" uuid not null, "audience" text not null, "text" text not null, "created_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(`create index "note_ticket_id_created_at_id_index" on "note" ("ticket_id", "created_at", "id")`);
    this.addSql(
      `create table "ticket_access" ("id" uuid not null default uuidv7(), "ticket_id" uuid not null, "organization_id" uuid not null, "reason" text not null, "expires_at" timestamptz(3) null, primary key ("id"))`,
    );
    this.addSql(`create index "ticket_access_organization_id_index" on "ticket_access" ("organization_id")`);
    this.addSql(
      `alter table "ticket_access" add constraint "ticket_access_ticket_id_organization_id_reason_unique" unique ("ticket_id", "organization_id", "reason")`,
    );
    this.addSql(
      `create table "ticket_incident" ("id" uuid not null default uuidv7(), "ticket_id" uuid not null, "incident_id" uuid not null, primary key ("id"))`,
    );
    this.addSql(`create index "ticket_incident_incident_id_index" on "ticket_incident" ("incident_id")`);
    this.addSql(
      `alter table "ticket_incident" add constraint "ticket_incident_ticket_id_incident_id_unique" unique ("ticket_id", "incident_id")`,
    );
    this.addSql(
      `alter table "account_access" add constraint "account_access_reason_check" check ("reason" in ('PROVIDER', 'RESELLER', 'PARTNER', 'CUSTOMER', 'HANDED_OVER'))`,
    );
    this.addSql(`alter table "account_access" enable row level security`);
    this.addSql(
      `create policy "account_access_see" on "account_access" for select using (organization_id = (select viewer_organization()))`,
    );
    this.addSql(`alter table "customer" enable row level security`);
    this.addSql(
      `create policy "customer_see" on "customer" for select using (customer.id = (select viewer_organization()) or (select true from account_access a where a.organization_id = (select viewer_organization()) and a.account_id = customer.id limit 1))`,
    );
    this.addSql(`alter table "customer_partner" enable row level security`);
    this.addSql(
      `create policy "customer_partner_see" on "customer_partner" for select using (customer_id = (select viewer_organization()) or partner_id = (select viewer_organization()) or provider_id = (select viewer_organization()))`,
    );
    this.addSql(
      `alter table "customer_subscription" add constraint "customer_subscription_status_check" check ("status" in ('NONE', 'ACTIVE', 'PENDING', 'SUSPENDED', 'EXPIRED', 'DISABLED', 'DELETED', 'UNKNOWN'))`,
    );
    this.addSql(`alter table "customer_subscription" enable row level security`);
    this.addSql(
      `create policy "customer_subscription_see" on "customer_subscription" for select using (customer_id = (select viewer_organization()) or partner_of_record_id = (select viewer_organization()) or provider_id = (select viewer_organization()) or support_contact_id = (select viewer_organization()))`,
    );
    this.addSql(
      `alter table "delegation" add constraint "delegation_status_check" check ("status" in ('CREATED', 'APPROVAL_PENDING', 'APPROVED', 'ACTIVATING', 'ACTIVE', 'EXPIRING', 'EXPIRED', 'TERMINATION_REQUESTED', 'TERMINATING', 'TERMINATED', 'UNKNOWN'))`,
    );
    this.addSql(`alter table "delegation" enable row level security`);
    this.addSql(
      `create policy "delegation_see" on "delegation" for select using (customer_id = (select viewer_organization()) or partner_id = (select viewer_organization()) or provider_id = (select viewer_organization()))`,
    );
    this.addSql(`alter table "event" enable row level security`);
    this.addSql(
      `create policy "event_see" on "event" for select using (case subject_type when 'Partner' then (select true from "partner" s where s.id = event.subject_id) when 'Customer' then (select true from "customer" s where s.id = event.subject_id) when 'CustomerSubscription' then (select true from "customer_subscription" s where s.id = event.subject_id) when 'Delegation' then (select true from "delegation" s where s.id = event.subject_id) when 'SupportOffering' then (select true from "support_offering" s where s.id = event.subject_id) when 'Service' then (select true from "service" s where s.id = event.subject_id) when 'ServiceIncident' then (select true from "service_incident" s where s.id = event.subject_id) when 'IncidentPost' then (select true from "incident_post" s where s.id = event.subject_id) when 'Ticket' then (select true from "ticket" s where s.id = event.subject_id) when 'Note' then (select true from "note" s where s.id = event.subject_id) else false end)`,
    );
    this.addSql(
      `create policy "event_insert" on "event" for insert with check (actor_organization = (select viewer_organization()) and actor_subject = (select viewer_subject()))`,
    );
    this.addSql(
      `alter table "partner" add constraint "partner_kind_check" check ("kind" in ('DIRECT_BILL', 'INDIRECT_PROVIDER', 'INDIRECT_RESELLER'))`,
    );
    this.addSql(`alter table "partner" enable row level security`);
    this.addSql(
      `create policy "partner_see" on "partner" for select using (partner.id = (select viewer_organization()) or (select true from account_access a where a.organization_id = (select viewer_organization()) and a.account_id = partner.id limit 1))`,
    );
    this.addSql(
      `alter table "partner_relationship" add constraint "partner_relationship_state_check" check ("state" in ('ACTIVE', 'INACTIVE'))`,
    );
    this.addSql(`alter table "partner_relationship" enable row level security`);
    this.addSql(
      `create policy "partner_relationship_see" on "partner_relationship" for select using (provider_id = (select viewer_organization()) or reseller_id = (select viewer_organization()))`,
    );
    this.addSql(`alter table "receipt" enable row level security`);
    this.addSql(
      `create policy "receipt_see" on "receipt" for select using (organization_id = (select viewer_organization()) and subject = (select viewer_subject()))`,
    );
    this.addSql(
      `create policy "receipt_insert" on "receipt" for insert with check (organization_id = (select viewer_organization()) and subject = (select viewer_subject()))`,
    );
    this.addSql(
      `create policy "receipt_update" on "receipt" for update using (organization_id = (select viewer_organization()) and subject = (select viewer_subject())) with check (organization_id = (select viewer_organization()) and subject = (select viewer_subject()))`,
    );
    this.addSql(
      `alter table "service" add constraint "service_status_check" check ("status" in ('SERVICE_OPERATIONAL', 'INVESTIGATING', 'SERVICE_DEGRADATION', 'SERVICE_INTERRUPTION', 'RESTORING_SERVICE', 'EXTENDED_RECOVERY', 'VERIFYING_SERVICE', 'INVESTIGATION_SUSPENDED', 'SERVICE_RESTORED', 'POST_INCIDENT_REVIEW_PUBLISHED', 'FALSE_POSITIVE', 'RESOLVED', 'MITIGATED_EXTERNAL', 'MITIGATED', 'RESOLVED_EXTERNAL', 'CONFIRMED', 'REPORTED', 'UNKNOWN'))`,
    );
    this.addSql(`alter table "service" enable row level security`);
    this.addSql(`create policy "service_see" on "service" for select using ((select viewer_organization()) is not null)`);
    this.addSql(
      `create policy "service_update" on "service" for update using ((select viewer_kind()) = 'VENDOR') with check ((select viewer_kind()) = 'VENDOR')`,
    );
    this.addSql(
      `alter table "service_incident" add constraint "service_incident_classification_check" check ("classification" in ('ADVISORY', 'INCIDENT', 'UNKNOWN'))`,
    );
    this.addSql(
      `alter table "service_incident" add constraint "service_incident_origin_check" check ("origin" in ('MICROSOFT', 'THIRD_PARTY', 'CUSTOMER', 'UNKNOWN'))`,
    );
    this.addSql(
      `alter table "service_incident" add constraint "service_incident_status_check" check ("status" in ('SERVICE_OPERATIONAL', 'INVESTIGATING', 'SERVICE_DEGRADATION', 'SERVICE_INTERRUPTION', 'RESTORING_SERVICE', 'EXTENDED_RECOVERY', 'VERIFYING_SERVICE', 'INVESTIGATION_SUSPENDED', 'SERVICE_RESTORED', 'POST_INCIDENT_REVIEW_PUBLISHED', 'FALSE_POSITIVE', 'RESOLVED', 'MITIGATED_EXTERNAL', 'MITIGATED', 'RESOLVED_EXTERNAL', 'CONFIRMED', 'REPORTED', 'UNKNOWN'))`,
    );
    this.addSql(`alter table "service_incident" enable row level security`);
    this.addSql(`create policy "service_incident_see" on "service_incident" for select using ((select viewer_organization()) is not null)`);
    this.addSql(`create policy "service_incident_insert" on "service_incident" for insert with check ((select viewer_kind()) = 'VENDOR')`);
    this.addSql(
      `create policy "service_incident_update" on "service_incident" for update using ((select viewer_kind()) = 'VENDOR') with check ((select viewer_kind()) = 'VENDOR')`,
    );
    this.addSql(
      `alter table "incident_post" add constraint "incident_post_incident_id_foreign" foreign key ("incident_id") references "service_incident" ("id") on delete cascade`,
    );
    this.addSql(
      `alter table "incident_post" add constraint "incident_post_kind_check" check ("kind" in ('REGULAR', 'QUICK', 'STRATEGIC', 'UNKNOWN'))`,
    );
    this.addSql(
      `alter table "incident_post" add constraint "incident_post_status_check" check ("status" in ('SERVICE_OPERATIONAL', 'INVESTIGATING', 'SERVICE_DEGRADATION', 'SERVICE_INTERRUPTION', 'RESTORING_SERVICE', 'EXTENDED_RECOVERY', 'VERIFYING_SERVICE', 'INVESTIGATION_SUSPENDED', 'SERVICE_RESTORED', 'POST_INCIDENT_REVIEW_PUBLISHED', 'FALSE_POSITIVE', 'RESOLVED', 'MITIGATED_EXTERNAL', 'MITIGATED', 'RESOLVED_EXTERNAL', 'CONFIRMED', 'REPORTED', 'UNKNOWN'))`,
    );
    this.addSql(`alter table "incident_post" enable row level security`);
    this.addSql(`create policy "incident_post_see" on "incident_post" for select using ((select viewer_organization()) is not null)`);
    this.addSql(`create policy "incident_post_insert" on "incident_post" for insert with check ((select viewer_kind()) = 'VENDOR')`);
    this.addSql(
      `alter table "support_offering" add constraint "support_offering_state_check" check ("state" in ('DRAFT', 'PUBLISHED', 'RETIRED'))`,
    );
    this.addSql(
      `alter table "support_offering" add constraint "support_offering_delivery_check" check ("delivery" in ('DIRECT', 'OUTSOURCED', 'RESOLD'))`,
    );
    this.addSql(`alter table "support_offering" enable row level security`);
    this.addSql(
      `create policy "support_offering_see" on "support_offering" for select using (partner_id = (select viewer_organization()) or (state = 'PUBLISHED' and (select true from account_access a where a.organization_id = (select viewer_organization()) and a.account_id = support_offering.partner_id limit 1)))`,
    );
    this.addSql(
      `alter table "offering_service" add constraint "offering_service_offering_id_foreign" foreign key ("offering_id") references "support_offering" ("id") on delete cascade`,
    );
    this.addSql(`alter table "offering_service" enable row level security`);
    this.addSql(
      `create policy "offering_service_see" on "offering_service" for select using ((select true from support_offering o where o.id = offering_service.offering_id))`,
    );
    this.addSql(
      `alter table "ticket" add constraint "ticket_state_check" check ("state" in ('NEW', 'TRIAGE', 'IN_PROGRESS', 'WAITING_ON_CUSTOMER', 'WAITING_ON_PROVIDER', 'ESCALATED', 'RESOLVED', 'CLOSED'))`,
    );
    this.addSql(`alter table "ticket" add constraint "ticket_severity_check" check ("severity" in ('CRITICAL', 'MODERATE', 'MINIMAL'))`);
    this.addSql(
      `alter table "ticket" add constraint "ticket_channel_check" check ("channel" in ('PORTAL', 'EMAIL', 'TELEPHONE', 'CHAT', 'IMPORT'))`,
    );
    this.addSql(`alter table "ticket" enable row level security`);
    this.addSql(
      `create policy "ticket_see" on "ticket" for select using ((select viewer_role()) <> 'SALES_AGENT' and (select true from ticket_access a where a.ticket_id = ticket.id and a.organization_id = (select viewer_organization()) and (a.expires_at is null or a.expires_at > now()) limit 1))`,
    );
    this.addSql(
      `create policy "ticket_insert" on "ticket" for insert with check ((select viewer_role()) <> 'SALES_AGENT' and (select viewer_kind()) <> 'VENDOR' and (customer_id = (select viewer_organization()) or partner_id = (select viewer_organization()) or provider_id = (select viewer_organization())))`,
    );
    this.addSql(
      `create policy "ticket_update" on "ticket" for update using ((select viewer_role()) <> 'SALES_AGENT' and (select true from ticket_access a where a.ticket_id = ticket.id and a.organization_id = (select viewer_organization()) and (a.expires_at is null or a.expires_at > now()) limit 1)) with check ((select viewer_role()) <> 'SALES_AGENT' and (select true from ticket_access a where a.ticket_id = ticket.id and a.organization_id = (select viewer_organization()) and (a.expires_at is null or a.expires_at > now()) limit 1))`,
    );
    this.addSql(
      `alter table "note" add constraint "note_ticket_id_foreign" foreign key ("ticket_id") references "ticket" ("id") on delete cascade`,
    );
    this.addSql(
      `alter table "note" add constraint "note_audience_check" check ("audience" in ('AUTHOR_ORGANIZATION', 'PARTNERS', 'CUSTOMER'))`,
    );
    this.addSql(`alter table "note" enable row level security`);
    this.addSql(
      `create policy "note_see" on "note" for select using ((author_organization = (select viewer_organization()) or audience = 'CUSTOMER' or (audience = 'PARTNERS' and (select viewer_kind()) = 'PARTNER')) and (select true from ticket t where t.id = note.ticket_id))`,
    );
    this.addSql(
      `create policy "note_insert" on "note" for insert with check (author_organization = (select viewer_organization()) and ((select viewer_kind()) = 'PARTNER' or ((select viewer_kind()) = 'CUSTOMER' and audience <> 'PARTNERS') or ((select viewer_kind()) = 'VENDOR' and audience <> 'CUSTOMER')) and (select true from ticket t where t.id = note.ticket_id))`,
    );
    this.addSql(
      `alter table "ticket_access" add constraint "ticket_access_reason_check" check ("reason" in ('PARTNER', 'PROVIDER', 'CUSTOMER', 'HANDED_OVER'))`,
    );
    this.addSql(`alter table "ticket_access" enable row level security`);
    this.addSql(`create policy "ticket_access_see" on "ticket_access" for select using (organization_id = (select viewer_organization()))`);
    this.addSql(
      `alter table "ticket_incident" add constraint "ticket_incident_ticket_id_foreign" foreign key ("ticket_id") references "ticket" ("id") on delete cascade`,
    );
    this.addSql(`alter table "ticket_incident" enable row level security`);
    this.addSql(
      `create policy "ticket_incident_see" on "ticket_incident" for select using ((select true from ticket t where t.id = ticket_incident.ticket_id))`,
    );
    this.addSql(
      `create policy "ticket_incident_insert" on "ticket_incident" for insert with check ((select true from ticket t where t.id = ticket_incident.ticket_id))`,
    );
  }
}
