/** Symptoms: how customers notice an incident, and which of them do. */
import type { IncidentRecord, SubscriptionRecord } from '../../ingest/records/index.ts';
import { incidentTexts } from './incident-texts.ts';
import type { Scenario } from './scenarios/scenario.ts';

const GONE: readonly SubscriptionRecord['status'][] = ['EXPIRED', 'DISABLED', 'DELETED'];

/** Whether an incident touches a subscription: the same service, in a region where it is. */
export const touches = ({ service, regions }: IncidentRecord, subscription: SubscriptionRecord): boolean =>
  subscription.service === service &&
  !GONE.includes(subscription.status) &&
  (regions.length === 0 || !subscription.region || regions.includes(subscription.region));

/** What a customer writes about an incident, and what comes of it. */
export function symptomOf({ trackingId, title, endedAt }: IncidentRecord): Scenario {
  const { symptom } = incidentTexts.find((text) => text.trackingId === trackingId)!;
  return {
    ...symptom,
    check: `Service health: ${trackingId} of the vendor matches ("${title}"). Linked.`,
    found: 'Same hour, same region, same symptom: no diagnosis of our own needed.',
    update: `This is a fault of the vendor’s service, known there as ${trackingId}. Nothing is wrong with your settings. We watch the incident and tell you when it is over.`,
    resolution: endedAt ? `The vendor has ended ${trackingId}. You confirmed that everything works.` : 'Solved with the incident.',
  };
}
