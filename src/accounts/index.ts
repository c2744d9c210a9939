/** The accounts subgraph: partners, customers, what they have bought, and the rights they have delegated. */
import { subgraph } from '../kernel/subgraph.ts';
import { SubscriptionChange } from './change/entity.ts';
import { ChangeListing } from './change/listing.ts';
import { ChangeMutations, ChangeReads } from './change/resolver.ts';
import { Customer } from './customer/entity.ts';
import { CustomerReads } from './customer/resolver.ts';
import { Delegation } from './delegation/entity.ts';
import { Partner } from './partner/entity.ts';
import { PartnerReads } from './partner/resolver.ts';
import { AccountAccess, CustomerPartner, PartnerRelationship } from './relationship/entity.ts';
import { AccountListing } from './relationship/listing.ts';
import { Service, ServiceIncident } from './stubs.ts';
import { CustomerSubscription } from './subscription/entity.ts';
import { ViewerReads } from './viewer/resolver.ts';

export const accounts = subgraph({
  name: 'accounts',
  entities: [
    Partner,
    Customer,
    CustomerSubscription,
    Delegation,
    PartnerRelationship,
    CustomerPartner,
    AccountAccess,
    AccountListing,
    SubscriptionChange,
    ChangeListing,
  ],
  types: [Partner, Customer, CustomerSubscription, Delegation, SubscriptionChange],
  stubs: [Service, ServiceIncident],
  resolvers: [ViewerReads, PartnerReads, CustomerReads, ChangeReads, ChangeMutations],
});
