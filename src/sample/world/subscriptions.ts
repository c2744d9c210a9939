/** What the customers of a world have bought. */
import type { SubscriptionRecord } from '../../ingest/records/index.ts';
import { shared } from './cast.ts';
import { chance, idOf, pick, weighted, randomInteger, type Chance } from './chance.ts';
import { countries } from './countries.ts';
import { isShared } from './customers.ts';
import { extras, offerNamed, suites, type Offer } from './offers.ts';
import { isAzure } from './services.ts';
import type { WorldCustomer, Setting } from './setting.ts';

/** How many a customer has, over and over: five on average. */
const COUNTS = [5, 4, 6, 5, 7, 3];

/** What the customer of the persona has: something of every kind, so that there is something to see. */
const STARRING = [
  'Microsoft 365 Business Premium',
  'Exchange Online (Plan 2)',
  'Microsoft Teams Phone Standard',
  'SharePoint Online (Plan 2)',
  'Microsoft Intune Suite',
  'Power BI Pro',
  'Azure plan',
  'Azure plan - SQL Database',
  'Fabrikam Signature Manager (marketplace)',
].map(offerNamed);

const OTHER_STARRING = [
  'Microsoft 365 Business Standard',
  'Exchange Online (Plan 1)',
  'Microsoft Teams Essentials',
  'Dynamics 365 Sales Professional',
  'Azure plan',
  'Azure plan - Storage',
].map(offerNamed);

/** The subscriptions of a customer, the suite first. They are the same in worlds of every size. */
export function subscriptionsOf(setting: Setting, customer: WorldCustomer): SubscriptionRecord[] {
  return offersOf(setting, customer).map((offer, k) => subscription(setting, customer, offer, k));
}

function offersOf({ seed }: Setting, { number, persona }: WorldCustomer): readonly Offer[] {
  if (persona) return persona === 'customer' ? STARRING : OTHER_STARRING;
  const next = chance(seed, 'offers', number);
  const chosen = new Map([pick(next, suites), ...Array.from({ length: 40 }, () => pick(next, extras))].map((offer) => [offer.name, offer]));
  return [...chosen.values()].slice(0, COUNTS[number % COUNTS.length]);
}

function subscription(
  { seed, now, partners }: Setting,
  customer: WorldCustomer,
  { name, service, seats }: Offer,
  k: number,
): SubscriptionRecord {
  const { number, persona, provider } = customer;
  const next = chance(seed, 'subscription', number, k);
  const sharedAzure = isShared(customer) && service !== null && isAzure(service);
  const partner = sharedAzure ? partners.get(shared.second)! : customer.partner;
  return {
    externalId: idOf(seed, 'subscription', number, k),
    customerTenantId: customer.tenantId,
    offerName: name,
    service: service ?? undefined,
    quantity: randomInteger(next, ...seats),
    status: persona ? 'ACTIVE' : weighted(next, { ACTIVE: 88, SUSPENDED: 4, PENDING: 2, EXPIRED: 3, DISABLED: 2, DELETED: 1 }),
    region: service === null ? undefined : regionOf(next, customer, service),
    partnerOfRecordTenantId: partner.tenantId,
    providerTenantId: provider?.tenantId,
    // Otherwise the provider supports it: the vendor's own default.
    supportContactTenantId: provider && next() < 0.4 ? partner.tenantId : undefined,
    startedAt: new Date(now.getTime() - randomInteger(next, 40, 1300) * 86_400_000),
  };
}

function regionOf(next: Chance, { country, number, persona }: WorldCustomer, service: string): string {
  const { geographies, azure } = countries[country];
  if (persona) return isAzure(service) ? azure[0] : geographies[0];
  // Companies with a house overseas keep their data there.
  const overseas =
    number % 19 === 12 ? { geography: 'NAM', azure: 'eastus' } : number % 29 === 20 ? { geography: 'APC', azure: 'southeastasia' } : null;
  return isAzure(service) ? (overseas?.azure ?? pick(next, azure)) : (overseas?.geography ?? geographies[number % geographies.length]!);
}
