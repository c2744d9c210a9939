/** Autotask PSA: tickets, notes and companies of its REST API. Its words are numbers of picklists; these are the ones that it comes with. */
import type { DeskSystem } from '../desk.ts';

/** Autotask. Whoever changed the picklists says with a mapping what the numbers mean. */
export const autotask: DeskSystem = {
  name: 'Autotask',
  system: 'autotask',
  ticket: {
    fits: (clue) => clue.has('ticketNumber', 'companyID', 'title'),
    number: ['ticketNumber'],
    id: ['id'],
    title: ['title'],
    description: ['description'],
    status: ['status'],
    severity: ['priority'],
    createdAt: ['createDate'],
    updatedAt: ['lastActivityDate'],
    resolvedAt: ['resolvedDateTime', 'completedDate'],
    resolution: ['resolution'],
    requester: { id: ['contactID'] },
    assignee: { id: ['assignedResourceID'] },
    customer: { id: ['companyID'] },
  },
  note: {
    fits: (clue) => clue.has('ticketID', 'description', 'publish'),
    ticket: ['ticketID'],
    text: ['description', 'title'],
    author: { id: ['createdByContactID', 'creatorResourceID'] },
    createdAt: ['createDateTime'],
    // 1 is for all Autotask users, the portal of the customer among them.
    isPublic: { path: ['publish'], values: [1] },
  },
  people: {
    fits: (clue) => clue.has('id', 'companyID', 'emailAddress', 'lastName'),
    key: ['id'],
    name: ['lastName'],
    email: ['emailAddress'],
    organization: ['companyID'],
  },
  organizations: {
    fits: (clue) => clue.has('id', 'companyName', 'companyType'),
    key: ['id'],
    name: ['companyName'],
    domains: ['webAddress'],
  },
  statuses: {
    '1': 'NEW',
    '5': 'CLOSED',
    '7': 'WAITING_ON_CUSTOMER',
    '8': 'IN_PROGRESS',
    '9': 'IN_PROGRESS',
    '10': 'IN_PROGRESS',
    '11': 'IN_PROGRESS',
    '12': 'IN_PROGRESS',
  },
  severities: { '1': 'MODERATE', '2': 'MINIMAL', '3': 'MINIMAL', '4': 'CRITICAL' },
};
