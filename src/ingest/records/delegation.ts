/** Records of who may work in whose tenant: delegations, the security groups of partners, and which roles these have. */
import type { AssignmentStatus } from '../../accounts/delegation-assignment/state.ts';
import type { Delegation } from '../../accounts/delegation/entity.ts';

/** Admin rights that a customer gave to a partner. */
export type DelegationRecord = Pick<Delegation, 'displayName' | 'status' | 'roleIds' | 'duration' | 'autoExtend' | 'createdAt'> & {
  externalId: string;
  customerTenantId?: string;
  partnerTenantId?: string;
  providerTenantId?: string;
  requestedAt?: Date;
  startedAt?: Date;
  endsAt?: Date;
  /** When the vendor last changed it, in an account of the vendor's. */
  toldAt?: Date;
  /** Set by the sample world only: the notices that were given of its end, the first first. */
  notices?: { daysLeft: number; givenAt: Date }[];
};

/** A person in a security group. */
export interface MemberRecord {
  subject: string;
  /** The id in the partner's directory. */
  externalId?: string;
  name: string;
  isGuest: boolean;
}

/** A security group in a partner's tenant, and who is in it as far as that is told. */
export interface GroupRecord {
  partnerTenantId: string;
  externalId: string;
  name?: string;
  members?: MemberRecord[];
  /** Whether these are all its members: whoever is not among them has left. */
  isWhole?: boolean;
  /** When it was so. */
  at: Date;
}

/** Roles of a delegation that a security group has. */
export interface AssignmentRecord {
  externalId: string;
  delegationExternalId: string;
  groupExternalId: string;
  status: AssignmentStatus;
  roleIds: string[];
  createdAt: Date;
  /** When the vendor last changed it. */
  toldAt: Date;
}
