/** Root fields of incidents. */
import { mutations } from '../../kernel/schema/mutation.ts';
import { subscriptionResolvers } from '../../kernel/live/subscription-field.ts';
import { connectionField, byId, queries } from '../../kernel/schema/query-fields.ts';
import {
  serviceIncidentChange,
  serviceIncidentLink,
  serviceIncidentPost,
  serviceIncidentReport,
  serviceIncidentResolve,
  serviceIncidentReviewPublish,
} from './actions.ts';
import { incidentList, ServiceIncident } from './entity.ts';
import { serviceIncidentUpdated } from './live.ts';

export const IncidentReads = queries({
  serviceIncident: byId(() => ServiceIncident, 'An incident by its id, or by the one the vendor publishes.'),
  serviceIncidents: connectionField(incidentList, 'The incidents of the vendor’s services, and planned maintenance of them, newest first.'),
});

export const IncidentMutations = mutations({
  serviceIncidentReport,
  serviceIncidentPost,
  serviceIncidentChange,
  serviceIncidentLink,
  serviceIncidentResolve,
  serviceIncidentReviewPublish,
});

export const IncidentSubscriptions = subscriptionResolvers({ serviceIncidentUpdated });
