/** The delegations of a world: who may work in whose tenant, under which roles, until when. */
import { NOTICE_DAYS, plusDays } from '../../accounts/delegation/jobs.ts';
import { DELEGATION_ROLES } from '../../accounts/delegation/roles.ts';
import type { DelegationStatus } from '../../accounts/delegation/state.ts';
import type { DelegationRecord } from '../../ingest/records/index.ts';
import { cast, starring } from './cast.ts';
import { chance, idOf, pick, randomInteger } from './chance.ts';
import { firstCustomerOf, type WorldCustomer, type Setting } from './setting.ts';

const DAY = 86_400_000;

const role = (name: string) => Object.entries(DELEGATION_ROLES).find(([, each]) => each === name)![0];

/** What partners ask for: the least, what a first-level desk needs, and what comes with a new customer. */
export const BUNDLES: readonly (readonly string[])[] = [
  ['Service Support Administrator', 'Message Center Reader', 'Directory Readers'],
  [
    'Service Support Administrator',
    'Security Reader',
    'Intune Administrator',
    'SharePoint Administrator',
    'Teams Communications Support Specialist',
    'Helpdesk Administrator',
    'Authentication Administrator',
    'Exchange Administrator',
    'License Administrator',
    'User Administrator',
    'Groups Administrator',
    'Directory Readers',
    'Message Center Reader',
    'Guest Inviter',
  ],
  [
    'Directory Readers',
    'Directory Writers',
    'License Administrator',
    'Service Support Administrator',
    'User Administrator',
    'Privileged Role Administrator',
    'Helpdesk Administrator',
    'Privileged Authentication Administrator',
    'Global Reader',
  ],
].map((names) => names.map(role));

/** A role id of the vendor's own documentation that is in no list of roles. */
const UNLISTED = 'dd4db9a0-cc4a-4213-9f9f-70242232d97e';

/** Whose delegation ends in twelve days, so that somebody has something to renew. */
const SOON = firstCustomerOf('tannwald');
/** Whose delegation has the role that is in no list. */
const UNLISTED_AT = firstCustomerOf(starring[0]!.of);

/** The first customer of the direct-bill partner of the personas. */
const DIRECTS = firstCustomerOf('northmere');

/** A delegation with everything that says when. */
interface Plan {
  readonly status: DelegationStatus;
  /** Days since it was drafted. */
  readonly age: number;
  readonly days: 180 | 365 | 730;
  /** Days from now at which it ends or ended, where that is not its duration. */
  readonly endsIn?: number;
}

/** What follows an ordinary one, at some of the customers: every status is there once in each world. */
const UNUSUAL: readonly Plan[] = [
  { status: 'APPROVAL_PENDING', age: 12, days: 730 },
  { status: 'EXPIRED', age: 420, days: 365 },
  { status: 'TERMINATED', age: 300, days: 730, endsIn: -140 },
  { status: 'APPROVED', age: 1, days: 365 },
  { status: 'ACTIVATING', age: 2, days: 730 },
  { status: 'EXPIRING', age: 366, days: 365, endsIn: 0 },
  { status: 'TERMINATION_REQUESTED', age: 90, days: 730 },
  { status: 'TERMINATING', age: 200, days: 365, endsIn: 0 },
  { status: 'UNKNOWN', age: 45, days: 180 },
  { status: 'EXPIRED', age: 800, days: 730 },
];

/** What came before it, where there is a persona to see it. */
const PAST: Plan = { status: 'EXPIRED', age: 400, days: 365 };
/** What the provider behind the partner has of its own, to hand problems over: it goes on by itself in twenty-five days. */
const PROVIDERS: Plan = { status: 'ACTIVE', age: 155, days: 180, endsIn: 25 };

