/**
 * Messages of the Message Center, as they come in: one row for a text, however many tenants have it. Nearly always all tenants have the
 * same; where the vendor wrote something else to one, that stays a row of its own, and no other tenant reads it.
 */
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import { sanitizeHtml } from '../../kernel/write/sanitize-html.ts';
import { rowsOf } from '../../kernel/read/rows.ts';
import { ServiceMessage } from '../../notices/service-message/entity.ts';
import { contextOf } from '../context.ts';
import { merged, newest } from '../merge.ts';
import { linkMessages, moveTenant, tenantsOf } from './service-message-tenant.ts';
import { customersOf, partnersOf } from '../accounts/organization.ts';
import { servicesNamed } from '../health/service.ts';
import { upsert, type Counts, type Incoming } from '../upsert.ts';
import type { MessageRecord, PublicationRecord } from '../records/index.ts';

/** A message as one tenant has it. */
interface Account {
  readonly record: MessageRecord;
  readonly said: Incoming<ServiceMessage> & Pick<ServiceMessage, 'trackingId' | 'html' | 'title' | 'details' | 'updatedAt'>;
  /** Whose it is; null where nobody says, which stands for all to whom it was published elsewhere. */
  readonly tenant: string | null;
}

/** Writes messages by their tracking id, tenant and text. An older account of one that a tenant has changes nothing. */
export async function writeMessages(em: SqlEntityManager, records: MessageRecord[]): Promise<Counts> {
  const tenantOf = await tenantsNamed(em, records);
  const key = (record: MessageRecord) => `${record.trackingId} ${tenantOf(record) ?? ''}`;
  const accounts = [...merged(records, key, newest).values()].map((record): Account => {
    const { services: _services, tenant: _tenant, html, ...said } = record;
    return { record, said: { ...said, html: sanitizeHtml(html) }, tenant: tenantOf(record) };
  });
  const service = await servicesNamed(
    em,
    accounts.flatMap(({ record }) => record.services),
  );
  const counts: Counts = { created: 0, changed: 0, unchanged: records.length };
  const count = (what: 'created' | 'changed', rows: number) => {
    counts[what] += rows;
    counts.unchanged -= rows;
  };
  // Nearly always each message is in a batch once; the accounts of several tenants come one after the other.
  for (const round of rounds(accounts)) {
    const ids = round.map(({ said }) => said.trackingId);
    const rows = Map.groupBy(await messagesOf(em, ids), ({ trackingId }) => trackingId);
    const holders = await tenantsOf(
      em,
      [...rows.values()].flat().map(({ id }) => id),
    );
    const placed = round.map((account) => ({ account, ...placeOf(account, rows.get(account.said.trackingId) ?? [], holders) }));
    const written = await upsert(
      em,
      ServiceMessage,
      placed.map(({ account, before, isNews }) => ({ before, said: isNews ? account.said : {} })),
    );
    const pairs = written.flatMap(({ row }, index) =>
      placed[index]!.isNews ? placed[index]!.account.record.services.map((name) => ({ message: row.id, far: service(name) })) : [],
    );
    const about = new Set(await linkMessages(em, 'service_message_service', 'service_id', pairs));
    const published = await linkMessages(
      em,
      'service_message_tenant',
      'organization_id',
      written.flatMap(({ row }, index) =>
        placed[index]!.account.tenant ? [{ message: row.id, far: placed[index]!.account.tenant! }] : [],
      ),
    );
    for (const [index, { row }] of written.entries()) {
      const { account, leaves } = placed[index]!;
      if (account.tenant && leaves) await moveTenant(em, account.tenant, leaves, row.id);
    }
    contextOf(em).count('publication', { created: published.length });
    count('created', written.filter(({ was }) => was === 'created').length);
    count('changed', written.filter(({ was, row }) => was === 'changed' || (was === 'unchanged' && about.has(row.id))).length);
  }
  return counts;
}

