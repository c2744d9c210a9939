/** The organizations of the people on tickets, by tenant. */
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { Customer } from '../../accounts/customer/entity.ts';
import { Partner } from '../../accounts/partner/entity.ts';
import { VENDOR } from '../../kernel/access/viewer.ts';
import { loadForUpdate } from '../upsert.ts';
import type { TicketRecord } from '../records/index.ts';

/** Answers the organization with a tenant, as seen from a ticket: one tenant can be customer on one ticket and partner on another. */
export type PeopleOf = (tenantId: string, ticket: Pick<TicketRecord, 'externalId' | 'customerTenantId'>) => string;

/** Finds the organizations of everybody on some tickets; the vendor's tenant is the id it has here. */
export async function peopleOf(em: SqlEntityManager, tickets: readonly TicketRecord[]): Promise<PeopleOf> {
  const tenants = new Set(
    tickets
      .flatMap(({ openedBy, assignee, notes }) => [
        openedBy.tenantId,
        assignee?.tenantId,
        ...notes.map(({ authorTenantId }) => authorTenantId),
      ])
      .flatMap((tenantId) => tenantId?.toLowerCase() ?? []),
  );
  const [partners, customers] = [
    await loadForUpdate(em, Partner, 'tenantId', tenants),
    await loadForUpdate(em, Customer, 'tenantId', tenants),
  ];
  return (tenantId, { externalId, customerTenantId }) => {
    const key = tenantId.toLowerCase();
    if (key === VENDOR) return VENDOR;
    const [first, second] = key === customerTenantId.toLowerCase() ? [customers, partners] : [partners, customers];
    const found = first.get(key) ?? second.get(key);
    if (!found)
      throw new Error(`ticket ${externalId} names a person of tenant ${tenantId}, which is neither a partner nor a customer here`);
    return found.id;
  };
}
