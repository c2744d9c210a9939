/** Records of imports of the past. Only the sample world makes up any: an import writes its own. */
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { Import } from '../../audit/import/entity.ts';
import { rowsOf } from '../../kernel/read/rows.ts';
import { countsOf, upsert, type Counts } from '../upsert.ts';
import type { ImportRunRecord } from '../records/index.ts';

/** Writes records of imports by partner and folder: those that are there stay as they are. */
export async function writeImportRuns(em: SqlEntityManager, records: ImportRunRecord[]): Promise<Counts> {
  const partners = records.map(({ partnerId }) => partnerId);
  const rows = await rowsOf(em, Import, (query) => query.where(sql<boolean>`t.partner_id = any(${partners}::uuid[])`));
  const there = new Set(rows.map(({ partnerId, source }) => `${String(partnerId)} ${String(source)}`));
  const fresh = records.filter(({ partnerId, source }) => !there.has(`${partnerId} ${source}`));
  const written = await upsert(
    em,
    Import,
    fresh.map((record) => ({ said: { ...record, state: 'DONE' as const, organizationIds: [record.partnerId] } })),
  );
  return countsOf(written, records.length);
}
