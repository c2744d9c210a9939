/** The terms of the vendor's enumerations, in any of the ways in which exports write them, and what they are here. */
import { AssignmentStatus } from '../../accounts/delegation-assignment/state.ts';
import { DelegationStatus } from '../../accounts/delegation/state.ts';
import { SubscriptionStatus } from '../../accounts/customer-subscription/entity.ts';
import { IncidentClassification, IncidentOrigin } from '../../health/incident/terms.ts';
import { PostKind } from '../../health/incident/post.ts';
import { HealthStatus } from '../../health/service/status.ts';
import type { ValueOf } from '../../kernel/schema/enum.ts';
import { ServiceMessageCategory, ServiceMessageSeverity } from '../../notices/service-message/kind.ts';
import { TicketSeverity, TicketState } from '../../tickets/ticket/state.ts';

/** What words and numbers mean, and what a word means that is not among them. */
export interface EnumMapping<T> {
  readonly words: ReadonlyMap<string, T>;
  /** The members by their number, as the .NET SDK numbers them. */
  readonly numbers: readonly T[];
  readonly unknown: T;
}

/** The meaning of a term: `serviceDegradation`, `ServiceDegradation`, `service_degradation` and its number are one. */
export function termOf<T>({ words, numbers, unknown }: EnumMapping<T>, said: string | number): T {
  if (typeof said === 'string' && !/^\s*\d+\s*$/.test(said)) return words.get(plain(said)) ?? unknown;
  return numbers[Number(said)] ?? unknown;
}

/** Whether a value that is a number stands for one of the terms; words always may. */
export const isNumbered = <T>({ numbers }: EnumMapping<T>, said: string | number): boolean =>
  (typeof said === 'string' && !/^\s*-?\d+\s*$/.test(said)) || Number(said) in numbers;
/** Whether a word or a number is one of the terms. */
export const isKnown = <T>({ words, numbers }: EnumMapping<T>, said: string | number): boolean =>
  words.has(plain(String(said))) || (/^\s*\d+\s*$/.test(String(said)) && Number(said) in numbers);

const plain = (word: string): string => word.replaceAll(/[^\p{L}\p{N}]/gu, '').toLowerCase();

/** Terms by word, in the order of their numbers. A name that stands for no number is given with `extra`. */
function terms<T>(unknown: T, members: Record<string, T>, extra: Record<string, T> = {}): EnumMapping<T> {
  const words = Object.entries({ ...members, ...extra }).map(([word, meaning]) => [plain(word), meaning] as const);
  return { words: new Map(words), numbers: Object.values(members), unknown };
}

/** An enumeration of ours whose values are the vendor's words, in the order in which the SDK of Microsoft Graph numbers them. What comes next there is its `unknownFutureValue`. */
const numbered = <K extends string>(
  values: Record<K, K>,
  unknown: K,
  numbers: readonly K[],
  extra: Record<string, K> = {},
): EnumMapping<K> => ({
  ...terms(unknown, values, extra),
  numbers: [...numbers, unknown],
});

/** The health of a service, or the course of an incident (Graph `serviceHealthStatus`). One word is misspelt in the vendor's own documentation. */
export const healthStatus = numbered(
  HealthStatus,
  'UNKNOWN',
  [
    'SERVICE_OPERATIONAL',
    'INVESTIGATING',
    'RESTORING_SERVICE',
    'VERIFYING_SERVICE',
    'SERVICE_RESTORED',
    'POST_INCIDENT_REVIEW_PUBLISHED',
    'SERVICE_DEGRADATION',
    'SERVICE_INTERRUPTION',
    'EXTENDED_RECOVERY',
    'FALSE_POSITIVE',
    'INVESTIGATION_SUSPENDED',
    'RESOLVED',
    'MITIGATED_EXTERNAL',
    'MITIGATED',
    'RESOLVED_EXTERNAL',
    'CONFIRMED',
    'REPORTED',
  ],
  { servicaOperational: 'SERVICE_OPERATIONAL' },
);
/** How grave an incident is (Graph). */
export const classification = numbered(IncidentClassification, 'UNKNOWN', ['ADVISORY', 'INCIDENT']);
/** Where the cause of an incident lies (Graph). */
export const origin = numbered(IncidentOrigin, 'UNKNOWN', ['MICROSOFT', 'THIRD_PARTY', 'CUSTOMER']);
/** The kind of a post (Graph `postType`). */
export const postKind = numbered(PostKind, 'UNKNOWN', ['REGULAR', 'QUICK', 'STRATEGIC']);
/** What a message of the Message Center asks (Graph `serviceUpdateCategory`). */
export const messageCategory = numbered(ServiceMessageCategory, 'UNKNOWN', ['PREVENT_OR_FIX_ISSUE', 'PLAN_FOR_CHANGE', 'STAY_INFORMED']);
/** How urgent a message of the Message Center is (Graph `serviceUpdateSeverity`). */
export const messageSeverity = numbered(ServiceMessageSeverity, 'UNKNOWN', ['NORMAL', 'HIGH', 'CRITICAL']);
/** Where a delegation stands (Graph). */
export const delegationStatus = numbered(DelegationStatus, 'UNKNOWN', [
  'ACTIVATING',
  'ACTIVE',
  'APPROVAL_PENDING',
  'APPROVED',
  'CREATED',
  'EXPIRED',
  'EXPIRING',
  'TERMINATED',
  'TERMINATING',
  'TERMINATION_REQUESTED',
]);
/** Where an assignment of a delegation stands (Graph). */
export const assignmentStatus = numbered(AssignmentStatus, 'UNKNOWN', ['PENDING', 'ACTIVE', 'DELETING', 'DELETED', 'ERROR']);

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
