/** The important screens. */
const BOARD = `tickets(first: $rows) { totalCount nodes { number title state severity
  customer { name } partner { name } provider { name } service { name } serviceIncidents { trackingId title }
  notes(first: 5) { nodes { author text } } timeline(first: 5) { nodes { at kind actor } } } }`;

/** What the important screens cost when they are read in batches. A number that grows says that something is now asked for more often than it was. */
export const SCREENS: readonly [name: string, persona: string, statements: number, document: string][] = [
  ['who asks, and the partner behind the token', 'provider', 1, '{ viewer { name role partner { name kind supportProfile { email } } } }'],
  ['the tickets, each with whom it concerns, its service, incidents, notes and history', 'provider', 9, `query ($rows: Int!) { ${BOARD} }`],
  ['the tickets as the customer sees them', 'customer', 9, `query ($rows: Int!) { ${BOARD} }`],
  ['the tickets without any edge', 'provider', 1, 'query ($rows: Int!) { tickets(first: $rows) { nodes { number title state } } }'],
  [
    'the customers, each with its partners, subscriptions, delegations, tickets and incidents',
    'provider',
    7,
    `query ($rows: Int!) { customers(first: $rows) { totalCount nodes { name partners(first: 3) { nodes { name } } subscriptions(first: 5) { nodes { offerName } }
      delegations(first: 3) { nodes { status } } tickets(first: 5) { nodes { number } } serviceIncidents(first: 5) { nodes { trackingId } } } } }`,
  ],
  [
    'the health of the services, each with what goes on and what was said of it last',
    'direct',
    3,
    'query ($rows: Int!) { services(first: $rows) { nodes { name status openIncidents(first: 10) { nodes { title posts(first: 1) { nodes { html } } } } } } }',
  ],
  [
    'the incidents, each with its service, whom it touches and which tickets were linked to it',
    'provider',
    5,
    `query ($rows: Int!) { serviceIncidents(first: $rows) { nodes { title service { name } affectedCustomers(first: 5) { nodes { name } }
      affectedPartners(first: 5) { nodes { name } } tickets(first: 5) { nodes { number } } } } }`,
  ],
  [
    'the support on offer, each with its partner and services',
    'customer',
    4,
    'query ($rows: Int!) { supportOfferings(first: $rows) { nodes { name price { amount } partner { name } services { name } } } }',
  ],
];
