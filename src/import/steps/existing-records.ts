/** What the database knows that the meaning of an export depends on. */
import type { MikroORM } from '@mikro-orm/postgresql';
import { sql, type RawBuilder } from 'kysely';
import type { PartnerKind } from '../../accounts/partner/entity.ts';
import type { SubscriptionStatus } from '../../accounts/customer-subscription/entity.ts';
import type { ValueOf } from '../../kernel/schema/enum.ts';
import { externalIdOf } from '../desks/external-id.ts';
import { serviceOf } from '../values/service-of-offer.ts';

/** A subscription that is known. */
export interface KnownSubscription {
  readonly id: string;
  readonly customer: string;
  readonly offerName: string;
  readonly quantity: number;
  readonly status: ValueOf<typeof SubscriptionStatus>;
  /** The partner of record. */
  readonly partner: string | null;
}

/** A partner of a customer, and the provider behind it. */
export interface KnownCustody {
  readonly customer: string;
  readonly partner: string;
  readonly provider: string | null;
}

/** A customer that is known. */
export interface KnownCustomer {
  readonly tenant: string;
  readonly name: string;
  /** In lower case. */
  readonly domain: string | null;
}

/** A ticket that came from another desk. */
export interface KnownDeskTicket {
  readonly id: string;
  readonly system: string;
  readonly number: string;
  readonly description: string;
  readonly partner: string;
  readonly provider: string | null;
  /** The address of whoever asked, and the domain of the customer. */
  readonly email: string | null;
  readonly domain: string | null;
}

type Keys = readonly (string | undefined)[];
const several = (keys: Keys): string[] => [...new Set(keys.flatMap((key) => key ?? []))];

/** Looks things up, many at once. Organizations are named by their tenant. */
export class ExistingRecords {
  readonly #orm: MikroORM;

  constructor(orm: MikroORM) {
    this.#orm = orm;
  }

  /** The tenants of partners by their PartnerID. */
  async partnersById(partnerIds: Keys): Promise<Map<string, string>> {
    const rows = await this.#rows(
      sql<{
        id: string;
        tenant: string;
      }>`select partner_id as id, tenant_id as tenant from partner where partner_id = any(${several(partnerIds)}::text[])`,
    );
    return new Map(rows.map(({ id, tenant }) => [id, tenant]));
  }

  /** The kinds of partners by tenant. */
  async partnerKinds(tenantIds: Keys): Promise<Map<string, ValueOf<typeof PartnerKind>>> {
    const rows = await this.#rows(
      sql<{
        tenant: string;
        kind: ValueOf<typeof PartnerKind>;
      }>`select tenant_id as tenant, kind from partner where tenant_id = any(${several(tenantIds)}::uuid[])`,
    );
    return new Map(rows.map(({ tenant, kind }) => [tenant, kind]));
  }

  /** Those of the tenants that are customers. */
  async customers(tenantIds: Keys): Promise<Set<string>> {
    const rows = await this.#rows(
      sql<{ tenant: string }>`select tenant_id as tenant from customer where tenant_id = any(${several(tenantIds)}::uuid[])`,
    );
    return new Set(rows.map(({ tenant }) => tenant));
  }

  /** Customers with one of the tenants, domains or names. */
  async customersLike(tenantIds: Keys, domains: Keys, names: Keys): Promise<KnownCustomer[]> {
    const lower = (words: Keys) => several(words).map((word) => word.toLowerCase());
    return this.#rows(sql<KnownCustomer>`select tenant_id as tenant, name, lower(domain) as domain from customer
      where tenant_id = any(${several(tenantIds)}::uuid[]) or lower(domain) = any(${lower(domains)}::text[]) or lower(name) = any(${lower(names)}::text[])`);
  }

  /** Tickets of a desk by their numbers, of whatever installation of it. */
  async deskTickets(system: string, numbers: Keys): Promise<KnownDeskTicket[]> {
    const installations = await this.#rows(sql<{ name: string }>`select distinct split_part(external_id, ':', 2) as name from ticket
      where split_part(external_id, ':', 1) = ${system} and split_part(external_id, ':', 3) <> ''`);
    const ids = installations.flatMap(({ name }) => several(numbers).map((number) => externalIdOf(system, name, number)));
    return this.#rows(sql<KnownDeskTicket>`select t.external_id as id, ${system}::text as system,
        substr(t.external_id, length(split_part(t.external_id, ':', 1)) + length(split_part(t.external_id, ':', 2)) + 3) as number, t.description,
        p.tenant_id as partner, v.tenant_id as provider, lower(t.contact->>'email') as email, lower(c.domain) as domain
      from ticket t join customer c on c.id = t.customer_id join partner p on p.id = t.partner_id left join partner v on v.id = t.provider_id
      where t.external_id = any(${ids}::text[])`);
  }

  /** Subscriptions by the vendor's id. */
  async subscriptions(externalIds: Keys): Promise<Map<string, KnownSubscription>> {
    const rows = await this.#rows(sql<KnownSubscription>`
      select s.external_id as id, c.tenant_id as customer, s.offer_name as "offerName", s.quantity, s.status, p.tenant_id as partner
      from customer_subscription s join customer c on c.id = s.customer_id left join partner p on p.id = s.partner_of_record_id
      where s.external_id = any(${several(externalIds)}::text[])`);
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** The subscriptions of customers that are active. */
  async activeSubscriptions(customerTenantIds: Keys): Promise<Pick<KnownSubscription, 'id' | 'offerName'>[]> {
    return this.#rows(sql<Pick<KnownSubscription, 'id' | 'offerName'>>`select s.external_id as id, s.offer_name as "offerName"
      from customer_subscription s join customer c on c.id = s.customer_id
      where s.status = 'ACTIVE' and c.tenant_id = any(${several(customerTenantIds)}::uuid[]) order by s.offer_name, s.external_id`);
  }

  /** Those of the delegations, by the vendor's id, that are known. */
  async delegations(externalIds: Keys): Promise<Set<string>> {
    const rows = await this.#rows(
      sql<{ id: string }>`select external_id as id from delegation where external_id = any(${several(externalIds)}::text[])`,
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** The tenants of the partners whose security groups these are. A group that two partners have is nobody's. */
  async groups(externalIds: Keys): Promise<Map<string, string>> {
    const rows = await this.#rows(sql<{ id: string; tenant: string }>`select g.external_id as id, min(p.tenant_id::text) as tenant
      from security_group g join partner p on p.id = g.partner_id where g.external_id = any(${several(externalIds)}::text[])
      group by g.external_id having count(*) = 1`);
    return new Map(rows.map(({ id, tenant }) => [id, tenant]));
  }

  /** Who serves customers. */
  async custodies(customerTenantIds: Keys): Promise<KnownCustody[]> {
    return this.#rows(sql<KnownCustody>`select c.tenant_id as customer, p.tenant_id as partner, v.tenant_id as provider
      from customer_partner x join customer c on c.id = x.customer_id join partner p on p.id = x.partner_id left join partner v on v.id = x.provider_id
      where c.tenant_id = any(${several(customerTenantIds)}::uuid[])`);
  }

  /** Answers the key of the service that an offer or a product gives, as far as its name tells. */
  async services(): Promise<(name: string | undefined) => string | undefined> {
    const services = await this.#rows(sql<{ key: string; name: string }>`select key, name from service`);
    return (name) => (name === undefined ? undefined : serviceOf(name, services));
  }

  async #rows<T>(query: RawBuilder<T>): Promise<T[]> {
    return (await query.execute(this.#orm.em.fork().getKysely())).rows;
  }
}
