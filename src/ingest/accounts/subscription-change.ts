/** What customers have asked their partners to buy or to cancel. Only the sample world makes up any: no export holds such requests. */
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { SubscriptionChange } from '../../accounts/subscription-change/entity.ts';
import { CustomerSubscription } from '../../accounts/customer-subscription/entity.ts';
import { emitEvent, type Happening } from '../events.ts';
import { countsOf, loadForUpdate, upsert, type Counts } from '../upsert.ts';
import type { ChangeRecord } from '../records/index.ts';

/** Writes requests about subscriptions, by the subscription and the time: those that are there stay as they are. */
export async function writeChanges(em: SqlEntityManager, records: ChangeRecord[]): Promise<Counts> {
  const subscriptions = await loadForUpdate(
    em,
    CustomerSubscription,
    'externalId',
    records.map(({ subscriptionExternalId }) => subscriptionExternalId),
  );
  const of = ({ subscriptionExternalId }: ChangeRecord) => subscriptions.get(subscriptionExternalId)!;
  const there = await em.find(SubscriptionChange, { subscriptionId: { $in: records.map((record) => of(record).id) } });
  const fresh = records.filter(
    (record) => !there.some(({ subscriptionId, kind }) => subscriptionId === of(record).id && kind === record.kind),
  );
  const written = await upsert(
    em,
    SubscriptionChange,
    fresh.map(({ subscriptionExternalId: _, answered, requestedBy, ...record }) => {
      const subscription = subscriptions.get(_)!;
      const { id, customerId, partnerOfRecordId, providerId, offerName } = subscription;
      const end = { answer: answered?.answer ?? null, answeredBy: answered?.by.name ?? null, updatedAt: answered?.at ?? record.createdAt };
      const settledAt = record.state === 'DECLINED' || record.state === 'COMPLETED' ? end.updatedAt : null;
      const parties = { customerId, partnerId: partnerOfRecordId!, providerId, subscriptionId: id };
      return { said: { ...record, ...parties, ...end, offerName, requestedBy: requestedBy.name, settledAt } };
    }),
  );
  await emitEvent(
    em,
    written.flatMap(({ row }, index) => historyOf(row, fresh[index]!)),
  );
  return countsOf(written, records.length);
}

const VERBS = { ACCEPTED: ['accepted'], DECLINED: ['declined'], COMPLETED: ['accepted', 'completed'], REQUESTED: [] } as const;

/** What happened to a request: the customer asked, and the partner answered. */
function historyOf(row: SubscriptionChange, { requestedBy, answered }: ChangeRecord): Happening[] {
  const on = (verb: string, at: Date, { name, subject }: { name: string; subject: string }, organization: string): Happening => ({
    at,
    kind: `subscription_change.${verb}`,
    subject: ['SubscriptionChange', row.id],
    data: { kind: row.kind },
    actor: name,
    actorSubject: subject,
    actorOrganization: organization,
  });
  const answers = answered ? VERBS[row.state].map((verb) => on(verb, answered.at, answered.by, row.partnerId)) : [];
  return [on('requested', row.createdAt, requestedBy, row.customerId), ...answers];
}
