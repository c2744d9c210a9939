/** The accounts subgraph: partners, customers, what they have bought, and the rights they have delegated. */
import { subgraph } from '../kernel/schema/subgraph.ts';
import { DelegationAssignment } from './delegation-assignment/entity.ts';
import { AssignmentMutations } from './delegation-assignment/resolver.ts';
import { SubscriptionChange } from './subscription-change/entity.ts';
import { ChangeListing } from './subscription-change/listing.ts';
import { ChangeMutations, ChangeReads } from './subscription-change/resolver.ts';
import { Customer } from './customer/entity.ts';
import { CustomerReads } from './customer/resolver.ts';
import { Delegation } from './delegation/entity.ts';
import { DelegationNotice } from './delegation/notice.ts';
import { DelegationMutations, DelegationReads } from './delegation/resolver.ts';
import { delegationClock } from './delegation/termination.ts';
import { SecurityGroup } from './security-group/entity.ts';
import { SecurityGroupMember } from './security-group/member.ts';
import { GroupMutations, GroupReads } from './security-group/resolver.ts';
import { Partner } from './partner/entity.ts';
import { PartnerReads } from './partner/resolver.ts';
import { AccountAccess, CustomerPartner, PartnerRelationship } from './relationship/entity.ts';
import { AccountListing } from './relationship/listing.ts';
import { Service, ServiceIncident } from './stubs.ts';
import { SessionRevocation } from './session-revocation/entity.ts';
import { SessionMutations, SessionReads } from './session-revocation/resolver.ts';
import { CustomerSubscription } from './customer-subscription/entity.ts';
import { ViewerReads } from './viewer/resolver.ts';

const types = [
  Partner,
  Customer,
  CustomerSubscription,
  Delegation,
  DelegationAssignment,
  DelegationNotice,
  SecurityGroup,
  SecurityGroupMember,
  SessionRevocation,
  SubscriptionChange,
];

export const accounts = subgraph({
  name: 'accounts',
  entities: [...types, PartnerRelationship, CustomerPartner, AccountAccess, AccountListing, ChangeListing],
  types,
  stubs: [Service, ServiceIncident],
  resolvers: [
    ViewerReads,
    PartnerReads,
    CustomerReads,
    DelegationReads,
    DelegationMutations,
    AssignmentMutations,
    GroupReads,
    GroupMutations,
    SessionReads,
    SessionMutations,
    ChangeReads,
    ChangeMutations,
  ],
  jobs: [delegationClock],
});
