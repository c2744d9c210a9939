/** The escalations of a world: how the tickets that are with a provider or the vendor came there. */
import type { DoneBy, EscalationRecord, TicketRecord } from '../../ingest/records/index.ts';
import type { HandoffCategory } from '../../tickets/escalation/category.ts';
import { familyOf } from '../../tickets/escalation/product-family.ts';
import { mayFile } from '../../tickets/escalation/filing-roles.ts';
import { chance, pick } from './chance.ts';
import { delegationsOf } from './delegations.ts';
import type { Voice } from './notes.ts';
import type { WorldCustomer, Setting } from './setting.ts';

const HOUR = 3_600_000;

/** What an escalation is worked out from. */
export interface Escalated {
  readonly path: readonly (string | number)[];
  readonly customer: WorldCustomer;
  readonly agent: Voice;
  readonly provider: Voice | undefined;
  readonly service: string | undefined;
  readonly severity: TicketRecord['severity'];
  readonly state: TicketRecord['state'];
  readonly createdAt: Date;
  readonly until: Date;
}

const CATEGORIES: readonly HandoffCategory[] = [
  'UNDOCUMENTED_SERVICE_PROBLEM',
  'BUG_OR_IRREGULARITY',
  'REGIONAL_MULTITENANT',
  'SERVICE_UNAVAILABLE',
  'LARGE_SCALE_NETWORK_DISRUPTION',
];
const IMPACT: Readonly<Record<TicketRecord['severity'], string>> = {
  CRITICAL: 'Work stands still.',
  MODERATE: 'Work goes on, more slowly and with detours.',
  MINIMAL: 'A nuisance; nothing stands still.',
};

/** How many of the tickets that are over had been with the vendor. */
const WERE_HANDED_OVER = 0.08;

/** How a ticket was handed on; undefined for one that is not with anybody else, and was not. */
export function escalationOf(
  setting: Setting,
  { path, customer, agent, provider, service, severity, state, createdAt, until }: Escalated,
): EscalationRecord | undefined {
  const next = chance(setting.seed, 'escalation', ...path);
  const isOver = state === 'RESOLVED' || state === 'CLOSED';
  const atVendor = state === 'ESCALATED' || (isOver && next() < WERE_HANDED_OVER);
  if (!atVendor && (state !== 'WAITING_ON_PROVIDER' || !provider)) return undefined;
  const at = (part: number) => new Date(Math.round(createdAt.getTime() + (until.getTime() - createdAt.getTime()) * part));
  const by = ({ person, tenantId }: Voice, part: number): DoneBy => ({
    author: person.name,
    subject: person.subject,
    tenantId,
    at: at(part),
  });
  const hander = provider ?? agent;
  const category = pick(next, CATEGORIES);
  const under = delegationsOf(setting, customer).find(
    (each) =>
      each.status === 'ACTIVE' &&
      each.customerTenantId === customer.tenantId &&
      each.partnerTenantId === hander.tenantId &&
      mayFile(each.roleIds),
  );
  const family = familyOf(service ?? null);
  const holder = atVendor ? hander : agent;
  const { name, email, phone } = holder.person;
  return {
    filed: by(agent, 0.5),
    endedAt: isOver ? until : undefined,
    handedOver: atVendor
      ? {
          ...by(hander, 0.7),
          vehicle: family === 'COMMERCE' ? 'COMMERCIAL' : 'PSFP',
          delegationExternalId: under?.externalId,
          respondedAt: next() < 0.7 ? new Date(Math.min(at(0.7).getTime() + next() * 3 * HOUR, until.getTime())) : undefined,
        }
      : undefined,
    category,
    impact: IMPACT[severity],
    evidence: {
      expected: category === 'UNDOCUMENTED_SERVICE_PROBLEM' ? 'It works as the service description says, for every licensed user.' : null,
      since: category === 'SERVICE_UNAVAILABLE' || category === 'LARGE_SCALE_NETWORK_DISRUPTION' ? createdAt.toISOString() : null,
      steps: category === 'BUG_OR_IRREGULARITY' ? 'Sign in as any user of the tenant, and do what the ticket describes.' : null,
      networks:
        category === 'LARGE_SCALE_NETWORK_DISRUPTION' ? 'All sites of the customer, and two of its suppliers with another carrier.' : null,
      region: category === 'REGIONAL_MULTITENANT' ? 'EUR' : null,
    },
    contact: { name, email, phone },
  };
}
