/** The way of a delegation: its statuses, and which deed or clock leads from where to where. */
import { defineEnum, type ValueOf } from '../../kernel/schema/enum.ts';
import { Problem } from '../../kernel/write/problem.ts';
import { delegationMessages } from './messages.ts';

/** Where a delegation stands (Graph `delegatedAdminRelationshipStatus`). Only ACTIVE gives access. */
export const DelegationStatus = defineEnum('DelegationStatus', 'Where a delegation stands (Microsoft Graph). Only ACTIVE gives access.', {
  CREATED: 'Drafted by the partner; may still be edited.',
  APPROVAL_PENDING: 'Waits for the customer; lapses after 90 days.',
  APPROVED: 'The customer said yes.',
  ACTIVATING: 'Being switched on.',
  ACTIVE: 'Gives access.',
  EXPIRING: 'Being switched off at its end.',
  EXPIRED: 'Its time is over, or the customer did not answer in time.',
  TERMINATION_REQUESTED: 'Somebody asked to end it.',
  TERMINATING: 'Being switched off.',
  TERMINATED: 'Refused, withdrawn, or ended before its time.',
  UNKNOWN: 'A status that Tierline does not know yet.',
});
export type DelegationStatus = ValueOf<typeof DelegationStatus>;

/** Whatever has not ended and is not about to. */
const ALIVE = ['CREATED', 'APPROVAL_PENDING', 'APPROVED', 'ACTIVATING', 'ACTIVE'] as const satisfies DelegationStatus[];

/**
 * Each deed, and each stroke of a clock, that moves a delegation: from which statuses, and to which; null where it stays what it
 * is. What the vendor passes through for seconds (APPROVED, ACTIVATING, EXPIRING, TERMINATING) comes from imports only.
 */
export const DELEGATION_TRANSITIONS = {
  request: { from: ['CREATED'], to: 'APPROVAL_PENDING' },
  approve: { from: ['APPROVAL_PENDING'], to: 'ACTIVE' },
  reject: { from: ['APPROVAL_PENDING'], to: 'TERMINATED' },
  terminate: { from: ALIVE, to: 'TERMINATED' },
  setAutoExtend: { from: ALIVE, to: null },
  assign: { from: ['ACTIVE'], to: null },
  lapse: { from: ['APPROVAL_PENDING'], to: 'EXPIRED' },
  extend: { from: ['ACTIVE'], to: null },
  expire: { from: ['ACTIVE'], to: 'EXPIRED' },
} as const satisfies Record<string, { from: readonly DelegationStatus[]; to: DelegationStatus | null }>;

/** The status to which a deed leads, or a problem if it cannot be done in this one. */
export function delegationTransition(deed: keyof typeof DELEGATION_TRANSITIONS, status: DelegationStatus): DelegationStatus {
  const { from, to } = DELEGATION_TRANSITIONS[deed];
  if ((from as readonly DelegationStatus[]).includes(status)) return to ?? status;
  throw new Problem('STATE', delegationMessages.wrongStatus({ status, deed }), { field: 'delegationId' });
}
