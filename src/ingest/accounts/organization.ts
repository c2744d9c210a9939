/** The organizations that a batch names by their tenant: known, or made bare because something refers to them. */
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { Customer } from '../../accounts/customer/entity.ts';
import { Partner, PartnerKind } from '../../accounts/partner/entity.ts';
import type { ValueOf } from '../../kernel/schema/enum.ts';
import { contextOf } from '../context.ts';
import { connectSalesOf } from './sales.ts';
import { insert, loadForUpdate, newId } from '../upsert.ts';

/** The name of an organization of which only the tenant is known. */
export const bareName = (tenantId: string): string => `Tenant ${tenantId.toLowerCase()}`;

type Kind = ValueOf<typeof PartnerKind>;

/** A partner that is referred to, and the kind that it has as far as the reference tells; `DIRECT_BILL` where it tells none. */
export type PartnerReference = readonly [tenantId: string | undefined, kind: Kind];

/** The kind of a partner that sells through such a provider, or through none. */
export const sellerKind = (providerTenantId: string | undefined): ValueOf<typeof PartnerKind> =>
  providerTenantId ? 'INDIRECT_RESELLER' : 'DIRECT_BILL';

/** Answers the id of an organization by its tenant; undefined for no tenant. */
export type ById = <T extends string | undefined>(tenantId: T) => T extends string ? string : string | undefined;

/** The ids of partners by tenant. Those that are not known are made, bare. */
export async function partnersOf(em: SqlEntityManager, references: readonly PartnerReference[]): Promise<ById> {
  const kinds = new Map<string, Kind>();
  for (const [tenantId, kind] of references)
    if (tenantId) kinds.set(tenantId.toLowerCase(), higher(kinds.get(tenantId.toLowerCase()), kind));
  const rows = await loadForUpdate(em, Partner, 'tenantId', kinds.keys());
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
  contextOf(em).count('partner', { created: made.size });
  await raiseKinds(em, rows, kinds);
  return lookup(rows, made);
}

/** The ids of customers by tenant. Those that are not known are made, bare. */
export async function customersOf(em: SqlEntityManager, tenantIds: readonly (string | undefined)[]): Promise<ById> {
  const wanted = new Set(tenantIds.flatMap((tenantId) => tenantId?.toLowerCase() ?? []));
  const rows = await loadForUpdate(em, Customer, 'tenantId', wanted);
  const made = await bare(
    em,
    [...wanted].filter((tenantId) => !rows.has(tenantId)),
  );
  await insert(
    em,
    Customer,
    [...made].map(([tenantId, id]) => ({ id, tenantId, name: bareName(tenantId) }) as Customer),
  );
  contextOf(em).count('customer', { created: made.size });
  return lookup(rows, made);
}

/** A kind rises with what is told: whoever sells through a provider is a reseller, and whoever others sell through a provider. */
export const higher = (known: Kind | undefined, told: Kind): Kind => (known && RANK.indexOf(known) > RANK.indexOf(told) ? known : told);

const RANK: readonly Kind[] = ['DIRECT_BILL', 'INDIRECT_RESELLER', 'INDIRECT_PROVIDER'];

async function raiseKinds(em: SqlEntityManager, rows: ReadonlyMap<string, Partner>, kinds: ReadonlyMap<string, Kind>): Promise<void> {
  if (!contextOf(em).mark) return;
  const risen = [...rows].flatMap(([tenantId, { id, kind }]) => {
    const told = higher(kind, kinds.get(tenantId)!);
    return told === kind ? [] : [{ id, kind: told }];
  });
  if (risen.length === 0) return;
  await sql`update partner p set kind = r.kind from jsonb_to_recordset(${JSON.stringify(risen)}::jsonb) as r(id uuid, kind text) where p.id = r.id`.execute(
    em.getKysely(),
  );
  contextOf(em).count('partner', { changed: risen.length });
  await connectSalesOf(
    em,
    risen.map(({ id }) => id),
  );
}

async function bare(em: SqlEntityManager, tenantIds: readonly string[]): Promise<Map<string, string>> {
  const ids = await newId(em, tenantIds.length);
  return new Map(tenantIds.map((tenantId, index) => [tenantId, ids[index]!]));
}

function lookup(rows: ReadonlyMap<string, { id: string }>, made: ReadonlyMap<string, string>): ById {
  return ((tenantId?: string) => {
    const key = tenantId?.toLowerCase();
    return key === undefined ? undefined : (rows.get(key)?.id ?? made.get(key));
  }) as ById;
}
