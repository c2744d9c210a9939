/** The way of an assignment: its statuses, and which deed leads from where to where. */
import { defineEnum, type ValueOf } from '../../kernel/schema/enum.ts';
import { Problem } from '../../kernel/write/problem.ts';
import { assignmentMessages } from './messages.ts';

export const AssignmentStatus = defineEnum(
  'DelegationAssignmentStatus',
  'Where an assignment stands (Microsoft Graph). Only ACTIVE gives access.',
  {
    PENDING: 'Being switched on.',
    ACTIVE: 'The members of the group have the roles, as long as the delegation is active.',
    DELETING: 'Being taken back.',
    DELETED: 'Taken back.',
    ERROR: 'The vendor could not switch it on.',
    UNKNOWN: 'A status that Tierline does not know yet.',
  },
);
export type AssignmentStatus = ValueOf<typeof AssignmentStatus>;

/** The statuses in which an assignment gives roles, or may come to. */
export const STANDING = ['PENDING', 'ACTIVE', 'ERROR', 'UNKNOWN'] as const satisfies AssignmentStatus[];

/** Each deed that moves an assignment: from which statuses, and to which. One that is made is active at once. */
export const ASSIGNMENT_TRANSITIONS = {
  remove: { from: STANDING, to: 'DELETED' },
} as const satisfies Record<string, { from: readonly AssignmentStatus[]; to: AssignmentStatus }>;

/** The status to which a deed leads, or a problem if it cannot be done in this one. */
export function assignmentTransition(deed: keyof typeof ASSIGNMENT_TRANSITIONS, status: AssignmentStatus): AssignmentStatus {
  const { from, to } = ASSIGNMENT_TRANSITIONS[deed];
  if ((from as readonly AssignmentStatus[]).includes(status)) return to;
  throw new Problem('STATE', assignmentMessages.removedAlready(), { field: 'assignmentId' });
}
