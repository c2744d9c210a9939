/** Whose exports these are, as the caller says: it is held against what the files and the database say before anything is written. */
import type { MikroORM } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { ErrorForOperator } from '../../config/error.ts';
import { customerStep } from '../partner-center/customers.ts';
import { delegatedCustomers, delegations } from '../graph/delegations.ts';
import type { Evidence } from './exporter.ts';
import { recordsOf } from '../json/record-stream.ts';
import { partnerRelationships } from '../partner-center/partners.ts';
import { guidOf } from '../values/guid.ts';
import type { ExportSource } from './detect-format.ts';
import { tenants } from '../graph/tenants.ts';
import { Unreadable } from '../json/file-text.ts';

/** The caller names a partner or a customer that does not fit. The message says what would. */
export class WrongOwner extends ErrorForOperator {}

/** What the caller says. */
export interface DeclaredOwner {
  readonly partner: string | undefined;
  readonly customer: string | undefined;
  /** Whether an organization that nobody has told of may be made. */
  readonly allowNew: boolean;
}

/** Refuses a partner or a customer that the files contradict, or that nothing tells of. */
export async function checkOwner(
  orm: MikroORM,
  { partner, customer, allowNew }: DeclaredOwner,
  evidence: readonly Evidence[],
  sources: readonly ExportSource[],
): Promise<void> {
  if (!partner && !customer) return;
  const others = partner ? evidence.filter(({ tenantId }) => tenantId !== partner) : [];
  const isKnown = { partner: await there(orm, 'partner', partner), customer: await there(orm, 'customer', customer) };
  if (others.length === 0 && isKnown.partner && isKnown.customer) return;
  const named = await namedIn(sources);
  const other = others[0];
  // The resellers of a provider are named by the delegations that it exports.
  if (partner && other && !named.providers.has(partner))
    throw new WrongOwner(
      `--partner is ${partner}, but ${other.file} names the partner ${other.tenantId}: leave out --partner, or import the files of each partner apart`,
    );
  if (allowNew) return;
  const isNamed =
    partner && (named.partners.has(partner) || named.providers.has(partner) || evidence.some(({ tenantId }) => tenantId === partner));
  if (partner && !isKnown.partner && !isNamed)
    throw new WrongOwner(
      `--partner is ${partner}: Tierline knows no such partner, and no file names it. ${await known(orm, 'partner')}Pass --new as well if it is new`,
    );
  if (customer && !isKnown.customer && !named.customers.has(customer))
    throw new WrongOwner(
      `--customer is ${customer}: Tierline knows no such customer, and no file names it. ${await known(orm, 'customer')}Pass --new as well if it is new`,
    );
}

async function there(orm: MikroORM, table: 'partner' | 'customer', tenantId: string | undefined): Promise<boolean> {
  if (!tenantId) return true;
  const { rows } = await sql`select from ${sql.table(table)} where tenant_id = ${tenantId}`.execute(orm.em.fork().getKysely());
  return rows.length > 0;
}

/** A few that would do. */
async function known(orm: MikroORM, table: 'partner' | 'customer'): Promise<string> {
  const { rows } = await sql<{ name: string; tenant: string; all: string }>`select name, tenant_id as tenant, count(*) over () as all
    from ${sql.table(table)} order by name, id limit 5`.execute(orm.em.fork().getKysely());
  if (rows.length === 0) return `There is no ${table} yet. `;
  const more = Number(rows[0]!.all) - rows.length;
  return `Known are ${rows.map(({ name, tenant }) => `${name} (${tenant})`).join(', ')}${more > 0 ? ` and ${more} more` : ''}. `;
}

interface Named {
  readonly partners: Set<string>;
  readonly providers: Set<string>;
  readonly customers: Set<string>;
}

/** The organizations that the files name. */
async function namedIn(sources: readonly ExportSource[]): Promise<Named> {
  const named: Named = { partners: new Set(), providers: new Set(), customers: new Set() };
  for (const source of sources) {
    try {
      await addNamed(named, source);
    } catch (error) {
      // Whatever breaks off is told when it is read for its records.
      if (!(error instanceof Unreadable)) throw error;
    }
  }
  return named;
}

const OF_CUSTOMERS = new Set([customerStep.shape, delegatedCustomers.shape, tenants.shape]);

async function addNamed(named: Named, source: ExportSource): Promise<void> {
  const add = (set: Set<string>, value: unknown) => {
    const id = typeof value === 'string' ? guidOf(value) : null;
    if (id) set.add(id);
  };
  const member = (of: unknown, name: string): unknown =>
    typeof of === 'object' && of !== null ? Object.entries(of).find(([key]) => key.toLowerCase() === name)?.[1] : undefined;
  const isOfCustomers = OF_CUSTOMERS.has(source.shape);
  if (!isOfCustomers && source.shape !== delegations.shape && source.shape !== partnerRelationships.shape) return;
  for await (const { value } of recordsOf(source)) {
    if (isOfCustomers) {
      // The id of a contract is its own, not that of the tenant.
      const names = source.shape === tenants.shape ? ['customerid'] : ['id', 'customerid', 'tenantid'];
      for (const name of names) add(named.customers, member(value, name));
      add(named.partners, member(value, 'associatedpartnerid'));
    } else if (source.shape === delegations.shape) {
      add(named.customers, member(member(value, 'customer'), 'tenantid'));
      add(named.providers, member(value, 'indirectprovidertenantid'));
    } else add(named.partners, member(value, 'id'));
  }
}
