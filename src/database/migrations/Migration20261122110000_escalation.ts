import { Migration } from '@mikro-orm/migrations';

/** Handing problems on: escalations, who may file for which products, and what holds about them whoever writes. */
export class Migration20261122110000_escalation extends Migration {
  override up(): void {
    this.addSql(
      `create table filing_policy (id uuid not null default uuidv7(), family text not null, direct_bill boolean not null, indirect_provider boolean not null, indirect_reseller boolean not null, basis text not null, primary key (id))`,
    );
    this.addSql(`alter table filing_policy add constraint filing_policy_family_unique unique (family)`);
    this.addSql(`create index filing_policy_family_id_index on filing_policy (family, id)`);
    this.addSql(
      `create table escalation (id uuid not null default uuidv7(), ticket_id uuid not null, filed_by_id uuid not null, provider_id uuid null, handed_over_by_id uuid null, delegation_id uuid null, state text not null, category text not null, severity text not null, impact text not null, evidence jsonb not null, contact jsonb not null, vehicle text null, author text not null, author_subject text not null, filed_at timestamptz(3) not null, handed_over_at timestamptz(3) null, response_hours int null, response_due_at timestamptz(3) null, responded_at timestamptz(3) null, return_reason text null, ended_at timestamptz(3) null, primary key (id))`,
    );
    this.addSql(`create index escalation_ticket_id_filed_at_id_index on escalation (ticket_id, filed_at, id)`);
    this.addSql(
      `create table escalation_ticket (id uuid not null default uuidv7(), escalation_id uuid not null, ticket_id uuid not null, primary key (id))`,
    );
    this.addSql(
      `alter table escalation_ticket add constraint escalation_ticket_escalation_id_ticket_id_unique unique (escalation_id, ticket_id)`,
    );
    this.addSql(
      `alter table filing_policy add constraint filing_policy_family_check check (family in ('MICROSOFT_365', 'DYNAMICS_365', 'POWER_PLATFORM', 'AZURE', 'COMMERCE'))`,
    );
    this.addSql(`alter table filing_policy enable row level security`);
    this.addSql(`create policy filing_policy_see on filing_policy for select using ((select viewer_organization()) is not null)`);
    this.addSql(
      `alter table escalation add constraint escalation_ticket_id_foreign foreign key (ticket_id) references ticket (id) on delete cascade`,
    );
    this.addSql(
      `alter table escalation add constraint escalation_state_check check (state in ('WITH_PROVIDER', 'ACCEPTED', 'RETURNED', 'WITH_VENDOR', 'ENDED'))`,
    );
    this.addSql(
      `alter table escalation add constraint escalation_category_check check (category in ('UNDOCUMENTED_SERVICE_PROBLEM', 'SERVICE_UNAVAILABLE', 'BUG_OR_IRREGULARITY', 'LARGE_SCALE_NETWORK_DISRUPTION', 'REGIONAL_MULTITENANT'))`,
    );
    this.addSql(`alter table escalation add constraint escalation_severity_check check (severity in ('CRITICAL', 'MODERATE', 'MINIMAL'))`);
    this.addSql(
      `alter table escalation add constraint escalation_vehicle_check check (vehicle in ('COMMERCIAL', 'ASFP', 'PSFP', 'UNIFIED', 'SIGNATURE', 'ON_PREMISES', 'MSRC'))`,
    );
    this.addSql(`alter table escalation enable row level security`);
    this.addSql(
      `create policy escalation_see on escalation for select using ((select viewer_kind()) <> 'CUSTOMER' and (select true from ticket t where t.id = escalation.ticket_id))`,
    );
    this.addSql(
      `create policy escalation_insert on escalation for insert with check ((select viewer_kind()) = 'PARTNER' and filed_by_id = (select viewer_organization()) and (select true from ticket t where t.id = escalation.ticket_id))`,
    );
    this.addSql(
      `create policy escalation_update on escalation for update using ((select viewer_kind()) <> 'CUSTOMER' and (select true from ticket t where t.id = escalation.ticket_id)) with check ((select viewer_kind()) <> 'CUSTOMER' and (select true from ticket t where t.id = escalation.ticket_id))`,
    );
    this.addSql(
      `alter table escalation_ticket add constraint escalation_ticket_escalation_id_foreign foreign key (escalation_id) references escalation (id) on delete cascade`,
    );
    this.addSql(`alter table escalation_ticket enable row level security`);
    this.addSql(
      `create policy escalation_ticket_see on escalation_ticket for select using ((select true from escalation e where e.id = escalation_ticket.escalation_id))`,
    );
    this.addSql(
      `create policy escalation_ticket_insert on escalation_ticket for insert with check ((select viewer_kind()) = 'PARTNER' and (select true from escalation e where e.id = escalation_ticket.escalation_id))`,
    );

    // What the vendor's own pages agree on, and where they do not, the stricter reading. The operator changes it here, in the database.
    this.addSql(`insert into filing_policy (family, direct_bill, indirect_provider, indirect_reseller, basis) values
      ('AZURE', true, true, false, 'Only the provider of an Azure subscription opens requests for its customer: indirect resellers and advisors cannot, even with a support contract.'),
      ('MICROSOFT_365', true, true, false, 'The page of 2023 names indirect resellers too, that of 2025 only direct-bill partners and indirect providers; the stricter one holds.'),
      ('DYNAMICS_365', true, true, false, 'As for Microsoft 365: the pages contradict each other, and the stricter one holds.'),
      ('POWER_PLATFORM', true, true, false, 'As for Microsoft 365: the pages contradict each other, and the stricter one holds.'),
      ('COMMERCE', true, true, false, 'Resellers have no billing with the vendor: what concerns invoices, orders and prices goes through their provider.')`);

    // Nobody brings a ticket to the vendor but by handing over an escalation of its own, under a delegation and a program (rules R01, R05, R18).
    // Imports and the owner are no viewers: what they bring has happened already. Deferred, because the two rows are written one after the other.
    this
      .addSql(`create function ticket_handed_over() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$ begin
      if viewer_kind() is not null and not exists (
        select from escalation e where e.ticket_id = new.id and e.state = 'WITH_VENDOR' and e.handed_over_by_id = viewer_organization()
          and e.delegation_id is not null and e.vehicle is not null and e.response_due_at is not null) then
        raise exception 'ticket % came to the vendor without an escalation', new.id using errcode = 'integrity_constraint_violation';
      end if;
      return null;
    end $$`);
    for (const [name, on, when] of [
      ['ticket_handed_over_new', 'insert', `new.state = 'ESCALATED'`],
      ['ticket_handed_over', 'update of state', `new.state = 'ESCALATED' and old.state <> 'ESCALATED'`],
    ])
      this.addSql(`create constraint trigger ${name} after ${on} on ticket deferrable initially deferred
        for each row when (${when}) execute function ticket_handed_over()`);

    // What a ticket was handed on for ends with it, whoever ends it: the customer sees no escalation, and ends them all the same.
    this
      .addSql(`create function ticket_ends_escalations() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$ begin
      update escalation set state = 'ENDED', ended_at = new.updated_at
      where ticket_id = new.id and state in ('WITH_PROVIDER', 'ACCEPTED', 'WITH_VENDOR');
      return null;
    end $$`);
    this.addSql(`create trigger ticket_ends_escalations after update of state on ticket
      for each row when (new.state in ('RESOLVED', 'CLOSED')) execute function ticket_ends_escalations()`);
  }
}
