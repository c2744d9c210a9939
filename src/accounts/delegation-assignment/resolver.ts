/** Root fields of assignments. */
import { mutations } from '../../kernel/schema/mutation.ts';
import { delegationAssignmentCreate, delegationAssignmentRemove } from './actions.ts';

export const AssignmentMutations = mutations({ delegationAssignmentCreate, delegationAssignmentRemove });
