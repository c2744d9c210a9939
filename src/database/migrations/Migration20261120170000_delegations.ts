import { Migration } from '@mikro-orm/migrations';

/** Delegations live by their clocks; who has which of their roles follows from assignments, security groups and their members. */
export class Migration20261120170000_delegations extends Migration {
  override up(): void {
    this.tables();
    this.policies();
    this.clock();
    this.roles();
  }

  private tables(): void {
    this.addSql('alter table delegation alter external_id drop not null');
    this.addSql(
      'alter table delegation add requested_at timestamptz(3) null, add noticed smallint null, add clock_at timestamptz(3) null, add told_at timestamptz(3) null',
    );
    for (const party of ['customer', 'partner', 'provider']) {
      this.addSql(`drop index delegation_${party}_id_index`);
      this.addSql(`create index delegation_${party}_id_created_at_id_index on delegation (${party}_id, created_at, id)`);
    }
    this.addSql('create index delegation_clock_at_index on delegation (clock_at)');
    this
      .addSql(`create table security_group (id uuid not null default uuidv7(), partner_id uuid not null, external_id text not null, name text not null,
      primary key (id), constraint security_group_partner_id_external_id_unique unique (partner_id, external_id))`);
    this.addSql('create index security_group_partner_id_name_id_index on security_group (partner_id, name, id)');
    this
      .addSql(`create table security_group_member (id uuid not null default uuidv7(), group_id uuid not null, subject text not null, external_id text null,
      name text not null, is_guest boolean not null, added_at timestamptz(3) not null, removed_at timestamptz(3) null, primary key (id))`);
    this.addSql('create index security_group_member_group_id_name_id_index on security_group_member (group_id, name, id)');
    this.addSql(`alter table security_group_member add constraint security_group_member_group_id_foreign
      foreign key (group_id) references security_group (id) on delete cascade`);
    this
      .addSql(`create table delegation_assignment (id uuid not null default uuidv7(), external_id text null, delegation_id uuid not null, group_id uuid not null,
      status text not null, role_ids text[] not null, created_at timestamptz(3) not null, ended_at timestamptz(3) null, told_at timestamptz(3) null, primary key (id),
      constraint delegation_assignment_external_id_unique unique (external_id),
      constraint delegation_assignment_status_check check (status in ('PENDING', 'ACTIVE', 'DELETING', 'DELETED', 'ERROR', 'UNKNOWN')))`);
    this.addSql(
      'create index delegation_assignment_delegation_id_created_at_id_index on delegation_assignment (delegation_id, created_at, id)',
    );
    this.addSql('create index delegation_assignment_group_id_created_at_id_index on delegation_assignment (group_id, created_at, id)');
    for (const [column, table] of [
      ['delegation_id', 'delegation'],
      ['group_id', 'security_group'],
    ]) {
      this.addSql(`alter table delegation_assignment add constraint delegation_assignment_${column}_foreign
        foreign key (${column}) references ${table} (id) on delete cascade`);
    }
    this
      .addSql(`create table delegation_notice (id uuid not null default uuidv7(), delegation_id uuid not null, partner_id uuid null, customer_id uuid null,
      days_left int not null, ends_at timestamptz(3) not null, extends boolean not null, given_at timestamptz(3) not null, primary key (id),
      constraint delegation_notice_delegation_id_ends_at_days_left_unique unique (delegation_id, ends_at, days_left))`);
    for (const column of ['delegation_id', 'partner_id', 'customer_id'])
      this.addSql(`create index delegation_notice_${column}_given_at_id_index on delegation_notice (${column}, given_at, id)`);
    this.addSql(`alter table delegation_notice add constraint delegation_notice_delegation_id_foreign
      foreign key (delegation_id) references delegation (id) on delete cascade`);
  }

  private policies(): void {
    const me = '(select viewer_organization())';
    const admin = `(select viewer_role()) = 'ADMIN_AGENT'`;
    const partner = `partner_id = ${me} and (select viewer_kind()) = 'PARTNER' and ${admin}`;
    const either = `(${partner}) or (customer_id = ${me} and (select viewer_kind()) = 'CUSTOMER')`;
    const delegation = '(select true from delegation d where d.id = delegation_assignment.delegation_id';
    const ownAssignment = `${admin} and ${delegation} and d.partner_id = ${me})`;
    const group = '(select true from security_group g\n  where g.id = security_group_member.group_id';
    const ownGroup = `${admin} and ${group} and g.partner_id = ${me})`;
    this.addSql(`create policy "delegation_insert" on "delegation" for insert with check (${partner})`);
    this.addSql(`create policy "delegation_update" on "delegation" for update using (${either}) with check (${either})`);
    for (const table of ['delegation_assignment', 'delegation_notice', 'security_group', 'security_group_member'])
      this.addSql(`alter table "${table}" enable row level security`);
    this.addSql(`create policy "delegation_assignment_see" on "delegation_assignment" for select using (${delegation}))`);
    this.addSql(`create policy "delegation_assignment_insert" on "delegation_assignment" for insert with check (${ownAssignment})`);
    this.addSql(
      `create policy "delegation_assignment_update" on "delegation_assignment" for update using (${ownAssignment}) with check (${ownAssignment})`,
    );
    this.addSql(
      `create policy "delegation_notice_see" on "delegation_notice" for select using (partner_id = ${me} or customer_id = ${me})`,
    );
    this.addSql(`create policy "delegation_notice_insert" on "delegation_notice" for insert with check (${partner})`);
    this
      .addSql(`create policy "security_group_see" on "security_group" for select using (security_group.partner_id = ${me} or (select true from delegation_assignment a join delegation d on d.id = a.delegation_id
  where a.group_id = security_group.id and a.status = 'ACTIVE' and d.status = 'ACTIVE' limit 1))`);
    this.addSql(`create policy "security_group_insert" on "security_group" for insert with check (${partner})`);
    this.addSql(`create policy "security_group_update" on "security_group" for update using (${partner}) with check (${partner})`);
    this
      .addSql(`create policy "security_group_member_see" on "security_group_member" for select using ((select true from security_group g where g.id = security_group_member.group_id
  and (security_group_member.removed_at is null or g.partner_id = ${me})))`);
    this.addSql(`create policy "security_group_member_insert" on "security_group_member" for insert with check (${ownGroup})`);
    this.addSql(
      `create policy "security_group_member_update" on "security_group_member" for update using (${ownGroup}) with check (${ownGroup})`,
    );
  }

