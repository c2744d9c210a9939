/** The offerings subgraph: the support that partners offer. */
import { subgraph } from '../kernel/subgraph.ts';
import { OfferingService, SupportOffering } from './offering/entity.ts';
import { OfferingListing } from './offering/listing.ts';
import { OfferingReads } from './offering/resolver.ts';
import { Partner, Service } from './stubs.ts';

export const offerings = subgraph({
  name: 'offerings',
  entities: [SupportOffering, OfferingService, OfferingListing],
  types: [SupportOffering],
  stubs: [Partner, Service],
  resolvers: [OfferingReads],
});
