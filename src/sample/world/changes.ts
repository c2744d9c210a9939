/** What customers have asked their partners to buy or to cancel. */
import type { ChangeRecord, SubscriptionRecord } from '../../ingest/records/index.ts';
import { chance, pick, randomInteger } from './chance.ts';
import type { WorldCustomer, Setting } from './setting.ts';
import { subscriptionsOf } from './subscriptions.ts';

const [HOUR, DAY] = [3_600_000, 86_400_000];
/** One customer in so many has asked for something. */
const EVERY = 3;

interface Story extends Pick<ChangeRecord, 'kind' | 'state'> {
  readonly quantity: number | null;
  readonly reason: string;
  readonly answer?: string;
}

const stories: readonly Story[] = [
  { kind: 'BUY', state: 'REQUESTED', quantity: 12, reason: 'Twelve people join us next month.' },
  {
    kind: 'BUY',
    state: 'COMPLETED',
    quantity: 5,
    reason: 'The new branch needs its own mailboxes.',
    answer: 'Ordered; the units are on your next invoice.',
  },
  {
    kind: 'CANCEL',
    state: 'DECLINED',
    quantity: null,
    reason: 'We no longer use it.',
    answer: 'The term runs until the end of the year and cannot be cancelled before. We have switched its renewal off.',
  },
  { kind: 'CANCEL', state: 'ACCEPTED', quantity: 1, reason: 'A colleague has left.', answer: 'We reduce it at the renewal.' },
];

/** The requests of a customer: somebody of a persona’s has one of every sort. They are the same in worlds of every size. */
export function changesOf(setting: Setting, customer: WorldCustomer): ChangeRecord[] {
  if (!customer.persona && customer.number % EVERY !== 0) return [];
  const live = subscriptionsOf(setting, customer).filter(
    ({ status, partnerOfRecordTenantId }) => status === 'ACTIVE' && partnerOfRecordTenantId === customer.partner.tenantId,
  );
  const told = customer.persona ? stories : [stories[(customer.number / EVERY) % stories.length]!];
  return told.flatMap((story, k) => (live[k] ? [change(setting, customer, live[k], story)] : []));
}

function change(
  { seed, now }: Setting,
  customer: WorldCustomer,
  { externalId, quantity: units }: SubscriptionRecord,
  story: Story,
): ChangeRecord {
  const next = chance(seed, 'change', externalId, story.kind);
  const { kind, state, reason, answer } = story;
  // What waits for an answer is from today.
  const age = state === 'REQUESTED' ? randomInteger(next, 1, 9) * HOUR : randomInteger(next, 4, 40) * DAY + randomInteger(next, 0, DAY);
  const createdAt = new Date(now.getTime() - age);
  return {
    kind,
    state,
    subscriptionExternalId: externalId,
    quantity: story.quantity && (kind === 'CANCEL' ? Math.min(story.quantity, units) : story.quantity),
    reason,
    requestedBy: pick(next, customer.staff),
    answered: answer
      ? { by: pick(next, customer.partner.staff), at: new Date(createdAt.getTime() + randomInteger(next, 1, 3) * DAY), answer }
      : undefined,
    createdAt,
  };
}