interface PlaceOf {
  /** The row it is laid over; undefined for a new one. */
  readonly before: (ServiceMessage & { id: string }) | undefined;
  /** Whether it says anything newer than that row. */
  readonly isNews: boolean;
  /** The row that the tenant had until now, if it is another. */
  readonly leaves: string | undefined;
}

type Row = ServiceMessage & { id: string };

/** The row that an account belongs to: the one with its text, or that of its tenant where no other tenant has that. */
function placeOf({ said, tenant }: Account, rows: readonly Row[], holders: ReadonlyMap<string, ReadonlySet<string>>): PlaceOf {
  const own = tenant === null ? rows[0] : rows.find(({ id }) => holders.get(id)?.has(tenant));
  if (own && said.updatedAt < own.updatedAt) return { before: own, isNews: false, leaves: undefined };
  const same = own && isSameText(own, said) ? own : rows.find((row) => isSameText(row, said));
  if (same) {
    const leaves = own && own !== same ? own.id : undefined;
    return { before: same, isNews: said.updatedAt >= same.updatedAt, leaves };
  }
  // What nobody says whose it is goes over what nobody else has, or all have.
  const isOwnAlone = (row: Row) => [...(holders.get(row.id) ?? [])].every((holder) => holder === tenant);
  if (own && isOwnAlone(own)) return { before: own, isNews: true, leaves: undefined };
  const free = rows.find((row) => (holders.get(row.id)?.size ?? 0) === 0);
  return { before: free && said.updatedAt >= free.updatedAt ? free : undefined, isNews: true, leaves: own?.id };
}

const isSameText = (row: ServiceMessage, { title, html, details }: Account['said']): boolean =>
  row.title === title && row.html === html && isDeepStrictEqual(row.details, details);

/** Parts accounts so that each message is in a part once. */
function rounds(accounts: readonly Account[]): Account[][] {
  const all: Account[][] = [];
  const times = new Map<string, number>();
  for (const account of accounts) {
    const time = times.get(account.said.trackingId) ?? 0;
    times.set(account.said.trackingId, time + 1);
    (all[time] ??= []).push(account);
  }
  return all;
}

async function messagesOf(em: SqlEntityManager, trackingIds: readonly string[]): Promise<Row[]> {
  const rows = await rowsOf(em, ServiceMessage, (query) =>
    query
      .where(sql<boolean>`t.tracking_id = any(${trackingIds}::text[])`)
      .orderBy('t.id')
      .forUpdate(),
  );
  return rows as unknown as Row[];
}

async function tenantsNamed(em: SqlEntityManager, records: readonly MessageRecord[]): Promise<(record: MessageRecord) => string | null> {
  const part = ({ tenant }: MessageRecord) => ({ customerTenantId: undefined, partnerTenantId: undefined, ...tenant });
  const customer = await customersOf(
    em,
    records.map((record) => part(record).customerTenantId),
  );
  const partner = await partnersOf(
    em,
    records.map((record) => [part(record).partnerTenantId, 'DIRECT_BILL'] as const),
  );
  return (record) => {
    const { customerTenantId, partnerTenantId } = part(record);
    return customer(customerTenantId as string | undefined) ?? partner(partnerTenantId as string | undefined) ?? null;
  };
}

/** Writes to whom messages that are known were published, where they have none of that tracking id yet. */
export async function writePublications(em: SqlEntityManager, records: PublicationRecord[]): Promise<Counts> {
  const rows = await messagesOf(
    em,
    records.map(({ trackingId }) => trackingId),
  );
  const messages = Map.groupBy(rows, ({ trackingId }) => trackingId);
  const holders = await tenantsOf(
    em,
    rows.map(({ id }) => id),
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
    const far = customer(customerTenantId) ?? partner(partnerTenantId);
    const found = messages.get(trackingId) ?? [];
    return far && found[0] && !found.some(({ id }) => holders.get(id)?.has(far)) ? [{ message: found[0].id, far }] : [];
  });
  const created = (await linkMessages(em, 'service_message_tenant', 'organization_id', pairs)).length;
  return { created, changed: 0, unchanged: records.length - created };
}
