/** Whose export it is: what the files themselves tell of the partner that exported them. */
import { skippedKnown } from '../report/skipped-records.ts';
import { delegations } from '../graph/delegations.ts';
import { guidOf } from '../values/guid.ts';
import type { ExportFormat } from './export-format.ts';

/** That a file names the partner that exported it. */
export interface Evidence {
  readonly api: ExportFormat['api'];
  readonly tenantId: string;
  readonly file: string;
}

/** The exporter of what came from one system, and which files told it; none if the user said it. */
export interface Exporter {
  readonly tenantId: string;
  readonly files: readonly string[];
}

/** What one record tells of its exporter: an audit record and an invitation name it, and the second GUID of a delegation is its tenant. */
export function exporterIn(shape: ExportFormat, record: Record<string, unknown>): string | null {
  const member = (name: string): string => String(Object.entries(record).find(([key]) => key.toLowerCase() === name)?.[1] ?? '');
  if (shape === delegations.shape) return guidOf(member('id').slice(37));
  if (shape.name === AUDIT) return guidOf(member('partnerid'));
  if (shape.name === INVITATION) return guidOf(/[?&]partnerId=([^&#]+)/i.exec(member('url'))?.[1] ?? '');
  return null;
}

const [AUDIT, INVITATION] = [skippedKnown[0]!.name, skippedKnown[1]!.name];

/**
 * The exporter of what came from each system: the one whom all of its files name, or else whom those of the other name;
 * two exports of different partners can lie in one folder. Nobody, where files name several.
 */
export function exporterOf(api: ExportFormat['api'], evidence: readonly Evidence[], given: string | undefined): Exporter | undefined {
  if (given) return { tenantId: given, files: [] };
  const own = evidence.filter((each) => each.api === api);
  const counted = own.length > 0 ? own : evidence;
  const tenants = new Set(counted.map(({ tenantId }) => tenantId));
  const [tenantId] = tenants;
  return tenantId && tenants.size === 1 ? { tenantId, files: [...new Set(counted.map(({ file }) => file))] } : undefined;
}