/** The delegations of a customer: an active one to its partner, and at some customers others. */
export function delegationsOf(setting: Setting, customer: WorldCustomer): DelegationRecord[] {
  const { number, persona } = customer;
  const next = chance(setting.seed, 'delegation', number);
  const active: Plan =
    number === SOON
      ? { status: 'ACTIVE', age: 353, days: 365, endsIn: 12 }
      : { status: 'ACTIVE', age: randomInteger(next, 20, 340), days: pick(next, [365, 730] as const) };
  const roleIds = persona || next() < 0.6 ? BUNDLES[1]! : pick(next, BUNDLES);
  const first = delegation(setting, customer, 0, active, number === UNLISTED_AT ? [...roleIds, UNLISTED] : roleIds);
  const other = number % 6 === 2 ? UNUSUAL[Math.floor(number / 6) % UNUSUAL.length] : persona === 'customer' ? UNUSUAL[0] : undefined;
  return [
    first,
    ...(other ? [delegation(setting, customer, 1, other, BUNDLES[0]!)] : []),
    ...(persona || number === DIRECTS ? [delegation(setting, customer, 2, PAST, BUNDLES[0]!)] : []),
    ...(persona && customer.provider
      ? [delegation(setting, { ...customer, partner: customer.provider, provider: undefined }, 3, PROVIDERS, BUNDLES[0]!)]
      : []),
  ];
}

/** Drafts that no customer has accepted yet: one of each provider. */
export function drafts({ seed, now, partners }: Setting): DelegationRecord[] {
  return cast
    .filter(({ kind }) => kind === 'INDIRECT_PROVIDER')
    .map(({ key, name }) => ({
      externalId: `${idOf(seed, 'draft', key)}-${idOf(seed, 'draft partner', key)}`,
      displayName: `${name} - first level support, draft`,
      status: 'CREATED',
      roleIds: [...BUNDLES[0]!],
      duration: 'P730D',
      autoExtend: false,
      createdAt: new Date(now.getTime() - 3 * DAY),
      partnerTenantId: partners.get(key)!.tenantId,
    }));
}

function delegation(
  { seed, now }: Setting,
  { number, name, tenantId, partner, provider }: WorldCustomer,
  k: number,
  plan: Plan,
  roleIds: readonly string[],
): DelegationRecord {
  const { status, age, days, endsIn } = plan;
  const next = chance(seed, 'delegation', number, k);
  const createdAt = new Date(now.getTime() - age * DAY - randomInteger(next, 0, DAY / 2));
  const requestedAt = new Date(createdAt.getTime() + randomInteger(next, 1, 12) * 300_000);
  const begun = !['APPROVAL_PENDING', 'APPROVED', 'ACTIVATING', 'UNKNOWN'].includes(status);
  const startedAt = begun ? new Date(createdAt.getTime() + randomInteger(next, 1, 12) * 3_600_000) : undefined;
  const end = new Date(endsIn === undefined ? createdAt.getTime() + days * DAY : now.getTime() + endsIn * DAY);
  return {
    externalId: `${idOf(seed, 'delegation', number, k)}-${idOf(seed, 'delegation partner', partner.key)}`,
    displayName: `${partner.name} for ${name}${k === 0 ? '' : `, ${k + 1}`}`,
    status,
    roleIds: [...roleIds],
    duration: `P${days}D`,
    autoExtend: plan === PROVIDERS || (status === 'ACTIVE' && next() < 0.5),
    createdAt,
    customerTenantId: tenantId,
    partnerTenantId: partner.tenantId,
    providerTenantId: provider?.tenantId,
    requestedAt,
    startedAt,
    endsAt: begun ? end : undefined,
    notices: begun && ['ACTIVE', 'EXPIRED', 'EXPIRING'].includes(status) ? noticesOf(end, now) : [],
  };
}

/** The notices that were given of an end by now, each when it was due. */
const noticesOf = (end: Date, now: Date): { daysLeft: number; givenAt: Date }[] =>
  NOTICE_DAYS.map((daysLeft) => ({ daysLeft, givenAt: plusDays(end, -daysLeft) })).filter(({ givenAt }) => givenAt <= now);
