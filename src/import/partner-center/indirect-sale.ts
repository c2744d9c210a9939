/** Sales: through whom a customer was served, as the export of one of those who serve it tells. */
import type { RoutingRecord } from '../../ingest/records/index.ts';
import type { ImportContext, WriteCommand } from '../steps/step.ts';

/** Who sold, and the provider behind, by tenant. */
export interface Sale {
  readonly partner: string | undefined;
  readonly provider: string | undefined;
}

/** An exporter that names another as the seller is the indirect provider behind it. One that names nobody sold itself, unless it is known to sell only through others. */
export function saleOf(exporter: string | undefined, seller: string | undefined, exporterIsProvider: boolean): Sale {
  if (seller && exporter && seller !== exporter) return { partner: seller, provider: exporter };
  if (seller) return { partner: seller, provider: undefined };
  return exporterIsProvider ? { partner: undefined, provider: exporter } : { partner: exporter, provider: undefined };
}

/** What a sale says of who serves a customer; nothing if it names nobody. */
export function routingOf(customerTenantId: string, { partner, provider }: Sale): WriteCommand[] {
  const server = partner ?? provider;
  if (!server) return [];
  const custody: RoutingRecord = { customerTenantId, partnerTenantId: server, providerTenantId: partner ? provider : undefined };
  return [['custody', custody]];
}

/** Finds out which exporters are indirect providers, from what is known and from the sales themselves. */
export async function providersAmong(
  sales: readonly { exporter: string | undefined; seller: string | undefined }[],
  { known }: ImportContext,
): Promise<{ providers: ReadonlySet<string>; news: WriteCommand[] }> {
  const kinds = await known.partnerKinds(sales.map(({ exporter }) => exporter));
  const behind = new Set(sales.flatMap(({ exporter, seller }) => (exporter && seller && exporter !== seller ? [exporter] : [])));
  const news = [...behind]
    .filter((tenantId) => kinds.get(tenantId) !== 'INDIRECT_PROVIDER')
    .map((tenantId): WriteCommand => ['partner', { tenantId, kind: 'INDIRECT_PROVIDER' }]);
  const providers = new Set([...behind, ...[...kinds].filter(([, kind]) => kind === 'INDIRECT_PROVIDER').map(([tenantId]) => tenantId)]);
  return { providers, news };
}
