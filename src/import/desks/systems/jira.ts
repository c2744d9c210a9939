/** Jira Service Management: issues as the search of the REST API (versions 2 and 3) lists them, with their comments. */
import type { DeskSystem } from '../desk.ts';

/** Jira. A comment is public where `jsdPublic` says so; one of a project that is no service desk does not, and stays internal. */
export const jira: DeskSystem = {
  name: 'Jira Service Management',
  system: 'jira',
  ticket: {
    fits: (clue) => clue.has('key', 'fields') && clue.has('id'),
    number: ['key'],
    address: ['self'],
    title: ['fields.summary'],
    description: ['fields.description'],
    status: ['fields.status.name'],
    statusKind: ['fields.status.statusCategory.key'],
    severity: ['fields.priority.name'],
    createdAt: ['fields.created'],
    updatedAt: ['fields.updated'],
    resolvedAt: ['fields.resolutiondate'],
    resolution: ['fields.resolution.description', 'fields.resolution.name'],
    requester: {
      id: ['fields.reporter.accountId', 'fields.reporter.name'],
      name: ['fields.reporter.displayName'],
      email: ['fields.reporter.emailAddress'],
    },
    assignee: {
      id: ['fields.assignee.accountId', 'fields.assignee.name'],
      name: ['fields.assignee.displayName'],
      email: ['fields.assignee.emailAddress'],
    },
    customer: {
      id: ['fields.organization.id', 'fields.organizations.0.id'],
      name: ['fields.organization.name', 'fields.organizations.0.name'],
    },
    notes: ['fields.comment.comments'],
  },
  note: {
    text: ['body'],
    author: { id: ['author.accountId', 'author.name'], name: ['author.displayName'], email: ['author.emailAddress'] },
    createdAt: ['created'],
    isPublic: { path: ['jsdPublic'], values: [true] },
  },
  statuses: {
    open: 'NEW',
    'waiting for support': 'IN_PROGRESS',
    'waiting for customer': 'WAITING_ON_CUSTOMER',
    pending: 'IN_PROGRESS',
    escalated: 'IN_PROGRESS',
    'in progress': 'IN_PROGRESS',
    resolved: 'RESOLVED',
    done: 'RESOLVED',
    closed: 'CLOSED',
    canceled: 'CLOSED',
    cancelled: 'CLOSED',
    // The categories of statuses, which every status has.
    new: 'NEW',
    indeterminate: 'IN_PROGRESS',
  },
  severities: {
    highest: 'CRITICAL',
    blocker: 'CRITICAL',
    critical: 'CRITICAL',
    high: 'MODERATE',
    major: 'MODERATE',
    medium: 'MINIMAL',
    minor: 'MINIMAL',
    low: 'MINIMAL',
    lowest: 'MINIMAL',
    trivial: 'MINIMAL',
  },
};
