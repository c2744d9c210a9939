import { Migration } from '@mikro-orm/migrations';

/** The way of a ticket: looking at service health, diagnosing, working in the tenant, the boundaries of the support, and where customers find help by themselves. */
export class Migration20261122100000_ticket_way extends Migration {
  override up(): void {
    this.addSql(`create table support_boundary (
      id uuid not null default uuidv7(), partner_id uuid not null, service_id uuid not null, within text[] not null, outside text[] not null, updated_at timestamptz(3) not null, withdrawn_at timestamptz(3) null, primary key (id))`);
    this.addSql(`create index support_boundary_service_id_index on support_boundary (service_id)`);
    this.addSql(`create index support_boundary_partner_id_updated_at_id_index on support_boundary (partner_id, updated_at, id)`);
    this.addSql(
      `alter table support_boundary add constraint support_boundary_partner_id_service_id_unique unique (partner_id, service_id)`,
    );
    this.addSql(`create table support_resource (
      id uuid not null default uuidv7(), service_id uuid not null, title text not null, url text not null, primary key (id))`);
    this.addSql(`create index support_resource_service_id_title_id_index on support_resource (service_id, title, id)`);
    this.addSql(`alter table support_resource add constraint support_resource_service_id_url_unique unique (service_id, url)`);
    this.addSql(`create table health_check (
      id uuid not null default uuidv7(), ticket_id uuid not null, organization_id uuid not null, author_subject text not null, author text not null, checked_at timestamptz(3) not null, regions text[] not null, conclusion text not null, remark text null, service_ids uuid[] not null, known_incident_ids uuid[] not null, primary key (id))`);
    this.addSql(`create index health_check_ticket_id_checked_at_id_index on health_check (ticket_id, checked_at, id)`);
    this.addSql(`create table health_check_incident (
      id uuid not null default uuidv7(), health_check_id uuid not null, incident_id uuid not null, primary key (id))`);
    this.addSql(
      `alter table health_check_incident add constraint health_check_incident_health_check_id_incident_id_unique unique (health_check_id, incident_id)`,
    );
    this.addSql(`create table troubleshooting_step (
      id uuid not null default uuidv7(), ticket_id uuid not null, organization_id uuid not null, delegation_id uuid not null, author_subject text not null, author text not null, area text not null, text text not null, done_at timestamptz(3) not null, primary key (id))`);
    this.addSql(`create index troubleshooting_step_ticket_id_done_at_id_index on troubleshooting_step (ticket_id, done_at, id)`);
    this.addSql(`drop policy ticket_insert on ticket`);
    this.addSql(
      `alter table ticket add reception text not null default 'PARTNER', add resources_offered jsonb not null default '[]', add diagnosis jsonb null, add outcome text null, add scope text null`,
    );
    this.addSql(`alter table ticket add constraint ticket_reception_check check (reception in ('PARTNER', 'PROVIDER'))`);
    this.addSql(
      `alter table ticket add constraint ticket_outcome_check check (outcome in ('SOLVED', 'WORKED_AROUND', 'ANSWERED', 'ENDED_BY_VENDOR', 'NOT_SUPPORTED', 'SELF_SERVICE'))`,
    );
    this.addSql(`alter table ticket add constraint ticket_scope_check check (scope in ('WITHIN', 'OUTSIDE'))`);
    this.addSql(
      `create policy ticket_insert on ticket for insert with check ((select viewer_role()) <> 'SALES_AGENT' and (select viewer_kind()) <> 'VENDOR' and (customer_id = (select viewer_organization()) or partner_id = (select viewer_organization()) or provider_id = (select viewer_organization())) and state = 'NEW')`,
    );
    this.addSql(`alter table support_boundary enable row level security`);
    this.addSql(
      `create policy support_boundary_see on support_boundary for select using (partner_id = (select viewer_organization()) or (withdrawn_at is null and (select true from account_access a where a.organization_id = (select viewer_organization()) and a.account_id = support_boundary.partner_id limit 1)))`,
    );
    this.addSql(
      `create policy support_boundary_insert on support_boundary for insert with check ((select viewer_kind()) = 'PARTNER' and (select viewer_role()) = 'ADMIN_AGENT' and partner_id = (select viewer_organization()))`,
    );
    this.addSql(
      `create policy support_boundary_update on support_boundary for update using ((select viewer_kind()) = 'PARTNER' and (select viewer_role()) = 'ADMIN_AGENT' and partner_id = (select viewer_organization())) with check ((select viewer_kind()) = 'PARTNER' and (select viewer_role()) = 'ADMIN_AGENT' and partner_id = (select viewer_organization()))`,
    );
    this.addSql(`alter table support_resource enable row level security`);
    this.addSql(`create policy support_resource_see on support_resource for select using ((select viewer_organization()) is not null)`);
    this.addSql(
      `alter table health_check add constraint health_check_ticket_id_foreign foreign key (ticket_id) references ticket (id) on delete cascade`,
    );
    this.addSql(
      `alter table health_check add constraint health_check_conclusion_check check (conclusion in ('DOCUMENTED', 'UNDOCUMENTED'))`,
    );
    this.addSql(`alter table health_check enable row level security`);
    this.addSql(
      `create policy health_check_see on health_check for select using ((select true from ticket t where t.id = health_check.ticket_id))`,
    );
    this.addSql(
      `create policy health_check_insert on health_check for insert with check ((select viewer_kind()) = 'PARTNER' and organization_id = (select viewer_organization()) and (select true from ticket t where t.id = health_check.ticket_id))`,
    );
    this.addSql(
      `alter table health_check_incident add constraint health_check_incident_health_check_id_foreign foreign key (health_check_id) references health_check (id) on delete cascade`,
    );
    this.addSql(`alter table health_check_incident enable row level security`);
    this.addSql(
      `create policy health_check_incident_see on health_check_incident for select using ((select true from health_check c where c.id = health_check_incident.health_check_id))`,
    );
    this.addSql(
      `create policy health_check_incident_insert on health_check_incident for insert with check ((select viewer_kind()) = 'PARTNER' and (select true from health_check c where c.id = health_check_incident.health_check_id))`,
    );
    this.addSql(
      `alter table troubleshooting_step add constraint troubleshooting_step_ticket_id_foreign foreign key (ticket_id) references ticket (id) on delete cascade`,
    );
    this.addSql(
      `alter table troubleshooting_step add constraint troubleshooting_step_area_check check (area in ('SOFTWARE', 'SETTINGS', 'CONFIGURATION'))`,
    );
    this.addSql(`alter table troubleshooting_step enable row level security`);
    this.addSql(
      `create policy troubleshooting_step_see on troubleshooting_step for select using ((select true from ticket t where t.id = troubleshooting_step.ticket_id))`,
    );
    this.addSql(
      `create policy troubleshooting_step_insert on troubleshooting_step for insert with check ((select viewer_kind()) = 'PARTNER' and organization_id = (select viewer_organization()) and (select true from ticket t where t.id = troubleshooting_step.ticket_id))`,
    );
  }
}
