/** The partners and customers that an import tells of, with their ids here: tokens and lists name them by these. */
import type { MikroORM } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import type { Records } from '../ingest/records/index.ts';

/** A partner or a customer. */
export interface ImportedOrganization {
  readonly id: string;
  readonly tenantId: string;
  readonly name: string;
}

const PARTNERS = ['partnerTenantId', 'providerTenantId', 'resellerTenantId', 'partnerOfRecordTenantId', 'supportContactTenantId'];

/** Takes note of the tenants that records name. */
export class ImportedOrganizations {
  readonly #tenants = { partner: new Set<string>(), customer: new Set<string>() };

  note(kind: keyof Records, records: readonly object[]): void {
    for (const record of records as readonly Record<string, unknown>[]) {
      if (kind === 'partner' || kind === 'customer') this.#add(kind, record.tenantId);
      this.#add('customer', record.customerTenantId);
      for (const name of PARTNERS) this.#add('partner', record[name]);
    }
  }

  /** Those of them that are there, by name. */
  async find(orm: MikroORM, table: 'partner' | 'customer'): Promise<ImportedOrganization[]> {
    const tenants = [...this.#tenants[table]];
    if (tenants.length === 0) return [];
    const { rows } = await sql<ImportedOrganization>`select id, tenant_id as "tenantId", name from ${sql.table(table)}
      where tenant_id = any(${tenants}::uuid[]) order by name, id`.execute(orm.em.fork().getKysely());
    return rows;
  }

  #add(kind: 'partner' | 'customer', tenantId: unknown): void {
    if (typeof tenantId === 'string') this.#tenants[kind].add(tenantId.toLowerCase());
  }
}
