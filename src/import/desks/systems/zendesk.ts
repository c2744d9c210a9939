/** Zendesk: tickets of the REST API, of incremental exports and of the full JSON export; comments, users and organizations. */
import type { DeskSystem } from '../desk.ts';

/** Zendesk Support. Comments are in tickets in the full export; those of the API lie in files of their own that do not name their ticket, so only comments with a ticket are taken. */
export const zendesk: DeskSystem = {
  name: 'Zendesk',
  system: 'zendesk',
  ticket: {
    fits: (clue) =>
      clue.has('subject', 'created_at') &&
      clue.word('status') !== '' &&
      (clue.has('requester_id') || clue.has('submitter_id') || clue.has('requester')) &&
      !clue.has('summary'),
    number: ['id'],
    address: ['url'],
    title: ['subject', 'raw_subject'],
    description: ['description'],
    status: ['status'],
    severity: ['priority'],
    createdAt: ['created_at'],
    updatedAt: ['updated_at'],
    resolvedAt: ['metric_set.solved_at', 'solved_at'],
    requester: { id: ['requester.id', 'requester_id'], name: ['requester.name'], email: ['requester.email'], phone: ['requester.phone'] },
    assignee: { id: ['assignee.id', 'assignee_id'], name: ['assignee.name'], email: ['assignee.email'] },
    customer: {
      id: ['organization.id', 'organization_id'],
      name: ['organization.name'],
      domain: ['organization.domain_names.0'],
      tenantId: ['organization.external_id'],
    },
    notes: ['comments'],
  },
  note: {
    fits: (clue) => clue.has('ticket_id', 'public', 'body', 'author_id'),
    ticket: ['ticket_id'],
    text: ['plain_body', 'body'],
    html: ['html_body'],
    author: { id: ['author.id', 'author_id'], name: ['author.name'], email: ['author.email'] },
    createdAt: ['created_at'],
    isPublic: { path: ['public'], values: [true] },
  },
  people: {
    fits: (clue) =>
      clue.has('email', 'role', 'name', 'time_zone') || (clue.has('email', 'role', 'name', 'id') && clue.word('url').includes('/users/')),
    key: ['id'],
    name: ['name'],
    email: ['email'],
    organization: ['organization_id'],
  },
  organizations: {
    fits: (clue) => clue.has('name', 'domain_names', 'id'),
    key: ['id'],
    name: ['name'],
    domains: ['domain_names'],
    tenantId: ['external_id'],
  },
  statuses: { new: 'NEW', open: 'IN_PROGRESS', pending: 'WAITING_ON_CUSTOMER', hold: 'IN_PROGRESS', solved: 'RESOLVED', closed: 'CLOSED' },
  severities: { urgent: 'CRITICAL', high: 'MODERATE', normal: 'MINIMAL', low: 'MINIMAL' },
};
