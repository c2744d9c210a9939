/** The tables that portals export, as mappings: their columns by the names that they have in English. */
import type { KindName } from './kinds.ts';
import type { Mapping } from './mapping.ts';

const portal = (
  name: string,
  kind: KindName,
  columns: Record<string, readonly string[]>,
  values: Record<string, Record<string, string>> = {},
): Mapping => ({
  name,
  kind,
  system: undefined,
  columns,
  values,
  customers: {},
  dateFormat: undefined,
  timeZone: undefined,
  encoding: undefined,
  delimiter: undefined,
});

/** The tables of Partner Center and of the Microsoft 365 admin center, and that of CIPP's tenants. */
export const portals: readonly Mapping[] = [
  portal('Partner Center customers', 'customers', {
    tenantId: ['Microsoft ID', 'Customer tenant ID', 'Tenant ID', 'Customer ID'],
    name: ['Company name', 'Customer name', 'Customer', 'Display name', 'Name'],
    domain: ['Primary domain name', 'Primary domain', 'Domain', 'Default domain name', 'Domain name'],
    country: ['Country', 'Country/region'],
    reseller: ['Associated partner ID', 'Indirect reseller tenant ID'],
    relationship: ['Relationship', 'Relationship to partner'],
  }),
  portal('Partner Center subscriptions', 'subscriptions', {
    id: ['Subscription ID'],
    customer: ['Customer tenant ID', 'Microsoft ID', 'Tenant ID', 'Customer ID'],
    offer: ['Offer name', 'Subscription', 'Subscription name', 'Product', 'Product name', 'SKU name'],
    quantity: ['Quantity', 'Licenses', 'License count', 'Seats', 'Unit count'],
    status: ['Status', 'Subscription status'],
    startedAt: ['Effective start date', 'Start date', 'Subscription start date', 'Creation date'],
    partnerId: ['MPN ID', 'Partner ID', 'Partner ID on record'],
  }),
  portal('Message Center', 'messages', {
    id: ['Message ID', 'ID'],
    title: ['Message title', 'Title', 'Subject'],
    updatedAt: ['Last updated', 'Last updated date', 'Last modified', 'Updated'],
    startsAt: ['Published', 'Published on', 'Published date', 'Created', 'Start date'],
    endsAt: ['End date', 'Expires'],
    actionRequiredAt: ['Act by', 'Act by date', 'Action required by'],
    body: ['Message', 'Body', 'Content', 'Summary'],
    category: ['Category'],
    severity: ['Severity'],
    services: ['Service', 'Services', 'Service & monthly active users', 'Applied to', 'Affected services'],
    tags: ['Tags', 'Tag'],
    isMajorChange: ['Major change', 'Major update'],
  }),
  portal(
    'Service health',
    'incidents',
    {
      id: ['ID', 'Issue ID', 'Incident ID'],
      title: ['Issue title', 'Title', 'Issue'],
      service: ['Affected service', 'Service', 'Service name', 'Affected services'],
      status: ['Status'],
      startedAt: ['Estimated start time', 'Start time', 'Started'],
      endedAt: ['End time', 'Resolved', 'Resolved time'],
      updatedAt: ['Last updated', 'Updated'],
      classification: ['Issue type', 'Type', 'Classification'],
      impact: ['User impact', 'Impact'],
    },
    {
      status: {
        restored: 'SERVICE_RESTORED',
        degraded: 'SERVICE_DEGRADATION',
        'post-incident report published': 'POST_INCIDENT_REVIEW_PUBLISHED',
      },
    },
  ),
];
