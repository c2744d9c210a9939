/** The record of an import: who ran it, when, and what came of it. */
import { userInfo } from 'node:os';
import { basename, resolve } from 'node:path';
import type { MikroORM } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { LOCK } from '../kernel/write/advisory-locks.ts';
import type { ImportReference } from '../ingest/context.ts';
import type { Report } from './report/report.ts';

/** Says that an import runs for as long as the work takes. Once its process is gone, nobody says so, and the program releases what news it left. */
export async function running<T>(orm: MikroORM, work: () => Promise<T>): Promise<T> {
  const em = orm.em.fork();
  await em.begin();
  try {
    await em.execute('set local idle_in_transaction_session_timeout = 0');
    await em.execute(`select pg_advisory_xact_lock_shared(${LOCK.IMPORT})`);
    return await work();
  } finally {
    await em.rollback().catch(() => {});
  }
}

/** Who runs an import, where the caller does not say: the name under which it is logged in. */
export function loginName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container can run a user that has no name.
    return `user ${process.getuid?.() ?? '?'}`;
  }
}

/** Puts on record that an import began, and answers the id of the record. */
export async function beginImportRun(orm: MikroORM, { by, at }: ImportReference, folder: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`insert into import_run
      (state, imported_by, source, file_count, refused_count, left_out_count, counts, organization_ids, started_at)
    values ('RUNNING', ${by}, ${basename(resolve(folder))}, 0, 0, 0, '[]', '{}', ${at}) returning id`.execute(orm.em.fork().getKysely());
  return rows[0]!.id;
}

/** What is put on record at the end. */
export interface ImportOutcome {
  readonly state: 'DONE' | 'FAILED';
  readonly files: number;
  readonly report: Report;
  /** The tenants of the partners whose export it was. */
  readonly partners: readonly string[];
  readonly customer: string | undefined;
}

/** Puts on record how it ended. */
export async function endImportRun(orm: MikroORM, id: string, { state, files, report, partners, customer }: ImportOutcome): Promise<void> {
  const counts = [...report.counts].map(([kind, count]) => ({ kind, ...count }));
  await sql`update import_run set state = ${state}, ended_at = clock_timestamp(), file_count = ${files}, refused_count = ${report.refusedCount},
      left_out_count = ${report.leftOut.count}, counts = ${JSON.stringify(counts)}::jsonb,
      organization_ids = array(select p.id from partner p where p.tenant_id = any(${partners}::uuid[])),
      partner_id = (select case when count(*) = 1 then (array_agg(p.id))[1] end from partner p where p.tenant_id = any(${partners}::uuid[])),
      customer_id = (select c.id from customer c where c.tenant_id = ${customer ?? null}::uuid)
    where id = ${id}`.execute(orm.em.fork().getKysely());
}
