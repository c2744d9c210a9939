import { Migration } from '@mikro-orm/migrations';

/** Lists of tickets are read from the access table in their order: one row for an organization and a ticket, with what lists sort by. */
export class Migration20261120110000_ticket_listing extends Migration {
  override up(): void {
    this.addSql('alter table ticket_access add created_at timestamptz(3), add updated_at timestamptz(3), add number int');
    this.addSql(
      'update ticket_access a set created_at = t.created_at, updated_at = t.updated_at, number = t.number from ticket t where t.id = a.ticket_id',
    );
    this.addSql(
      'delete from ticket_access a where created_at is null or exists (select from ticket_access b where (b.ticket_id, b.organization_id) = (a.ticket_id, a.organization_id) and b.id < a.id)',
    );
    this.addSql('alter table ticket_access alter created_at set not null, alter updated_at set not null, alter number set not null');
    this.addSql('alter table ticket_access drop constraint ticket_access_ticket_id_organization_id_reason_unique');
    this.addSql(
      'alter table ticket_access add constraint ticket_access_ticket_id_organization_id_unique unique (ticket_id, organization_id)',
    );
    this.addSql('drop index ticket_access_organization_id_index');
    for (const column of ['created_at', 'updated_at', 'number']) {
      this.addSql(
        `create index ticket_access_organization_id_${column}_ticket_id_index on ticket_access (organization_id, ${column}, ticket_id)`,
      );
    }
    this
      .addSql(`create or replace function ticket_parties() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$ begin
      delete from ticket_access where ticket_id = new.id and organization_id not in (
        new.customer_id, new.partner_id, coalesce(new.provider_id, new.partner_id), vendor_organization());
      insert into ticket_access (ticket_id, organization_id, reason, created_at, updated_at, number)
      select distinct on (organization) new.id, organization, reason, new.created_at, new.updated_at, new.number from (values
        (new.partner_id, 'PARTNER'), (new.provider_id, 'PROVIDER'), (new.customer_id, 'CUSTOMER'),
        (case when new.state = 'ESCALATED' then vendor_organization() end, 'HANDED_OVER')) as v(organization, reason)
      where organization is not null
      on conflict (ticket_id, organization_id) do update
        set reason = excluded.reason, created_at = excluded.created_at, updated_at = excluded.updated_at, number = excluded.number;
      update ticket_access set updated_at = new.updated_at where ticket_id = new.id and updated_at <> new.updated_at;
      if new.state = 'ESCALATED' then
        insert into account_access (organization_id, account_id, reason, source_id)
        select vendor_organization(), account, 'HANDED_OVER', new.id
        from (values (new.customer_id), (new.partner_id), (new.provider_id)) as v(account)
        where account is not null on conflict do nothing;
      end if;
      return null;
    end $$`);
    // Whoever gives access says to whom and why; what lists sort by is the ticket's own.
    this
      .addSql(`create function ticket_access_copies() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$ begin
      select t.created_at, t.updated_at, t.number into new.created_at, new.updated_at, new.number from ticket t where t.id = new.ticket_id;
      return new;
    end $$`);
    this.addSql('create trigger ticket_access_copies before insert on ticket_access for each row execute function ticket_access_copies()');
    this.addSql('drop trigger ticket_parties on ticket');
    this
      .addSql(`create trigger ticket_parties after insert or update of customer_id, partner_id, provider_id, state, created_at, updated_at, number on ticket
      for each row execute function ticket_parties()`);
  }
}
