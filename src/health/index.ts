/** The health subgraph: the vendor's services, and what is wrong with them. */
import { subgraph } from '../kernel/schema/subgraph.ts';
import { ServiceIncident } from './incident/entity.ts';
import { IncidentLink } from './incident/link.ts';
import { IncidentPost } from './incident/post.ts';
import { IncidentMutations, IncidentReads, IncidentSubscriptions } from './incident/resolver.ts';
import { MaintenanceMutations } from './maintenance/resolver.ts';
import { Service } from './service/entity.ts';
import { ServiceReads, ServiceSubscriptions } from './service/resolver.ts';
import { Customer } from './stubs.ts';

export const health = subgraph({
  name: 'health',
  entities: [Service, ServiceIncident, IncidentPost, IncidentLink],
  types: [Service, ServiceIncident, IncidentPost],
  stubs: [Customer],
  resolvers: [ServiceReads, IncidentReads, IncidentMutations, MaintenanceMutations, IncidentSubscriptions, ServiceSubscriptions],
});
