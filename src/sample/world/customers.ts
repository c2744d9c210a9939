/** The customers of a world as records, and who sells to them. */
import type { RoutingRecord, CustomerRecord } from '../../ingest/records/index.ts';
import { shared } from './cast.ts';
import { customerAt, firstCustomerOf, type WorldCustomer, type Setting } from './setting.ts';

/** Every customer, one at a time. */
export function* worldCustomers(setting: Setting): Generator<WorldCustomer> {
  for (let number = 0; number < setting.customers; number++) yield customerAt(setting, number);
}

/** A customer as a record. */
export const customerRecord = ({ tenantId, id, name, domain, country }: WorldCustomer): CustomerRecord => ({
  tenantId,
  id,
  name,
  domain,
  country,
});

/** Who sells to a customer. One has two partners. */
export function custodies(setting: Setting, customer: WorldCustomer): RoutingRecord[] {
  const first: RoutingRecord = {
    customerTenantId: customer.tenantId,
    partnerTenantId: customer.partner.tenantId,
    providerTenantId: customer.provider?.tenantId,
  };
  if (!isShared(customer)) return [first];
  const [second, provider] = [setting.partners.get(shared.second)!, setting.partners.get(shared.provider)!];
  return [first, { customerTenantId: customer.tenantId, partnerTenantId: second.tenantId, providerTenantId: provider.tenantId }];
}

/** Whether this is the customer that buys Azure from a second partner. */
export const isShared = ({ number }: WorldCustomer): boolean => number === firstCustomerOf(shared.customerOf);
