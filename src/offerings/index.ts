/** The offerings subgraph: the support that partners offer, on which terms, and who covers what. */
import { subgraph } from '../kernel/schema/subgraph.ts';
import { OfferingAcknowledgement } from './offering-acknowledgement/entity.ts';
import { AcknowledgementMutations } from './offering-acknowledgement/resolver.ts';
import { SupportOffering } from './support-offering/entity.ts';
import { OfferingListing } from './support-offering/listing.ts';
import { OfferingMutations, OfferingReads } from './support-offering/resolver.ts';
import { Customer, Partner, Service } from './stubs.ts';
import { SupportOfferingVersion } from './support-offering-version/entity.ts';
import { VersionReads } from './support-offering-version/resolver.ts';

export const offerings = subgraph({
  name: 'offerings',
  entities: [SupportOffering, SupportOfferingVersion, OfferingAcknowledgement, OfferingListing],
  types: [SupportOffering, SupportOfferingVersion, OfferingAcknowledgement],
  stubs: [Partner, Customer, Service],
  resolvers: [OfferingReads, OfferingMutations, VersionReads, AcknowledgementMutations],
});
