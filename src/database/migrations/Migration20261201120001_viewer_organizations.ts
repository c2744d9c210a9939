import { Migration } from '@mikro-orm/migrations';

/** Which organization a token names is asked before there is a viewer, so by a function; it tells ids and nothing else, and two at most. */
export class Migration20261201120001_viewer_organizations extends Migration {
  override up(): void {
    this.addSql(`create index customer_domain on customer (lower(domain))`);
    this.addSql(`create function viewer_organizations(kind_of text, identifier text, value text, value_as_id uuid) returns setof uuid
      language sql stable security definer set search_path = public, pg_temp as $$
        (select p.id from partner p where kind_of = 'PARTNER' and identifier = 'ID' and p.id = value_as_id
         union all select p.id from partner p where kind_of = 'PARTNER' and identifier = 'TENANT_ID' and p.tenant_id = value_as_id
         union all select p.id from partner p where kind_of = 'PARTNER' and identifier = 'PARTNER_ID' and p.partner_id = value
         union all select c.id from customer c where kind_of = 'CUSTOMER' and identifier = 'ID' and c.id = value_as_id
         union all select c.id from customer c where kind_of = 'CUSTOMER' and identifier = 'TENANT_ID' and c.tenant_id = value_as_id
         union all select c.id from customer c where kind_of = 'CUSTOMER' and identifier = 'DOMAIN' and lower(c.domain) = lower(value))
        limit 2 $$`);
  }
}
