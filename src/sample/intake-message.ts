/** Messages of the Message Center, as they come in: one row for a message, however many tenants it was published to. */
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { safeHtml } from '../kernel/html.ts';
import { ServiceMessage } from '../notices/message/entity.ts';
import { merged, newest } from './intake-merge.ts';
import { customersOf, partnersOf } from './intake-organization.ts';
import { servicesNamed } from './intake-service.ts';
import { known, lay, type Counts } from './intake-table.ts';
import type { MessageRecord, PublicationRecord } from './records.ts';

/** Writes messages by their tracking id. An older account of one that is known changes nothing. */
export async function writeMessages(em: SqlEntityManager, records: MessageRecord[]): Promise<Counts> {
  const all = merged(records, ({ trackingId }) => trackingId, newest);
  const rows = await known(em, ServiceMessage, 'trackingId', all.keys());
  const current = [...all.values()].filter(({ trackingId, updatedAt }) => updatedAt >= (rows.get(trackingId)?.updatedAt ?? updatedAt));
  const service = await servicesNamed(
    em,
    current.flatMap(({ services }) => services),
  );
  const said = current.map(({ services: _services, html, ...record }) => ({
    before: rows.get(record.trackingId),
    said: { ...record, html: safeHtml(html) },
  }));
  const written = await lay(em, ServiceMessage, said);
  const pairs = written.flatMap(({ row }, index) => current[index]!.services.map((name) => ({ message: row.id, far: service(name) })));
  const about = await link(em, 'service_message_service', 'service_id', pairs);
  const created = written.filter(({ was }) => was === 'created').length;
  const changed = written.filter(({ was, row }) => was === 'changed' || (was === 'unchanged' && about.includes(row.id))).length;
  return { created, changed, unchanged: records.length - created - changed };
}

/** Writes to whom messages that are known were published. */
export async function writePublications(em: SqlEntityManager, records: PublicationRecord[]): Promise<Counts> {
  const messages = await known(
    em,
    ServiceMessage,
    'trackingId',
    records.map(({ trackingId }) => trackingId),
  );
  const customer = await customersOf(
    em,
    records.map(({ customerTenantId }) => customerTenantId),
  );
  const partner = await partnersOf(
    em,
    records.map(({ partnerTenantId }) => [partnerTenantId, 'DIRECT_BILL'] as const),
  );
  const pairs = records.flatMap(({ trackingId, customerTenantId, partnerTenantId }) => {
    const message = messages.get(trackingId)?.id;
    const far = customer(customerTenantId) ?? partner(partnerTenantId);
    return message && far ? [{ message, far }] : [];
  });
  const created = (await link(em, 'service_message_tenant', 'organization_id', pairs)).length;
  return { created, changed: 0, unchanged: records.length - created };
}

/** Adds what is missing of some links, and answers the message of each that was. */
async function link(
  em: SqlEntityManager,
  table: string,
  far: string,
  pairs: readonly { message: string; far: string }[],
): Promise<string[]> {
  if (pairs.length === 0) return [];
  const { rows } = await sql<{ id: string }>`insert into ${sql.table(table)} (message_id, ${sql.ref(far)})
    select message, far from jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as r(message uuid, far uuid)
    on conflict do nothing returning message_id as id`.execute(em.getKysely());
  return rows.map(({ id }) => id);
}
