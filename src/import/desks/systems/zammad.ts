/** Zammad: tickets and articles as its REST API lists them with `expand=true`; users and organizations. */
import type { DeskSystem } from '../desk.ts';

/** Zammad. Without `expand=true` its lists name states and people by numbers of the installation. */
export const zammad: DeskSystem = {
  name: 'Zammad',
  system: 'zammad',
  ticket: {
    fits: (clue) => clue.has('number', 'title', 'customer_id', 'created_at') && (clue.has('state_id') || clue.has('state')),
    number: ['number'],
    id: ['id'],
    title: ['title'],
    description: ['note'],
    status: ['state'],
    severity: ['priority'],
    createdAt: ['created_at'],
    updatedAt: ['updated_at'],
    resolvedAt: ['close_at'],
    requester: { id: ['customer_id'], email: ['customer'] },
    assignee: { id: ['owner_id'], email: ['owner'] },
    customer: { id: ['organization_id'], name: ['organization'] },
    notes: ['articles'],
  },
  note: {
    fits: (clue) => clue.has('ticket_id', 'body', 'content_type', 'internal'),
    ticket: ['ticket_id'],
    html: ['body'],
    author: { id: ['origin_by_id', 'created_by_id'], name: ['from'], email: ['from', 'created_by'] },
    createdAt: ['created_at'],
    isPublic: { path: ['internal'], values: [false] },
    byCustomer: { path: ['sender'], values: ['Customer'] },
  },
  people: {
    fits: (clue) => clue.has('login', 'firstname', 'id') || clue.has('login', 'lastname', 'id'),
    key: ['id'],
    name: ['fullname', 'lastname', 'firstname'],
    email: ['email'],
    organization: ['organization_id'],
  },
  organizations: { fits: (clue) => clue.has('id', 'name', 'domain_assignment'), key: ['id'], name: ['name'], domains: ['domain'] },
  statuses: {
    new: 'NEW',
    open: 'IN_PROGRESS',
    'pending reminder': 'WAITING_ON_CUSTOMER',
    'pending close': 'RESOLVED',
    closed: 'CLOSED',
    merged: 'CLOSED',
    removed: 'CLOSED',
  },
  severities: { '1 low': 'MINIMAL', '2 normal': 'MINIMAL', '3 high': 'MODERATE' },
  advice: 'Zammad lists names with expand=true',
};