  /** When a clock of a delegation strikes next. Twenty-four hours are a day here, so that no time zone has a say in it. */
  private clock(): void {
    this.addSql(`create function delegation_clock() returns trigger language plpgsql as $$ begin
      -- Another end is announced anew.
      if tg_op = 'UPDATE' and new.ends_at is distinct from old.ends_at then new.noticed = null; end if;
      new.clock_at = case new.status
        when 'APPROVAL_PENDING' then new.requested_at + 90 * interval '24 hours'
        when 'ACTIVE' then (
          select min(n.at) from (select days, new.ends_at - days * interval '24 hours' as at from unnest(array[30, 7, 1, 0]) days) n
          where (new.noticed is null or n.days < new.noticed) and (new.started_at is null or n.at > new.started_at))
      end;
      return new;
    end $$`);
    this.addSql('create trigger delegation_clock before insert or update on delegation for each row execute function delegation_clock()');
    this.addSql(`update delegation set requested_at = created_at where status = 'APPROVAL_PENDING'`);
    this.addSql(`update delegation set clock_at = null where status = 'ACTIVE'`);

    // What is due, whoever's it is: the program asks it for all, and then does the work as the partner whose delegation it is.
    this.addSql(`create function delegation_due(until timestamptz, most int) returns table (id uuid, organization uuid, at timestamptz)
      language sql stable security definer set search_path = public, pg_temp as $$
        select id, partner_id, clock_at from delegation where clock_at <= until and partner_id is not null order by clock_at limit most $$`);
  }

  /** The roles that a person really has. */
  private roles(): void {
    this.addSql(`create function is_admin_role(id text) returns boolean language sql immutable parallel safe return id in (
      ${KNOWN.map((id) => `'${id}'`).join(', ')})`);

    // Relationship, assignment and member must all hold, and a role counts as far as all of them give it. It shows what the
    // viewer may see: to ask for a partner's people is for that partner. An end counts when it has come, whether or not the
    // clock has struck yet.
    this
      .addSql(`create function effective_roles(customer uuid, partner uuid, person text, at timestamptz) returns table (delegation_id uuid, role_id text)
      language sql stable parallel safe as $$
        select distinct d.id, r.id
        from delegation d
        join delegation_assignment a on a.delegation_id = d.id and a.status = 'ACTIVE'
        join security_group g on g.id = a.group_id and g.partner_id = d.partner_id
        join security_group_member m on m.group_id = g.id and not m.is_guest
          and m.added_at <= at and (m.removed_at is null or m.removed_at > at)
        cross join unnest(d.role_ids) r(id)
        where d.customer_id = customer and d.partner_id = partner
          and d.status = 'ACTIVE' and d.started_at <= at and d.ends_at > at
          and person in (m.subject, m.external_id)
          and r.id = any (a.role_ids) and is_admin_role(r.id) $$`);
  }
}

/** The roles that Tierline knew when this was written: any other gives nothing. */
const KNOWN = [
  'f023fd81-a637-4b56-95fd-791ac0226033',
  '729827e3-9c14-49f7-bb1b-9608f156bbb8',
  '790c1fb9-7f7d-4f88-86a1-ef1f95c05c1b',
  'ac16e43d-7b2d-40e0-ac05-243ff356ab5b',
  '88d8e3e3-8f55-4a1e-953a-9b9898b8876b',
  '9360feb5-f418-4baa-8175-e2a00bac4301',
  'f2ef992c-3afb-46b9-b7cf-a126ee74c451',
  '4d6ac14f-3453-41d0-bef9-a3e0c569773a',
  'fe930be7-5e62-47db-91af-98c3a49a38b1',
  'e8611ab8-c189-46e8-94e1-60213ab1f814',
  '7be44c8a-adaf-4e2a-84d6-ab2649e08a13',
  'c4e39bd9-1100-46d3-8c65-fb160da0071f',
  '966707d0-3269-4727-9be2-8c3a10f19b9d',
  '29232cdf-9323-42fd-ade2-1d097af3e4de',
  'f28a1f50-f6e7-4571-818b-6a12f2af6b6c',
  '69091246-20e8-4a56-aa4d-066075b2a7a8',
  '3a2c62db-5318-420d-8d74-23affee5d9d5',
  '44367163-eba1-44c3-98af-f5787879f96a',
  '11648597-926c-4cf3-9c36-bcebb0ba8dcc',
  'fdd7a751-b60b-444a-984c-02652fe8fa1c',
  '95e79109-95c0-4d8e-aee3-d01accf2d47b',
  '4a5d8f65-41da-4de4-8968-e035b65339cf',
  '5d6b6bb7-de71-4623-b4af-96380a352509',
  'fcf91098-03e3-41a9-b5ba-6f0ec8188a12',
  'f70938a0-fc10-4177-9e90-2178f8765737',
  'b0f54661-2d74-4c50-afa3-1ec803f12efe',
  '62e90394-69f5-4237-9190-012177145e10',
];
