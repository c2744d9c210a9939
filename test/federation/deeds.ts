/** Every mutation of the graph, once: a day on which a ticket and an incident come and go. */
import type { Places } from './corpus.ts';

/** A mutation, by somebody who may, and somebody who may not. */
export interface Deed {
  readonly name: string;
  readonly by: string;
  /** Somebody who may not, and the code of the refusal. */
  readonly refused: readonly [persona: string, code: string];
  input(at: Places): Record<string, unknown>;
  /** What is asked of the payload: always across subgraphs. */
  readonly answer: string;
  /** From whom the thing is hidden afterwards, of those who are asked. */
  readonly hidden: readonly string[];
}

/** What is asked of a ticket. */
export const TICKET =
  'ticket { id number state title assignee { name } resolution customer { name } partner { name kind } service { key } serviceIncidents { trackingId } notes { nodes { text } } }';
/** What is asked of an incident. */
export const INCIDENT =
  'incident { id trackingId status isResolved service { key status } affectedCustomers(first: 3) { nodes { name } } posts { nodes { html } } }';

/** What is asked of an offering. */
export const OFFERING =
  'offering { id name state version types needs hours { zone } partner { name kind } services { key } versions { nodes { number publishedBy } } }';
const FROM_ALL_OTHERS = ['other-reseller', 'provider', 'customer'];
const FROM_OTHERS = ['other-reseller'];

/** In the order of a day: `ticketId`, `incidentId` and `offeringId` are what the first deeds of their kind made. */
export const deeds: readonly Deed[] = [
  {
    name: 'ticketOpen',
    by: 'customer',
    refused: ['other-reseller', 'NOT_FOUND'],
    hidden: FROM_OTHERS,
    answer: TICKET,
    input: (at) => ({
      customerId: at.customer,
      partnerId: at.reseller,
      serviceId: at.service,
      title: 'The post does not arrive',
      description: 'Since this morning.',
      severity: 'MODERATE',
    }),
  },
  {
    name: 'serviceIncidentReport',
    by: 'vendor',
    refused: ['provider', 'FORBIDDEN'],
    hidden: [],
    answer: INCIDENT,
    input: (at) => ({
      trackingId: 'EX900001',
      serviceId: at.service,
      title: 'Post is delayed',
      classification: 'INCIDENT',
      html: '<p>We are looking.</p>',
    }),
  },
  {
    name: 'ticketAssign',
    by: 'reseller',
    refused: ['other-reseller', 'NOT_FOUND'],
    hidden: FROM_OTHERS,
    answer: TICKET,
    input: ({ ticketId }) => ({ ticketId }),
  },
  {
    name: 'ticketNoteAdd',
    by: 'provider',
    refused: ['other-provider', 'NOT_FOUND'],
    hidden: FROM_OTHERS,
    answer: `${TICKET} note { text audience author ticket { number } }`,
    input: ({ ticketId }) => ({ ticketId, text: 'Seen at our other resellers too.', audience: 'PARTNERS' }),
  },
  {
    name: 'ticketLinkIncident',
    by: 'reseller',
    refused: ['customer', 'FORBIDDEN'],
    hidden: FROM_OTHERS,
    answer: TICKET,
    input: ({ ticketId, incidentId }) => ({ ticketId, incidentId }),
  },
  {
    name: 'serviceIncidentPost',
    by: 'vendor',
    refused: ['customer', 'FORBIDDEN'],
    hidden: [],
    answer: `${INCIDENT} post { html status }`,
    input: ({ incidentId }) => ({ incidentId, html: '<p>The cause is known.</p>', status: 'RESTORING_SERVICE' }),
  },
  {
    name: 'ticketResolve',
    by: 'reseller',
    refused: ['customer', 'FORBIDDEN'],
    hidden: FROM_OTHERS,
    answer: TICKET,
    input: ({ ticketId }) => ({ ticketId, resolution: 'It arrives again.' }),
  },
  {
    name: 'ticketReopen',
    by: 'customer',
    refused: ['other-customer', 'NOT_FOUND'],
    hidden: FROM_OTHERS,
    answer: TICKET,
    input: ({ ticketId }) => ({ ticketId, reason: 'It does not.' }),
  },
  {
    name: 'serviceIncidentResolve',
    by: 'vendor',
    refused: ['reseller', 'FORBIDDEN'],
    hidden: [],
    answer: INCIDENT,
    input: ({ incidentId }) => ({ incidentId, html: '<p>Over.</p>' }),
  },
  {
    name: 'supportOfferingDraft',
    by: 'reseller',
    refused: ['customer', 'FORBIDDEN'],
    hidden: FROM_ALL_OTHERS,
    answer: OFFERING,
    input: (at) => ({ name: 'Night watch', types: ['BREAK_FIX'], serviceIds: [at.service] }),
  },
  {
    name: 'supportOfferingChange',
    by: 'reseller',
    refused: ['provider', 'NOT_FOUND'],
    hidden: FROM_ALL_OTHERS,
    answer: OFFERING,
    input: ({ offeringId }) => ({
      offeringId,
      hours: { zone: 'Europe/Rome', days: [{ day: 'MONDAY', intervals: [{ opens: '22:00', closes: '06:00' }] }] },
      contactMethods: [{ kind: 'EMAIL', value: 'night@corlanto.example' }],
    }),
  },
  {
    name: 'supportOfferingPublish',
    by: 'reseller',
    refused: ['customer', 'NOT_FOUND'],
    hidden: FROM_OTHERS,
    answer: OFFERING,
    input: ({ offeringId }) => ({ offeringId }),
  },
  {
    name: 'supportOfferingAcknowledge',
    by: 'customer',
    refused: ['provider', 'FORBIDDEN'],
    hidden: FROM_OTHERS,
    answer: `${OFFERING} acknowledgement { number acknowledgedBy customer { name } partner { name } version { number publishedBy } }`,
    input: ({ offeringId }) => ({ offeringId, version: 1 }),
  },
  {
    name: 'supportOfferingRetire',
    by: 'reseller',
    refused: ['customer', 'FORBIDDEN'],
    hidden: FROM_ALL_OTHERS,
    answer: OFFERING,
    input: ({ offeringId }) => ({ offeringId }),
  },
];
