/** What customers were told, and how they buy, as it comes in. */
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { ServiceIncident } from '../../health/incident/entity.ts';
import { sanitizeHtml } from '../../kernel/write/sanitize-html.ts';
import { rowsOf } from '../../kernel/read/rows.ts';
import { VENDOR } from '../../kernel/access/viewer.ts';
import { NoticeDelivery } from '../../notices/customer-notice/delivery.ts';
import { CustomerNotice } from '../../notices/customer-notice/entity.ts';
import { CommercialRelationship } from '../../notices/commercial-relationship/entity.ts';
import { CustomerSubscription } from '../../accounts/customer-subscription/entity.ts';
import { emitEvent } from '../events.ts';
import { merged } from '../merge.ts';
import { customersOf, partnersOf } from '../accounts/organization.ts';
import { countsOf, insert, loadForUpdate, upsert, newId, type Counts } from '../upsert.ts';
import type { NoticeRecord, RelationshipRecord } from '../records/index.ts';

/** Writes commercial relationships, by customer and product. */
export async function writeRelationships(em: SqlEntityManager, records: RelationshipRecord[]): Promise<Counts> {
  const customer = await customersOf(
    em,
    records.map(({ customerTenantId }) => customerTenantId),
  );
  const named = records.map(({ customerTenantId, ...record }) => ({ ...record, customerId: customer(customerTenantId) }));
  const all = merged(named, productOf);
  const customers = [...new Set(named.map(({ customerId }) => customerId))];
  const rows = (await rowsOf(em, CommercialRelationship, (query) =>
    query
      .where(sql<boolean>`t.customer_id = any(${customers}::uuid[])`)
      .orderBy('t.id')
      .forUpdate(),
  )) as unknown as CommercialRelationship[];
  const before = new Map(rows.map((row) => [productOf(row), row]));
  const said = [...all].map(([key, each]) => ({ before: before.get(key), said: each }));
  return countsOf(await upsert(em, CommercialRelationship, said), records.length);
}

const productOf = ({ customerId, product }: { customerId: string; product: string }): string => `${customerId} ${product.toLowerCase()}`;

/** Writes notices that are new, by sender, title and time: one that was sent is never changed. */
export async function writeNotices(em: SqlEntityManager, records: NoticeRecord[]): Promise<Counts> {
  const customer = await customersOf(
    em,
    records.flatMap(({ customerTenantIds }) => customerTenantIds),
  );
  const partner = await partnersOf(
    em,
    records.map(({ senderTenantId }) => [senderTenantId, 'DIRECT_BILL'] as const),
  );
  const incidents = await loadForUpdate(
    em,
    ServiceIncident,
    'trackingId',
    records.flatMap(({ incident }) => incident ?? []),
  );
  const subscriptions = await loadForUpdate(
    em,
    CustomerSubscription,
    'externalId',
    records.flatMap(({ subscriptionExternalId }) => subscriptionExternalId ?? []),
  );
  const all = [
    ...merged(
      records.map((record) => ({ ...record, senderId: partner(record.senderTenantId) ?? VENDOR })),
      sentOf,
    ).values(),
  ];
  const there = await sentBefore(em, all);
  const fresh = all.filter((record) => !there.has(sentOf(record)));
  const ids = await newId(em, fresh.length);
  const notices = fresh.map(
    ({ customerTenantIds: _customers, senderTenantId, incident, subscriptionExternalId, html, ...record }, index) =>
      ({
        ...record,
        id: ids[index],
        html: sanitizeHtml(html),
        source: senderTenantId ? 'PARTNER' : 'VENDOR',
        incidentId: incidents.get(incident ?? '')?.id ?? null,
        subscriptionId: subscriptions.get(subscriptionExternalId ?? '')?.id ?? null,
      }) as unknown as CustomerNotice,
  );
  await insert(em, CustomerNotice, notices);
  const to = fresh.flatMap(({ customerTenantIds, sentAt }, index) =>
    [...new Set(customerTenantIds)].map((tenant) => ({ noticeId: ids[index], customerId: customer(tenant), sentAt })),
  );
  const deliveryIds = await newId(em, to.length);
  await insert(
    em,
    NoticeDelivery,
    to.map((delivery, index) => ({ id: deliveryIds[index], ...delivery }) as unknown as NoticeDelivery),
  );
  const senders = new Map(fresh.map(({ senderId, author }, index) => [ids[index], { actor: author, actorOrganization: senderId }]));
  await emitEvent(
    em,
    to.map(({ noticeId, sentAt }, index) => ({
      ...senders.get(noticeId)!,
      actorSubject: 'import',
      kind: 'notice.sent',
      at: sentAt,
      subject: ['NoticeDelivery', deliveryIds[index]!] as const,
    })),
  );
  return { created: fresh.length, changed: 0, unchanged: records.length - fresh.length };
}

const sentOf = ({ senderId, title, sentAt }: { senderId: string; title: string; sentAt: Date }): string =>
  [senderId, title, sentAt.getTime()].join('\n');

async function sentBefore(em: SqlEntityManager, records: readonly { senderId: string }[]): Promise<Set<string>> {
  const senders = [...new Set(records.map(({ senderId }) => senderId))];
  const rows = await rowsOf(em, CustomerNotice, (query) => query.where(sql<boolean>`t.sender_id = any(${senders}::uuid[])`));
  return new Set((rows as unknown as CustomerNotice[]).map(sentOf));
}
