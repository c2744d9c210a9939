/** Root fields of incidents. */
import { mutations } from '../../kernel/mutation.ts';
import { subscriptions } from '../../kernel/live.ts';
import { many, one, reads } from '../../kernel/root.ts';
import { serviceIncidentPost, serviceIncidentReport, serviceIncidentResolve } from './actions.ts';
import { incidentList, ServiceIncident } from './entity.ts';
import { serviceIncidentUpdated } from './live.ts';

export const IncidentReads = reads({
  serviceIncident: one(() => ServiceIncident, 'An incident by its id.'),
  serviceIncidents: many(incidentList, 'The incidents of the vendor’s services, newest first.'),
});

export const IncidentMutations = mutations({ serviceIncidentReport, serviceIncidentPost, serviceIncidentResolve });

export const IncidentSubscriptions = subscriptions({ serviceIncidentUpdated });
