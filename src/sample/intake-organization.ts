/** The organizations that a batch names by their tenant: known, or made bare because something refers to them. */
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { Customer } from '../accounts/customer/entity.ts';
import { Partner, PartnerKind } from '../accounts/partner/entity.ts';
import type { ValueOf } from '../kernel/enumeration.ts';
import { insert, known, mint } from './intake-table.ts';

/** The name of an organization of which only the tenant is known. */
export const bareName = (tenantId: string): string => `Tenant ${tenantId.toLowerCase()}`;

/** A partner that is referred to, and the kind that it has as far as the reference tells. */
export type PartnerReference = readonly [tenantId: string | undefined, kind: ValueOf<typeof PartnerKind>];

/** The kind of a partner that sells through such a provider, or through none. */
export const sellerKind = (providerTenantId: string | undefined): ValueOf<typeof PartnerKind> =>
  providerTenantId ? 'INDIRECT_RESELLER' : 'DIRECT_BILL';

/** Answers the id of an organization by its tenant; undefined for no tenant. */
export type ById = <T extends string | undefined>(tenantId: T) => T extends string ? string : string | undefined;

/** The ids of partners by tenant. Those that are not known are made, bare. */
export async function partnersOf(em: SqlEntityManager, references: readonly PartnerReference[]): Promise<ById> {
  const kinds = new Map(references.flatMap(([tenantId, kind]) => (tenantId ? [[tenantId.toLowerCase(), kind]] : [])));
  const rows = await known(em, Partner, 'tenantId', kinds.keys());
  const missing = [...kinds].filter(([tenantId]) => !rows.has(tenantId));
  const made = await bare(
    em,
    missing.map(([tenantId]) => tenantId),
  );
  await insert(
    em,
    Partner,
    missing.map(([tenantId, kind]) => ({ id: made.get(tenantId), tenantId, name: bareName(tenantId), kind }) as Partner),
  );
  return lookup(rows, made);
}

/** The ids of customers by tenant. Those that are not known are made, bare. */
export async function customersOf(em: SqlEntityManager, tenantIds: readonly (string | undefined)[]): Promise<ById> {
  const wanted = new Set(tenantIds.flatMap((tenantId) => tenantId?.toLowerCase() ?? []));
  const rows = await known(em, Customer, 'tenantId', wanted);
  const made = await bare(
    em,
    [...wanted].filter((tenantId) => !rows.has(tenantId)),
  );
  await insert(
    em,
    Customer,
    [...made].map(([tenantId, id]) => ({ id, tenantId, name: bareName(tenantId) }) as Customer),
  );
  return lookup(rows, made);
}

async function bare(em: SqlEntityManager, tenantIds: readonly string[]): Promise<Map<string, string>> {
  const ids = await mint(em, tenantIds.length);
  return new Map(tenantIds.map((tenantId, index) => [tenantId, ids[index]!]));
}

function lookup(rows: ReadonlyMap<string, { id: string }>, made: ReadonlyMap<string, string>): ById {
  return ((tenantId?: string) => {
    const key = tenantId?.toLowerCase();
    return key === undefined ? undefined : (rows.get(key)?.id ?? made.get(key));
  }) as ById;
}
