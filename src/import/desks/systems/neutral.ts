/** The neutral form: tickets and notes in Tierline's own words, for whatever desk. `docs/importing.md` describes it. */
import type { DeskSystem } from '../desk.ts';

/** The neutral form. Whoever writes it uses the words of Tierline. */
export const neutral: DeskSystem = {
  name: 'the neutral form',
  system: 'neutral',
  ticket: {
    fits: (clue) => clue.word('type') === 'tierline.ticket',
    number: ['number'],
    address: ['installation'],
    title: ['title'],
    description: ['description'],
    status: ['status'],
    severity: ['severity'],
    createdAt: ['createdAt'],
    updatedAt: ['updatedAt'],
    resolvedAt: ['resolvedAt'],
    resolution: ['resolution'],
    service: ['service'],
    requester: { id: ['requester.id'], name: ['requester.name'], email: ['requester.email'], phone: ['requester.phone'] },
    assignee: { id: ['assignee.id'], name: ['assignee.name'], email: ['assignee.email'] },
    customer: { tenantId: ['customer.tenantId'], domain: ['customer.domain'], id: ['customer.id'], name: ['customer.name'] },
    notes: ['notes'],
  },
  note: {
    fits: (clue) => clue.word('type') === 'tierline.note',
    ticket: ['ticket'],
    text: ['text'],
    author: { id: ['author.id'], name: ['author.name'], email: ['author.email'] },
    createdAt: ['createdAt'],
    isPublic: { path: ['visibility'], values: ['PUBLIC', 'public'] },
    byCustomer: { path: ['author.side'], values: ['CUSTOMER', 'customer'] },
  },
  statuses: {},
  severities: { critical: 'CRITICAL', moderate: 'MODERATE', minimal: 'MINIMAL' },
};
