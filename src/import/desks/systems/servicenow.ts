/** ServiceNow: incidents of the Table API, and the journal (`sys_journal_field`) in which comments and work notes are. */
import type { DeskSystem } from '../desk.ts';

const either = (name: string): readonly string[] => [`${name}.value`, name];
const shown = (name: string): readonly string[] => [`${name}.display_value`, name];

/** ServiceNow. With `sysparm_display_value=all` fields are objects of a value and what is shown; times are UTC in the values. */
export const servicenow: DeskSystem = {
  name: 'ServiceNow',
  system: 'servicenow',
  ticket: {
    fits: (clue) => clue.has('number', 'short_description') && (clue.has('sys_id') || clue.has('opened_at') || clue.has('sys_created_on')),
    number: either('number'),
    id: either('sys_id'),
    title: shown('short_description'),
    description: shown('description'),
    status: ['state.value', 'state', 'incident_state'],
    severity: ['priority.value', 'priority'],
    createdAt: ['opened_at.value', 'opened_at', 'sys_created_on.value', 'sys_created_on'],
    updatedAt: either('sys_updated_on'),
    resolvedAt: ['resolved_at.value', 'resolved_at', 'closed_at.value', 'closed_at'],
    resolution: shown('close_notes'),
    requester: {
      id: ['caller_id.value', 'sys_created_by.value', 'sys_created_by'],
      name: ['caller_id.display_value', 'caller_id'],
      email: ['caller_id.email', 'u_caller_email'],
    },
    assignee: { id: ['assigned_to.value'], name: ['assigned_to.display_value', 'assigned_to'] },
    customer: { id: ['company.value'], name: ['company.display_value', 'company'] },
  },
  note: {
    fits: (clue) => clue.has('element', 'element_id', 'value'),
    ticket: either('element_id'),
    text: either('value'),
    author: { name: ['sys_created_by.value', 'sys_created_by'] },
    createdAt: either('sys_created_on'),
    isPublic: { path: either('element'), values: ['comments'] },
  },
  people: {
    fits: (clue) => clue.has('sys_id', 'user_name'),
    key: either('sys_id'),
    name: shown('name'),
    email: either('email'),
    organization: either('company'),
  },
  organizations: {
    fits: (clue) => clue.has('sys_id', 'name') && (clue.has('website') || clue.has('customer')),
    key: either('sys_id'),
    name: shown('name'),
    domains: either('website'),
  },
  statuses: {
    '1': 'NEW',
    '2': 'IN_PROGRESS',
    '3': 'WAITING_ON_CUSTOMER',
    '6': 'RESOLVED',
    '7': 'CLOSED',
    '8': 'CLOSED',
    new: 'NEW',
    'in progress': 'IN_PROGRESS',
    'on hold': 'WAITING_ON_CUSTOMER',
    resolved: 'RESOLVED',
    closed: 'CLOSED',
    canceled: 'CLOSED',
  },
  severities: {
    '1': 'CRITICAL',
    '2': 'MODERATE',
    '3': 'MINIMAL',
    '4': 'MINIMAL',
    '5': 'MINIMAL',
    '1 critical': 'CRITICAL',
    '2 high': 'MODERATE',
    '3 moderate': 'MINIMAL',
    '4 low': 'MINIMAL',
    '5 planning': 'MINIMAL',
  },
};
