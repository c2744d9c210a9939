/** Scale: how much of everything there is for so many tickets, and with whose eyes it is read. */

/** How many rows of each kind there are. */
export interface Scale {
  readonly tickets: number;
  readonly customers: number;
  readonly resellers: number;
  readonly directs: number;
  readonly providers: number;
  readonly services: number;
  readonly incidents: number;
  readonly openIncidents: number;
}

/** The rows that go with so many tickets: partners and customers grow with them, the vendor's services and incidents do not. */
export function scaleOf(tickets: number): Scale {
  const thousands = Math.ceil(tickets / 1000);
  return {
    tickets,
    customers: thousands * 40,
    resellers: thousands * 2,
    directs: Math.ceil(thousands / 2),
    providers: 10,
    services: 12,
    incidents: 600,
    openIncidents: 14,
  };
}

/** The share of all tickets, customers and resellers that the first provider stands behind. */
export const PROVIDER_SHARE = 0.3;

/** The share that sells without a provider. */
export const DIRECT_SHARE = 0.2;

/** How many tickets the first customer has. */
export const FEW = 5;

/** The newest ticket is from this day; the oldest from three years before. */
export const NEWEST = '2026-11-01T00:00:00Z';
export const YEARS = 3;

/** Somebody who asks, as tokens and `tierline.viewer` name him. */
export interface Viewer {
  readonly subject: string;
  readonly name: string;
  readonly organization: string;
  readonly kind: 'PARTNER' | 'CUSTOMER';
  readonly role: 'ADMIN_AGENT' | 'MEMBER';
}

/** The viewers: an admin agent at the first provider, who sees a third of everything, and somebody at the first customer, who sees next to nothing. */
export const viewers = (organizations: { provider: string; customer: string }) => ({
  provider: {
    subject: 'agent@bench',
    name: 'Bench Agent',
    organization: organizations.provider,
    kind: 'PARTNER',
    role: 'ADMIN_AGENT',
  } satisfies Viewer,
  customer: {
    subject: 'person@bench',
    name: 'Bench Person',
    organization: organizations.customer,
    kind: 'CUSTOMER',
    role: 'MEMBER',
  } satisfies Viewer,
});
