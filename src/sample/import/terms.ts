/** The terms of the vendor's enumerations, in any of the ways in which exports write them, and what they are here. */
import { AssignmentStatus } from '../../accounts/assignment/state.ts';
import { DelegationStatus } from '../../accounts/delegation/state.ts';
import { SubscriptionStatus } from '../../accounts/subscription/entity.ts';
import { IncidentClassification, IncidentOrigin } from '../../health/incident/terms.ts';
import { PostKind } from '../../health/incident/post.ts';
import { HealthStatus } from '../../health/service/status.ts';
import type { ValueOf } from '../../kernel/enumeration.ts';
import { ServiceMessageCategory, ServiceMessageSeverity } from '../../notices/message/kind.ts';
import { TicketSeverity, TicketState } from '../../tickets/ticket/state.ts';

/** What words and numbers mean, and what a word means that is not among them. */
export interface Terms<T> {
  readonly words: ReadonlyMap<string, T>;
  /** The members by their number, as the .NET SDK numbers them. */
  readonly numbers: readonly T[];
  readonly unknown: T;
}

/** The meaning of a term: `serviceDegradation`, `ServiceDegradation`, `service_degradation` and its number are one. */
export function termOf<T>({ words, numbers, unknown }: Terms<T>, said: string | number): T {
  if (typeof said === 'string' && !/^\s*\d+\s*$/.test(said)) return words.get(plain(said)) ?? unknown;
  return numbers[Number(said)] ?? unknown;
}

/** Whether a word or a number is one of the terms. */
export const isKnown = <T>({ words, numbers }: Terms<T>, said: string | number): boolean =>
  words.has(plain(String(said))) || (/^\s*\d+\s*$/.test(String(said)) && Number(said) in numbers);

const plain = (word: string): string => word.replaceAll(/[^\p{L}\p{N}]/gu, '').toLowerCase();

/** Terms by word, in the order of their numbers. A name that stands for no number is given with `extra`. */
function terms<T>(unknown: T, members: Record<string, T>, extra: Record<string, T> = {}): Terms<T> {
  const words = Object.entries({ ...members, ...extra }).map(([word, meaning]) => [plain(word), meaning] as const);
  return { words: new Map(words), numbers: Object.values(members), unknown };
}

/** An enumeration of ours whose values are the vendor's words. The vendor gives it no numbers. */
const same = <K extends string>(values: Record<K, K>, unknown: K): Terms<K> => terms(unknown, {}, values);

/** The health of a service, or the course of an incident (Graph `serviceHealthStatus`). */
export const health = same(HealthStatus, 'UNKNOWN');
/** How grave an incident is (Graph). */
export const classification = same(IncidentClassification, 'UNKNOWN');
/** Where the cause of an incident lies (Graph). */
export const origin = same(IncidentOrigin, 'UNKNOWN');
/** The kind of a post (Graph `postType`). */
export const postKind = same(PostKind, 'UNKNOWN');
/** What a message of the Message Center asks (Graph `serviceUpdateCategory`). */
export const messageCategory = same(ServiceMessageCategory, 'UNKNOWN');
/** How urgent a message of the Message Center is (Graph `serviceUpdateSeverity`). */
export const messageSeverity = same(ServiceMessageSeverity, 'UNKNOWN');
/** Where a delegation stands (Graph). */
export const delegationStatus = same(DelegationStatus, 'UNKNOWN');
/** Where an assignment of a delegation stands (Graph). */
export const assignmentStatus = same(AssignmentStatus, 'UNKNOWN');

/** Where a subscription stands (Partner Center). */
export const subscriptionStatus = terms<ValueOf<typeof SubscriptionStatus>>('UNKNOWN', {
  none: 'NONE',
  active: 'ACTIVE',
  suspended: 'SUSPENDED',
  deleted: 'DELETED',
  expired: 'EXPIRED',
  pending: 'PENDING',
  disabled: 'DISABLED',
});

/** What a customer is to the partner; one whose relationship ended is nobody's customer any more. */
export const customerRelationship = terms<'CUSTOMER' | 'ENDED'>('CUSTOMER', {
  unknown: 'CUSTOMER',
  reseller: 'CUSTOMER',
  advisor: 'CUSTOMER',
  syndication: 'CUSTOMER',
  microsoftSupport: 'CUSTOMER',
  none: 'ENDED',
});

/** On which side of the listed partner the exporter stands. */
export const partnerRelationship = terms<'EXPORTER_SELLS_THROUGH_IT' | 'IT_SELLS_THROUGH_EXPORTER' | null>(null, {
  isIndirectResellerOf: 'EXPORTER_SELLS_THROUGH_IT',
  isIndirectCloudSolutionProviderOf: 'IT_SELLS_THROUGH_EXPORTER',
});

/** A severity that was not said claims nothing: it is what the submitter states. */
export const requestSeverity = terms<ValueOf<typeof TicketSeverity>>('MINIMAL', {
  unknown: 'MINIMAL',
  critical: 'CRITICAL',
  moderate: 'MODERATE',
  minimal: 'MINIMAL',
});

/** A request whose status is not known is one to look at. */
export const requestState = terms<TicketState>('NEW', {
  none: 'NEW',
  open: 'NEW',
  closed: 'CLOSED',
  // The vendor waits for the partner, not for the customer.
  attentionNeeded: 'NEW',
});

/** How a Partner Center service incident goes, while it is not resolved. */
export const incidentStatus = terms<HealthStatus>('UNKNOWN', {
  normal: 'INVESTIGATING',
  information: 'INVESTIGATING',
  warning: 'SERVICE_DEGRADATION',
  critical: 'SERVICE_INTERRUPTION',
});

/** What a Partner Center service incident is: an incident, or a message that is none. */
export const messageType = terms<'INCIDENT' | 'OTHER'>('OTHER', {
  none: 'INCIDENT',
  incident: 'INCIDENT',
  messageCenter: 'OTHER',
  all: 'OTHER',
});

/** How the text of a post is written; a way that is not known is taken for text, in which nothing can do harm. */
export const contentType = terms<'TEXT' | 'HTML'>('TEXT', { text: 'TEXT', html: 'HTML' });
