/** Whose ticket it is: the customer that a ticket of another desk names, among those whom the partner serves. */
import type { KnownCustomer } from '../steps/existing-records.ts';
import { guidOf } from '../values/guid.ts';
import type { Mapping } from '../tables/mapping.ts';
import type { Directory } from './directory.ts';
import type { DeskPerson } from './member.ts';

/** What a ticket says of its customer. */
export interface CustomerNamed {
  readonly tenantId: string | undefined;
  readonly domain: string | undefined;
  readonly id: string | undefined;
  readonly name: string | undefined;
  /** The id of a subscription of the customer. */
  readonly subscription?: string | undefined;
}

/** Everything by which a customer can be found, the surest first. */
export interface Clues {
  readonly tenants: readonly string[];
  readonly domains: readonly string[];
  readonly name: string | undefined;
  /** The domain of whoever asked, which counts last. */
  readonly mailDomain: string | undefined;
  readonly subscription: string | undefined;
}

/** What a ticket, the lists of its desk and the operator's mappings tell together. */
export function cluesOf(
  named: CustomerNamed,
  requester: DeskPerson | undefined,
  system: string,
  directory: Directory,
  mappings: readonly Mapping[],
): Clues {
  const asking = directory.person(system, requester?.id);
  const organization = directory.organization(
    system,
    named.id ?? (named.name || named.domain || named.tenantId ? undefined : asking?.organization),
  );
  const name = named.name ?? organization?.name;
  const domains = [named.domain, ...(organization?.domains ?? [])].flatMap((domain) => domainOf(domain) ?? []);
  const { subscription } = named;
  const words = [named.id, subscription, name, named.domain, ...domains].flatMap((word) => word?.toLowerCase() ?? []);
  const mapped = mappings
    .filter((mapping) => mapping.system === undefined || mapping.system === system)
    .flatMap(({ customers }) => words.flatMap((word) => (Object.hasOwn(customers, word) ? [customers[word]!.toLowerCase()] : [])));
  const tenants = [...mapped, ...[named.tenantId, organization?.tenantId].flatMap((id) => (id && guidOf(id)) ?? [])];
  return { tenants, domains, name, subscription, mailDomain: domainOf((requester?.email ?? asking?.email)?.split('@')[1]) };
}

/** The customer that the clues lead to, among those who may be meant; undefined where they lead to nobody, or to several. */
export function customerFound(
  { tenants, domains, name, mailDomain }: Clues,
  customers: readonly KnownCustomer[],
): KnownCustomer | undefined {
  const only = (fits: (customer: KnownCustomer) => boolean): KnownCustomer | undefined => {
    const all = customers.filter(fits);
    return all.length === 1 ? all[0] : undefined;
  };
  const [tenant] = tenants;
  // Who is named by a tenant is meant by nothing else.
  if (tenant) return only((customer) => customer.tenant === tenant);
  return (
    only(({ domain }) => domain !== null && domains.includes(domain)) ??
    (name ? only((customer) => customer.name.toLowerCase() === name.toLowerCase()) : undefined) ??
    (mailDomain && !name && domains.length === 0 ? only(({ domain }) => domain === mailDomain) : undefined)
  );
}

/** How the customer is named to whoever reads the report. */
export const shownAs = ({ tenants, domains, name, mailDomain, subscription }: Clues): string =>
  [
    name && `"${name}"`,
    subscription && `the subscription ${subscription}`,
    ...tenants,
    ...domains,
    !name && domains.length === 0 && mailDomain ? `somebody at ${mailDomain}` : undefined,
  ]
    .filter(Boolean)
    .join(', ') || 'nobody';

/** The bare domain in a domain, an address of the web, or a wildcard. */
function domainOf(text: string | undefined): string | undefined {
  const domain = text
    ?.trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/^(?:www\.|\*\.|@)/, '')
    .replace(/[/?#:].*$/, '');
  return domain && /^[^\s@]+\.[^\s@.]+$/.test(domain) ? domain : undefined;
}
