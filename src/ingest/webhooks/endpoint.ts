/** Webhook endpoints, with the last messages that were sent to them. Only the sample world makes up any: secrets are in no export. */
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { Event } from '../../kernel/write/event.ts';
import { VENDOR } from '../../kernel/access/viewer.ts';
import { WebhookAttempt } from '../../webhooks/delivery/attempt.ts';
import { WebhookDelivery } from '../../webhooks/delivery/entity.ts';
import { WebhookEndpoint } from '../../webhooks/endpoint/entity.ts';
import { WebhookSecret } from '../../webhooks/endpoint/secret.ts';
import { emitEvent } from '../events.ts';
import { countsOf, insert, loadForUpdate, upsert, newId, type Counts } from '../upsert.ts';
import type { WebhookRecord } from '../records/index.ts';

const MINUTE = 60_000;

/** Writes endpoints by their address: those that are there stay as they are. They are told of the newest incidents. */
export async function writeWebhooks(em: SqlEntityManager, records: WebhookRecord[]): Promise<Counts> {
  const there = await loadForUpdate(
    em,
    WebhookEndpoint,
    'url',
    records.map(({ url }) => url),
  );
  const fresh = records.filter(({ url }) => !there.has(url));
  if (fresh.length === 0) return countsOf([], records.length);
  const [{ head }] = await em.execute<[{ head: string }]>('select event_sequence() as head');
  const position = Number(head);
  const written = await upsert(
    em,
    WebhookEndpoint,
    fresh.map((record) => ({ said: { ...endpointOf(record), position } })),
  );
  const events = await em.find(Event, { streamType: 'ServiceIncident' }, { orderBy: { at: 'desc', id: 'desc' }, limit: 3 });
  for (const [index, { row }] of written.entries()) await writeHistory(em, row, fresh[index]!, events);
  return countsOf(written, records.length);
}

const endpointOf = ({ organization, by, url, description, document, follows, createdAt, disabledAt }: WebhookRecord) => ({
  url,
  description,
  document,
  follows,
  createdAt,
  organizationId: organization ?? VENDOR,
  variables: '{}',
  state: 'DISABLED' as const,
  disabledReason: 'BY_HAND' as const,
  createdBy: by.name,
  readerSubject: by.subject,
  reader: by.name,
  readerKind: by.kind,
  readerRole: by.role,
  failures: 0,
  updatedAt: disabledAt,
});

async function writeHistory(
  em: SqlEntityManager,
  { id, organizationId, position: head }: WebhookEndpoint,
  { by, createdAt, disabledAt, answers }: WebhookRecord,
  events: readonly Event[],
): Promise<void> {
  await insert(em, WebhookSecret, [{ endpointId: id, organizationId, createdAt } as WebhookSecret]);
  const ids = await newId(em, events.length);
  const deliveries = events.map(({ id: eventId, kind, at }, index) => {
    const settledAt = new Date(at.getTime() + (answers[index]!.length - 1) * MINUTE);
    const when = { happenedAt: at, createdAt: at, settledAt };
    return {
      id: ids[index],
      endpointId: id,
      organizationId,
      eventId,
      kind,
      position: head - index,
      state: 'DELIVERED',
      tries: 1,
      ...when,
    };
  });
  await insert(em, WebhookDelivery, deliveries as unknown as WebhookDelivery[]);
  const attempts = events.flatMap(({ at }, index) =>
    answers[index]!.map((statusCode, n) => {
      const answer = statusCode === 200 ? 'ok' : 'Down for maintenance';
      return {
        deliveryId: ids[index],
        organizationId,
        at: new Date(at.getTime() + n * MINUTE),
        statusCode,
        milliseconds: 80 + 7 * n,
        answer,
      };
    }),
  );
  await insert(em, WebhookAttempt, attempts as WebhookAttempt[]);
  const who = { actor: by.name, actorSubject: by.subject, actorOrganization: organizationId };
  const subject = ['WebhookEndpoint', id] as const;
  await emitEvent(em, [
    { at: createdAt, kind: 'webhook.created', subject, ...who },
    { at: disabledAt, kind: 'webhook.disabled', subject, data: { reason: 'BY_HAND' }, ...who },
  ]);
}
