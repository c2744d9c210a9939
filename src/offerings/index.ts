/** The offerings subgraph: the support that partners offer, on which terms, and who covers what. */
import { subgraph } from '../kernel/subgraph.ts';
import { OfferingAcknowledgement } from './acknowledgement/entity.ts';
import { AcknowledgementMutations } from './acknowledgement/resolver.ts';
import { SupportOffering } from './offering/entity.ts';
import { OfferingListing } from './offering/listing.ts';
import { OfferingMutations, OfferingReads } from './offering/resolver.ts';
import { Customer, Partner, Service } from './stubs.ts';
import { SupportOfferingVersion } from './version/entity.ts';
import { VersionReads } from './version/resolver.ts';

export const offerings = subgraph({
  name: 'offerings',
  entities: [SupportOffering, SupportOfferingVersion, OfferingAcknowledgement, OfferingListing],
  types: [SupportOffering, SupportOfferingVersion, OfferingAcknowledgement],
  stubs: [Partner, Customer, Service],
  resolvers: [OfferingReads, OfferingMutations, VersionReads, AcknowledgementMutations],
});
