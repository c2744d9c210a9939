import { Migration } from '@mikro-orm/migrations';

/** Access that follows from other rows: triggers keep it, so that no way of writing can forget it. */
export class Migration20261120100000_access extends Migration {
  override up(): void {
    this.addSql(
      `create function vendor_organization() returns uuid language sql immutable parallel safe return '00000000-0000-7000-8000-000000000000'::uuid`,
    );

    // Provider and reseller see each other while their relationship is active.
    this
      .addSql(`create function partner_relationship_access() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$ begin
      delete from account_access where source_id = coalesce(new.id, old.id);
      if tg_op <> 'DELETE' and new.state = 'ACTIVE' then
        insert into account_access (organization_id, account_id, reason, source_id) values
          (new.provider_id, new.reseller_id, 'RESELLER', new.id),
          (new.reseller_id, new.provider_id, 'PROVIDER', new.id);
      end if;
      return null;
    end $$`);
    this.addSql(`create trigger partner_relationship_access after insert or update or delete on partner_relationship
      for each row execute function partner_relationship_access()`);

    // A customer sees its partners and the providers behind them, and they see it.
    this
      .addSql(`create function customer_partner_access() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$ begin
      delete from account_access where source_id = coalesce(new.id, old.id);
      if tg_op <> 'DELETE' then
        insert into account_access (organization_id, account_id, reason, source_id)
        select a, b, reason, new.id from (values
          (new.partner_id, new.customer_id, 'CUSTOMER'), (new.provider_id, new.customer_id, 'CUSTOMER'),
          (new.customer_id, new.partner_id, 'PARTNER'), (new.customer_id, new.provider_id, 'PROVIDER')) as v(a, b, reason)
        where a is not null and b is not null on conflict do nothing;
      end if;
      return null;
    end $$`);
    this.addSql(`create trigger customer_partner_access after insert or update or delete on customer_partner
      for each row execute function customer_partner_access()`);

    // The parties of a ticket see it; the vendor does from the moment it is handed over, and so whom it concerns.
    this
      .addSql(`create function ticket_parties() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$ begin
      delete from ticket_access where ticket_id = new.id and (reason, organization_id) not in (
        ('CUSTOMER', new.customer_id), ('PARTNER', new.partner_id), ('PROVIDER', coalesce(new.provider_id, new.partner_id)), ('HANDED_OVER', vendor_organization()));
      insert into ticket_access (ticket_id, organization_id, reason)
      select new.id, organization, reason from (values
        (new.customer_id, 'CUSTOMER'), (new.partner_id, 'PARTNER'), (new.provider_id, 'PROVIDER'),
        (case when new.state = 'ESCALATED' then vendor_organization() end, 'HANDED_OVER')) as v(organization, reason)
      where organization is not null on conflict do nothing;
      if new.state = 'ESCALATED' then
        insert into account_access (organization_id, account_id, reason, source_id)
        select vendor_organization(), account, 'HANDED_OVER', new.id
        from (values (new.customer_id), (new.partner_id), (new.provider_id)) as v(account)
        where account is not null on conflict do nothing;
      end if;
      return null;
    end $$`);
    this.addSql(`create trigger ticket_parties after insert or update of customer_id, partner_id, provider_id, state on ticket
      for each row execute function ticket_parties()`);

    // Which customers an incident touches: what they have bought, where they have bought it. It shows what the viewer may see of both sides.
    this.addSql(`create view incident_reach with (security_invoker = true) as
      select i.id as incident_id, s.customer_id, s.partner_of_record_id as partner_id, s.provider_id
      from service_incident i
      join customer_subscription s on s.service_id = i.service_id
        and s.status not in ('EXPIRED', 'DISABLED', 'DELETED')
        and (i.regions = '{}' or s.region is null or s.region = any (i.regions))`);
  }
}
