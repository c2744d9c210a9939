/** Freshdesk: tickets and conversations of its REST API (`include=requester,company,description,stats`), contacts and companies. */
import type { DeskSystem } from '../desk.ts';

/** Freshdesk. Its statuses and priorities are numbers; those from 6 are the installation's own. */
export const freshdesk: DeskSystem = {
  name: 'Freshdesk',
  system: 'freshdesk',
  ticket: {
    fits: (clue) =>
      clue.has('subject', 'status', 'priority', 'created_at', 'source') && clue.word('status') === '' && !clue.has('ticket_id'),
    number: ['id', 'display_id'],
    title: ['subject'],
    description: ['description_text'],
    html: ['description'],
    status: ['status'],
    severity: ['priority'],
    createdAt: ['created_at'],
    updatedAt: ['updated_at'],
    resolvedAt: ['stats.resolved_at', 'stats.closed_at'],
    requester: {
      id: ['requester.id', 'requester_id'],
      name: ['requester.name'],
      email: ['requester.email', 'email'],
      phone: ['requester.phone'],
    },
    assignee: { id: ['responder_id'], name: ['responder.name'], email: ['responder.email'] },
    customer: { id: ['company.id', 'company_id'], name: ['company.name'] },
    notes: ['conversations'],
  },
  note: {
    fits: (clue) => clue.has('ticket_id', 'private') && (clue.has('body') || clue.has('body_text')),
    ticket: ['ticket_id'],
    text: ['body_text'],
    html: ['body'],
    author: { id: ['user_id'], email: ['from_email'] },
    createdAt: ['created_at'],
    isPublic: { path: ['private'], values: [false] },
    byCustomer: { path: ['incoming'], values: [true] },
  },
  people: {
    fits: (clue) => clue.has('id', 'email', 'name', 'company_id'),
    key: ['id'],
    name: ['name'],
    email: ['email'],
    organization: ['company_id'],
  },
  organizations: {
    fits: (clue) => clue.has('id', 'name', 'domains'),
    key: ['id'],
    name: ['name'],
    domains: ['domains'],
    tenantId: ['custom_fields.tenant_id'],
  },
  statuses: {
    '2': 'IN_PROGRESS',
    '3': 'WAITING_ON_CUSTOMER',
    '4': 'RESOLVED',
    '5': 'CLOSED',
    '6': 'WAITING_ON_CUSTOMER',
    '7': 'IN_PROGRESS',
  },
  severities: { '1': 'MINIMAL', '2': 'MINIMAL', '3': 'MODERATE', '4': 'CRITICAL' },
};
