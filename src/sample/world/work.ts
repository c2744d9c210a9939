/** The work on a ticket beside its notes: who looked at service health, what was found, what was done in the tenant, how it ended. */
import type { DoneBy, TicketRecord, WorkRecord } from '../../ingest/records/index.ts';
import { allowsWork, type TroubleshootingArea } from '../../tickets/troubleshooting/area.ts';
import { chance, pick, weighted } from './chance.ts';
import { delegationsOf } from './delegations.ts';
import { escalationOf } from './escalations.ts';
import type { Voice } from './notes.ts';
import { resources } from './resources.ts';
import type { WorldCustomer, Setting } from './setting.ts';

/** What the work is worked out from. */
interface Worked {
  /** The path of the ticket in its world. */
  readonly path: readonly (string | number)[];
  readonly customer: WorldCustomer;
  readonly agent: Voice;
  readonly state: TicketRecord['state'];
  readonly createdAt: Date;
  readonly until: Date;
  /** What the agent found to be wrong. */
  readonly found: string;
  readonly hasIncident: boolean;
  readonly provider: Voice | undefined;
  readonly service: string | undefined;
  readonly severity: TicketRecord['severity'];
}

const DONE: Readonly<Record<TroubleshootingArea, readonly string[]>> = {
  SOFTWARE: [
    'Reinstalled the client on two devices through device management.',
    'Rolled the update channel back on the devices concerned.',
  ],
  SETTINGS: [
    'Looked at the sign-ins of the users concerned, and renewed their sessions.',
    'Assigned the license again, and waited for it to take effect.',
  ],
  CONFIGURATION: [
    'Compared the policies with those of last week, and took the last change back.',
    'Set the connector up anew, and sent test messages.',
  ],
};

/** The work on a ticket, as far as its state tells that there was any; undefined for one that nobody has looked at. */
export function workOf(setting: Setting, worked: Worked): WorkRecord | undefined {
  const { path, customer, agent, state, createdAt, until, found, hasIncident } = worked;
  if (state === 'NEW') return undefined;
  const next = chance(setting.seed, 'work', ...path);
  const span = Math.max(until.getTime() - createdAt.getTime(), 0);
  const by = (part: number): DoneBy => ({
    author: agent.person.name,
    subject: agent.person.subject,
    tenantId: agent.tenantId,
    at: new Date(Math.round(createdAt.getTime() + span * part)),
  });
  const escalation = escalationOf(setting, worked);
  const healthCheck = { ...by(0.05), ...concluded(hasIncident, escalation !== undefined) };
  if (state === 'TRIAGE') return { healthCheck };
  const diagnosis = { ...by(0.15), text: found };
  const scope = weighted(next, { WITHIN: 85, OUTSIDE: 15 });
  const area = pick(next, ['SETTINGS', 'SETTINGS', 'CONFIGURATION', 'SOFTWARE'] as const);
  const under = delegationsOf(setting, customer).find(
    ({ status, partnerTenantId, roleIds, startedAt }) =>
      status === 'ACTIVE' && partnerTenantId === agent.tenantId && startedAt! < createdAt && allowsWork(roleIds, area),
  );
  const step =
    under && next() < 0.5 ? { ...by(0.3), area, text: pick(next, DONE[area]), delegationExternalId: under.externalId } : undefined;
  const isOver = state === 'RESOLVED' || state === 'CLOSED';
  const outcome = hasIncident
    ? ('ENDED_BY_VENDOR' as const)
    : weighted(next, { SOLVED: 60, WORKED_AROUND: 15, ANSWERED: 20, SELF_SERVICE: 5 });
  return { healthCheck, diagnosis, step, escalation, scope, outcome: isOver ? ended(state, outcome) : undefined };
}

/** What an incident explains is handed on to nobody (rule R07). */
const concluded = (hasIncident: boolean, isHandedOn: boolean): Pick<NonNullable<WorkRecord['healthCheck']>, 'conclusion' | 'remark'> => {
  if (!hasIncident) return { conclusion: 'UNDOCUMENTED' };
  if (!isHandedOn) return { conclusion: 'DOCUMENTED' };
  return { conclusion: 'UNDOCUMENTED', remark: 'The incident is of the same service, and does not explain what these users see.' };
};

/** What the customer took care of is not resolved but closed. */
const ended = (state: TicketRecord['state'], outcome: WorkRecord['outcome']): WorkRecord['outcome'] =>
  state === 'RESOLVED' && outcome === 'SELF_SERVICE' ? 'SOLVED' : outcome;

/** What the customer was shown before it wrote: where there is something to show, it mostly was. */
export function resourcesShown(
  setting: Setting,
  path: readonly (string | number)[],
  service: string | undefined,
): TicketRecord['resourcesOffered'] {
  const shown = resources.filter((each) => each.service === service).map(({ title, url }) => ({ title, url }));
  return shown.length > 0 && chance(setting.seed, 'shown', ...path)() < 0.7 ? shown : undefined;
}
