/** Tickets on which a desk has worked: what is said of them here is the desk's, and no other system's account changes it. */
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import type { TicketImport } from '../../tickets/ticket/imported.ts';
import type { Ticket } from '../../tickets/ticket/entity.ts';
import { contextOf } from '../context.ts';
import type { Incoming } from '../upsert.ts';
import type { TicketRecord } from '../records/index.ts';

/** Those of the tickets that somebody here has done anything to: their history has an entry that no import brought. */
export async function workedOn(em: SqlEntityManager, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0 || !contextOf(em).mark) return new Set();
  // Entries of imports from before these left a mark are known by their subject.
  const { rows } = await sql<{ id: string }>`select i.id from unnest(${ids}::uuid[]) i(id) where exists (
    select from event e where e.stream_type = 'Ticket' and e.stream_id = i.id and e.imported_at is null
      and e.actor_subject <> 'import' and e.actor_subject not like 'import:%')`.execute(em.getKysely());
  return new Set(rows.map(({ id }) => id));
}

/** What the other system says of a ticket, as it is kept beside; undefined where it says nothing newer. */
export function importedOf(
  em: SqlEntityManager,
  { source, updatedAt }: TicketRecord,
  before: Ticket | undefined,
): TicketImport | undefined {
  const { mark } = contextOf(em);
  if (!source || !mark) return undefined;
  const last = before?.imported;
  if (last && updatedAt < new Date(last.updatedAt)) return undefined;
  const { system, reference, status = null, severity = null, resolution = null } = source;
  const said = { system, reference, status, severity, resolution, updatedAt: updatedAt.toISOString() };
  const isSame = last && Object.entries(said).every(([key, value]) => last[key as keyof TicketImport] === value);
  return isSame ? undefined : { ...said, importedAt: mark.at.toISOString() };
}

/** Whether an account of a ticket is older than what is known of it: than the last one, where it was imported. */
export const isOlder = ({ updatedAt }: TicketRecord, before: Ticket): boolean =>
  updatedAt < (before.imported ? new Date(before.imported.updatedAt) : before.updatedAt);

/** What an account says of a ticket on which a desk has worked: only what the other system says. */
export const onlyFromDesk = (imported: TicketImport | undefined, { updatedAt }: TicketRecord, before: Ticket): Incoming<Ticket> =>
  imported ? { imported, updatedAt: updatedAt > before.updatedAt ? updatedAt : before.updatedAt } : {};
