/** Azure support tickets, as ARM, the Azure CLI and Azure PowerShell write them, as data of a desk; and their communications. */
import type { FormatHints } from '../detect/format-hints.ts';
import type { DeskSystem, Paths } from '../desks/desk.ts';

/** A member in the properties, at the top, or as PowerShell names it. */
const either = (name: string, ...others: string[]): Paths => [`properties.${name}`, name, ...others];

const isTyped = (clue: FormatHints, type: string): boolean => clue.word('type').endsWith(`microsoft.support/${type}`);

/** Azure support. The subscription in the id names the customer; what is written there is between the partner and the vendor. */
export const azureSupport: DeskSystem = {
  name: 'Azure support',
  system: 'azure',
  ticket: {
    fits: (clue) =>
      isTyped(clue, 'supporttickets') ||
      (clue.has('supportTicketId', 'title') && (clue.has('problemClassificationId') || clue.has('serviceDisplayName'))),
    number: either('supportTicketId'),
    id: ['name'],
    title: either('title'),
    description: either('description'),
    status: either('status'),
    severity: either('severity'),
    createdAt: either('createdDate'),
    updatedAt: either('modifiedDate'),
    resolvedAt: either('closedDate'),
    service: either('serviceDisplayName'),
    requester: {
      name: either('contactDetails.displayName', 'contactDetails.firstName', 'contactDetailFirstName'),
      email: either('contactDetails.primaryEmailAddress', 'contactDetailPrimaryEmailAddress'),
      phone: either('contactDetails.phoneNumber', 'contactDetailPhoneNumber'),
    },
    assignee: {},
    customer: { subscription: ['id'] },
    notes: ['communications'],
  },
  note: {
    fits: (clue) =>
      isTyped(clue, 'communications') || (clue.has('communicationDirection', 'body', 'id') && clue.word('id').includes('/supporttickets/')),
    ticket: ['id'],
    ticketPattern: /\/supportTickets\/([^/]+)\/communications\//i,
    html: either('body'),
    author: { email: either('sender') },
    createdAt: either('createdDate'),
    isPublic: { path: either('communicationType'), values: [] },
    audience: 'PARTNERS',
  },
  statuses: { open: 'IN_PROGRESS', updating: 'IN_PROGRESS', closed: 'CLOSED' },
  severities: { minimal: 'MINIMAL', moderate: 'MODERATE', critical: 'CRITICAL', highestcriticalimpact: 'CRITICAL' },
};
