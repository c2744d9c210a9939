/** What is understood, and has no place in Tierline yet. */
import type { FormatHints } from '../detect/format-hints.ts';
import { graph, partnerCenter, type ExportFormat } from '../detect/export-format.ts';

const azure = (name: string, fits: (clue: FormatHints) => boolean): ExportFormat => ({ name, api: 'Azure', fits });

/** A request: it has the fields of the thing that it asks for, but no id yet. */
const request = (name: string, api: ExportFormat['api'], ...keys: string[]): ExportFormat => ({
  name,
  api,
  fits: (clue) => !clue.has('id') && !clue.has('serviceRequestId') && clue.has(...keys),
});

const other = (name: string, api: ExportFormat['api'], type: (clue: FormatHints) => string): ExportFormat => ({
  name,
  api,
  fits: (clue) => type(clue) !== '',
});

/** Requests: before the shapes that they resemble. */
export const skippedRequests: readonly ExportFormat[] = [
  request('requests to make a delegation (GDAP)', 'Microsoft Graph', 'accessDetails', 'duration'),
  request('requests to place an order', 'Partner Center', 'referenceCustomerId', 'lineItems'),
  request('requests to change a service request', 'Partner Center', 'newNote'),
];

/** Beside the shapes that have a place. */
export const skippedKnown: readonly ExportFormat[] = [
  partnerCenter('audit records', 'AuditRecord', (clue) => clue.has('operationType', 'resourceType', 'operationDate')),
  partnerCenter('invitations of customers', 'RelationshipRequest', (clue) => clue.word('url').includes('invtype=resellerrelationship')),
  graph(
    'requests on a delegation (GDAP)',
    {
      types: ['delegatedAdminRelationshipRequest'],
      collection: /^(tenantrelationships\/)?requests$|delegatedadminrelationships\/.*\/requests$/,
    },
    (clue) => clue.has('action', 'status'),
  ),
  graph(
    'links to service management',
    { types: ['delegatedAdminServiceManagementDetail'], collection: /servicemanagementdetails$/ },
    (clue) => clue.has('serviceManagementUrl'),
  ),
  azure('Azure resource health', (clue) => /(?:^|\/)microsoft\.resourcehealth\//.test(clue.word('type'))),
  azure(
    'Azure support requests and their answers',
    (clue) => supportTicket(clue, 'properties') || (clue.has('request') && supportTicket(clue, 'response')),
  ),
  {
    ...graph('Microsoft Graph users', { types: ['user'], collection: /^users$/ }, (clue) => clue.has('userPrincipalName', 'id')),
    leftOut: 'Tierline keeps no directory of people; members of a group are taken from a file that is named by the id of the group',
  },
  {
    ...graph('subscribed SKUs', { types: ['subscribedSku'], collection: /^subscribedskus$/ }, (clue) =>
      clue.has('skuPartNumber', 'consumedUnits'),
    ),
    leftOut: 'they count licences, and do not tell which subscriptions these are of: Tierline takes subscriptions from Partner Center',
  },
  { name: 'events of webhooks', api: 'Partner Center', fits: (clue) => clue.has('eventName', 'resourceUri') },
];

/** What states its type, whatever that is. */
export const skippedNamed: readonly ExportFormat[] = [
  other('other Partner Center objects', 'Partner Center', (clue) => clue.objectType),
  other('other Microsoft Graph objects', 'Microsoft Graph', (clue) => clue.graphType || clue.collection),
];

/** A support ticket, or the request to open one, in a member of the record. */
function supportTicket(clue: FormatHints, key: string): boolean {
  const inside = clue.record.raw(key);
  return (
    typeof inside === 'object' &&
    inside !== null &&
    ['supportPlanId', 'contactDetails', 'supportTicketId'].some((field) => JSON.stringify(inside).slice(0, 100_000).includes(`"${field}"`))
  );
}
