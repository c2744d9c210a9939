import { Migration } from '@mikro-orm/migrations';

/** The terms that both tables have, as they are added to a table. */
const TERMS = [
  `types text[] not null default '{}'`,
  `duties text[] not null default '{RECEIVE,DIAGNOSE,RESOLVE}'`,
  `scope text null check (scope in ('FULL', 'PARTIAL'))`,
  'supplier_id uuid null',
  'supplier_name text null',
  `supplier_duties text[] not null default '{}'`,
  `charge text not null default 'FREE' check (charge in ('FREE', 'PART', 'ALL'))`,
  'charged_for text null',
  `service_ids uuid[] not null default '{}'`,
];

/**
 * Offerings get the terms that publishing needs, their versions, and the acknowledgements of customers. Which services an offering covers
 * is one of its terms, and so a column: the table of links becomes a view, and versions get one like it.
 */
export class Migration20261121090000_offering_terms extends Migration {
  override up(): void {
    this.offerings();
    this.versions();
    this.acknowledgements();
    // Who may write an offering, and see its versions, is said by other tables, too.
    const own = `partner_id = (select viewer_organization()) and (select viewer_kind()) = 'PARTNER' and (select viewer_role()) = 'ADMIN_AGENT'`;
    this.addSql(`create policy support_offering_insert on support_offering for insert with check (${own})`);
    this.addSql(`create policy support_offering_update on support_offering for update using (${own}) with check (${own})`);
  }

  private offerings(): void {
    for (const column of TERMS) this.addSql(`alter table support_offering add column ${column}`);
    this.addSql(`alter table support_offering add column version int not null default 0, add column published_at timestamptz(3) null,
      add column retired_at timestamptz(3) null, alter column hours drop not null`);
    this.addSql(`update support_offering o set
      charge = case when price_amount is null then 'FREE' else 'ALL' end,
      service_ids = coalesce((select array_agg(s.service_id order by s.id) from offering_service s where s.offering_id = o.id), '{}')`);
    // What was offered so far was help with what does not work; when it was published and retired, nobody noted.
    this.addSql(`update support_offering set types = '{BREAK_FIX}', version = 1, published_at = now(),
      retired_at = case when state = 'RETIRED' then now() end where state <> 'DRAFT'`);
    this.addSql('drop table offering_service');
    this.links('offering_service', 'support_offering');
  }

  private versions(): void {
    this.addSql(`create table support_offering_version (id uuid not null default uuidv7(), offering_id uuid not null, number int not null,
      name text not null, delivery text not null, hours jsonb null, contact_methods jsonb not null,
      price_amount numeric(12,2) null, price_currency text null, ${TERMS.join(', ')},
      published_at timestamptz(3) not null, published_by text not null, primary key (id),
      constraint support_offering_version_delivery_check check (delivery in ('DIRECT', 'OUTSOURCED', 'RESOLD')),
      constraint support_offering_version_offering_id_number_unique unique (offering_id, number),
      constraint support_offering_version_offering_id_foreign foreign key (offering_id) references support_offering (id) on delete cascade)`);
    const terms =
      'name, delivery, hours, contact_methods, price_amount, price_currency, types, duties, scope, supplier_id, supplier_name, supplier_duties, charge, charged_for, service_ids';
    this.addSql(`insert into support_offering_version (offering_id, number, ${terms}, published_at, published_by)
      select o.id, 1, ${terms.replaceAll(/\w+/g, 'o.$&')}, o.published_at, p.name
      from support_offering o join partner p on p.id = o.partner_id where o.version = 1`);
    this.links('offering_version_service', 'support_offering_version');
  }

  private acknowledgements(): void {
    this
      .addSql(`create table offering_acknowledgement (id uuid not null default uuidv7(), offering_id uuid not null, version_id uuid not null,
      number int not null, customer_id uuid not null, partner_id uuid not null, subject text not null, acknowledged_by text not null,
      acknowledged_at timestamptz(3) not null, primary key (id),
      constraint offering_acknowledgement_offering_id_number_customer_id_unique unique (offering_id, number, customer_id),
      constraint offering_acknowledgement_offering_id_foreign foreign key (offering_id) references support_offering (id) on delete cascade,
      constraint offering_acknowledgement_version_id_foreign foreign key (version_id) references support_offering_version (id) on delete cascade)`);
    for (const column of ['customer_id', 'offering_id', 'version_id']) {
      this.addSql(
        `create index offering_acknowledgement_${column}_acknowledged_at_id_index on offering_acknowledgement (${column}, acknowledged_at, id)`,
      );
    }
    this.addSql('alter table offering_acknowledgement enable row level security');
    this.addSql(`create policy offering_acknowledgement_see on offering_acknowledgement for select
      using (customer_id = (select viewer_organization()) or partner_id = (select viewer_organization()))`);
    this.addSql(`create policy offering_acknowledgement_insert on offering_acknowledgement for insert
      with check (customer_id = (select viewer_organization()) and subject = (select viewer_subject()) and (select viewer_kind()) = 'CUSTOMER'
        and (select true from support_offering o where o.id = offering_acknowledgement.offering_id and o.state = 'PUBLISHED'
          and o.partner_id = offering_acknowledgement.partner_id and o.version = offering_acknowledgement.number limit 1))`);
    this.addSql('alter table support_offering_version enable row level security');
    this.addSql(`create policy support_offering_version_see on support_offering_version for select using (
      (select true from support_offering o where o.id = support_offering_version.offering_id
        and (o.partner_id = (select viewer_organization()) or o.version = support_offering_version.number) limit 1)
      or (select true from offering_acknowledgement a where a.offering_id = support_offering_version.offering_id
        and a.number = support_offering_version.number and a.customer_id = (select viewer_organization()) limit 1))`);
    this.addSql(`create policy support_offering_version_insert on support_offering_version for insert with check (
      (select true from support_offering o where o.id = support_offering_version.offering_id
        and o.partner_id = (select viewer_organization()) and (select viewer_role()) = 'ADMIN_AGENT' limit 1))`);
  }

  /** The services of what has terms, in the order in which they are named; as whoever asks sees it. */
  private links(view: string, table: string): void {
    this.addSql(`create view ${view} with (security_invoker = true) as
      select s.id, t.id as of_id, s.service_id from ${table} t, unnest(t.service_ids) with ordinality s(service_id, id)`);
  }
}
