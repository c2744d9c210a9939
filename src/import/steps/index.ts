/** The steps of an import, in the order in which things depend on each other. */
import { assignments, expandedAssignments } from '../graph/assignments.ts';
import { azureEvents } from '../azure/health.ts';
import type { FormatHints } from '../detect/format-hints.ts';
import { customerStep } from '../partner-center/customers.ts';
import { delegatedCustomers, delegations } from '../graph/delegations.ts';
import { deskSteps } from '../desks/desks.ts';
import { groupMembers } from '../graph/group-members.ts';
import { groups } from '../graph/groups.ts';
import { issues, overviewIssues } from '../graph/incidents.ts';
import { workloadIncidents } from '../partner-center/incidents.ts';
import { legacyIncidents, legacyServices } from '../graph/legacy-incidents.ts';
import { messageStep } from '../graph/messages.ts';
import { skippedKnown, skippedNamed, skippedRequests } from '../report/skipped-records.ts';
import { orders } from '../partner-center/orders.ts';
import { partnerRelationships } from '../partner-center/partners.ts';
import { legalProfile, mpnProfile, supportProfile } from '../partner-center/profiles.ts';
import { serviceRequests } from '../partner-center/service-requests.ts';
import { managedServices, overviewServices } from '../graph/services.ts';
import type { ExportFormat } from '../detect/export-format.ts';
import type { ImportStep } from './step.ts';
import { subscriptions } from '../partner-center/subscriptions.ts';
import { organizations, tenants } from '../graph/tenants.ts';
import { supportContacts, supportPartners } from '../partner-center/support-contacts.ts';

/** Every step. A shape can have several: the file is read again for each. */
export const steps: readonly ImportStep[] = [
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
  customerStep,
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
  messageStep,
  serviceRequests,
  ...deskSteps,
];

const shapes: readonly ExportFormat[] = [...skippedRequests, ...new Set(steps.map(({ shape }) => shape)), ...skippedKnown, ...skippedNamed];

/** The shape of a record, or undefined for one that nothing here knows. */
export const shapeOf = (clue: FormatHints): ExportFormat | undefined => shapes.find((shape) => shape.fits(clue));
