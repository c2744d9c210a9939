/** The steps of an import, in the order in which things depend on each other. */
import { assignments, expandedAssignments } from './assignments.ts';
import { azureEvents } from './azure/health.ts';
import type { Clue } from './clue.ts';
import { customers } from './customers.ts';
import { delegatedCustomers, delegations } from './delegations.ts';
import { deskSteps } from './desks/desks.ts';
import { groupMembers } from './group-members.ts';
import { groups } from './groups.ts';
import { issues, overviewIssues } from './incidents-graph.ts';
import { workloadIncidents } from './incidents-partner-center.ts';
import { legacyIncidents, legacyServices } from './incidents-legacy.ts';
import { messages } from './messages.ts';
import { known, named, requests } from './not-ours.ts';
import { orders } from './orders.ts';
import { partnerRelationships } from './partners.ts';
import { legalProfile, mpnProfile, supportProfile } from './profiles.ts';
import { serviceRequests } from './service-requests.ts';
import { managedServices, overviewServices } from './services.ts';
import type { Shape } from './shape.ts';
import type { Step } from './step.ts';
import { subscriptions } from './subscriptions.ts';
import { organizations, tenants } from './tenants.ts';
import { supportContacts, supportPartners } from './support-contacts.ts';

/** Every step. A shape can have several: the file is read again for each. */
export const steps: readonly Step[] = [
  overviewServices,
  managedServices,
  // Incidents can be the first to name a service, and subscriptions are of the services that are known.
  overviewIssues,
  issues,
  legacyServices,
  legacyIncidents,
  workloadIncidents,
  azureEvents,
  partnerRelationships,
  legalProfile,
  mpnProfile,
  supportProfile,
  supportPartners,
  customers,
  subscriptions,
  orders,
  supportContacts,
  tenants,
  organizations,
  delegatedCustomers,
  delegations,
  groups,
  groupMembers,
  assignments,
  expandedAssignments,
  messages,
  serviceRequests,
  ...deskSteps,
];

const shapes: readonly Shape[] = [...requests, ...new Set(steps.map(({ shape }) => shape)), ...known, ...named];

/** The shape of a record, or undefined for one that nothing here knows. */
export const shapeOf = (clue: Clue): Shape | undefined => shapes.find((shape) => shape.fits(clue));
