import { Migration } from '@mikro-orm/migrations';

/**
 * Lists of customers, partners and offerings are read from tables of their own in the order of their names: one row for an organization
 * and what it sees, however many reasons there are for that.
 */
export class Migration20261120120000_listings extends Migration {
  override up(): void {
    // Nobody changes access between what is copied here and the triggers that follow it from then on.
    this.addSql('lock table account_access, customer, partner, support_offering in share row exclusive mode');
    this.accounts();
    this.offerings();
    // Whether a ticket may be seen is answered by an index alone.
    this.addSql('alter table ticket_access drop constraint ticket_access_ticket_id_organization_id_unique');
    this.addSql(
      'alter table ticket_access add constraint ticket_access_ticket_id_organization_id_unique unique (ticket_id, organization_id) include (expires_at)',
    );
    // A sales agent sees no ticket: said here too, so that a list does not look at each of them to find that out.
    this.addSql('drop policy ticket_access_see on ticket_access');
    this.addSql(
      `create policy ticket_access_see on ticket_access for select using (organization_id = (select viewer_organization()) and (select viewer_role()) <> 'SALES_AGENT')`,
    );
    // What must be there and is not stops a compiled read; the operation is then executed field by field, and the error finds its place.
    this.addSql(`create function absent(what text) returns jsonb language plpgsql volatile parallel safe as $$ begin
      raise exception 'nothing is at %, where there must be something', what;
    end $$`);
    this.addSql('create index service_incident_updated_at_id_index on service_incident (updated_at, id)');
  }

  private accounts(): void {
    this
      .addSql(`create table account_listing (organization_id uuid not null, account_id uuid not null, kind text not null, name text not null,
      primary key (organization_id, account_id), constraint account_listing_kind_check check (kind in ('CUSTOMER', 'PARTNER')))`);
    this.addSql('alter table account_listing enable row level security');
    this.addSql('create policy account_listing_see on account_listing for select using (organization_id = (select viewer_organization()))');
    this.addSql(`insert into account_listing (organization_id, account_id, kind, name)
      select a.organization_id, a.account_id, v.kind, v.name
      from (select organization_id, account_id from account_access union select id, id from customer union select id, id from partner) a
      join (select id, 'CUSTOMER' as kind, name from customer union all select id, 'PARTNER', name from partner) v on v.id = a.account_id`);
    this.addSql(
      'create index account_listing_organization_id_kind_name_account_id_index on account_listing (organization_id, kind, name, account_id)',
    );
    this.addSql('create index account_listing_account_id_index on account_listing (account_id)');

    // Whoever gives access first and whoever takes it away last meet at the row: each waits for the other, and looks again then.
    // So do, at the account, whoever changes access to it and whoever gives it another name or publishes what it offers: the account is
    // always locked before the listing.
    this
      .addSql(`create function account_access_listing() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$ begin
      if tg_op <> 'DELETE' then
        insert into account_listing (organization_id, account_id, kind, name)
        select new.organization_id, id, 'CUSTOMER', name from customer where id = new.account_id for share
        on conflict (organization_id, account_id) do update set name = excluded.name;
        insert into account_listing (organization_id, account_id, kind, name)
        select new.organization_id, id, 'PARTNER', name from partner where id = new.account_id for share
        on conflict (organization_id, account_id) do update set name = excluded.name;
      end if;
      if tg_op <> 'INSERT' and old.organization_id <> old.account_id then
        perform from customer where id = old.account_id for share;
        perform from partner where id = old.account_id for share;
        perform from account_listing l where l.organization_id = old.organization_id and l.account_id = old.account_id for update;
        delete from account_listing l where l.organization_id = old.organization_id and l.account_id = old.account_id
          and not exists (select from account_access a where a.organization_id = old.organization_id and a.account_id = old.account_id);
      end if;
      return null;
    end $$`);
    this.addSql(`create trigger account_access_listing after insert or update of organization_id, account_id or delete on account_access
      for each row execute function account_access_listing()`);

    // Everybody sees itself; a new name is a new place in every list.
    this
      .addSql(`create function account_listed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$ begin
      if tg_op = 'DELETE' then
        delete from account_listing where account_id = old.id or organization_id = old.id;
      elsif tg_op = 'UPDATE' then
        update account_listing set name = new.name where account_id = new.id and name <> new.name;
      else
        insert into account_listing (organization_id, account_id, kind, name)
        select organization_id, new.id, upper(tg_table_name), new.name from account_access where account_id = new.id
        union select new.id, new.id, upper(tg_table_name), new.name;
      end if;
      return null;
    end $$`);
    for (const table of ['customer', 'partner']) {
      this.addSql(
        `create trigger ${table}_listed after insert or update of name or delete on ${table} for each row execute function account_listed()`,
      );
    }
  }

  private offerings(): void {
    this.addSql(`create table offering_listing (organization_id uuid not null, offering_id uuid not null, name text not null,
      primary key (organization_id, offering_id))`);
    this.addSql('alter table offering_listing enable row level security');
    this.addSql(
      'create policy offering_listing_see on offering_listing for select using (organization_id = (select viewer_organization()))',
    );
    this.addSql(`insert into offering_listing (organization_id, offering_id, name)
      select l.organization_id, o.id, o.name from support_offering o join account_listing l on l.account_id = o.partner_id
      where o.state = 'PUBLISHED' or l.organization_id = o.partner_id`);
    this.addSql(
      'create index offering_listing_organization_id_name_offering_id_index on offering_listing (organization_id, name, offering_id)',
    );
    this.addSql('create index offering_listing_offering_id_index on offering_listing (offering_id)');

    // An offering is published while others begin to do business with its partner: they meet at the partner's row.
    this
      .addSql(`create function offering_listed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$ begin
      perform from partner where id in (new.partner_id, old.partner_id) order by id for no key update;
      if tg_op <> 'INSERT' then
        delete from offering_listing where offering_id = old.id;
      end if;
      if tg_op <> 'DELETE' then
        insert into offering_listing (organization_id, offering_id, name)
        select organization_id, new.id, new.name from account_listing
        where account_id = new.partner_id and (new.state = 'PUBLISHED' or organization_id = new.partner_id);
      end if;
      return null;
    end $$`);
    this.addSql(`create trigger offering_listed after insert or update of partner_id, name, state or delete on support_offering
      for each row execute function offering_listed()`);
    this
      .addSql(`create function account_listing_offerings() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$ begin
      if tg_op = 'INSERT' then
        insert into offering_listing (organization_id, offering_id, name)
        select new.organization_id, id, name from support_offering
        where partner_id = new.account_id and (state = 'PUBLISHED' or partner_id = new.organization_id) on conflict do nothing;
      else
        delete from offering_listing l using support_offering o
        where l.organization_id = old.organization_id and l.offering_id = o.id and o.partner_id = old.account_id;
      end if;
      return null;
    end $$`);
    this.addSql(`create trigger account_listing_offerings after insert or delete on account_listing
      for each row execute function account_listing_offerings()`);
  }
}
