/** The tickets of a world, in the order in which they came in. */
import type { IncidentRecord, SubscriptionRecord, TicketRecord } from '../../ingest/records/index.ts';
import { chance, idOf, pick, weighted, type Chance } from './chance.ts';
import { ticketCourseOf, courseWithIncident, type Course } from './course.ts';
import { notesOf, type Voices } from './notes.ts';
import { scenarioFor } from './scenarios/index.ts';
import { filler, type Scenario } from './scenarios/scenario.ts';
import { customerAt, type WorldCustomer, type Setting } from './setting.ts';
import { subscriptionsOf } from './subscriptions.ts';
import { symptomOf, touches } from './symptoms.ts';
import { resourcesShown, workOf } from './work.ts';

const DAY = 86_400_000;
/** Over how many days a customer sends one ticket, about. */
const DAYS_PER_TICKET = 27;

/** What a ticket is about. */
interface Matter {
  readonly customer: WorldCustomer;
  readonly subscription: SubscriptionRecord | undefined;
  readonly incident: IncidentRecord | undefined;
}

/** So many tickets, the oldest first, closer together the younger they are. */
export function* madeTickets(setting: Setting, incidents: readonly IncidentRecord[], count: number): Generator<TicketRecord> {
  const days = Math.min(Math.max((setting.tickets / setting.customers) * DAYS_PER_TICKET, 180), 720);
  for (let number = 0; number < count; number++) {
    const next = chance(setting.seed, 'ticket', number);
    const age = days * DAY * (1 - (number + next()) / count) ** 1.7 + 0.2 * 3_600_000;
    yield ticket(setting, incidents, number, new Date(Math.round(setting.now.getTime() - age)), next);
  }
}

function ticket(setting: Setting, incidents: readonly IncidentRecord[], number: number, createdAt: Date, next: Chance): TicketRecord {
  const matter = matterOf(setting, incidents, number, createdAt, next);
  const { customer, subscription, incident } = matter;
  const fill = filler(next, customer);
  const scenario = filled(incident ? symptomOf(incident) : scenarioFor(next, subscription?.service, customer.country), fill);
  const { severity } = scenario;
  const voices = voicesOf(setting, matter, next);
  const course = incident
    ? courseWithIncident(next, setting.now, { createdAt, endedAt: incident.endedAt })
    : ticketCourseOf(next, setting.now, { createdAt, severity, hasProvider: voices.provider !== undefined });
  const notes = notesOf(next, voices, scenario, course, createdAt, customer.country);
  const channel = weighted(next, { PORTAL: 45, EMAIL: 35, TELEPHONE: 15, CHAT: 5 });
  const opener = channel === 'PORTAL' || channel === 'CHAT' ? voices.customer : voices.agent;
  const { name, email, phone } = voices.customer.person;
  return {
    externalId: idOf(setting.seed, 'ticket', number),
    title: scenario.title,
    description: scenario.description,
    state: course.state,
    severity,
    channel,
    customerTenantId: customer.tenantId,
    partnerTenantId: voices.agent.tenantId,
    providerTenantId: voices.provider?.tenantId,
    service: subscription?.service,
    subscriptionExternalId: subscription?.externalId,
    assignee: assigneeOf(course, voices, next),
    contact: { name, email, phone },
    resolution: course.resolvedAt && scenario.resolution,
    resolvedAt: course.resolvedAt,
    createdAt,
    updatedAt: lastSeen(createdAt, course, notes),
    notes,
    work: workOf(setting, {
      path: [number],
      customer,
      agent: voices.agent,
      state: course.state,
      createdAt,
      until: course.until,
      found: scenario.found,
      hasIncident: incident !== undefined,
      provider: voices.provider,
      service: subscription?.service,
      severity,
    }),
    resourcesOffered: channel === 'PORTAL' ? resourcesShown(setting, [number], subscription?.service) : undefined,
    incidents: incident && course.state !== 'NEW' ? [incident.trackingId] : [],
    openedBy: { subject: opener.person.subject, name: opener.person.name, tenantId: opener.tenantId },
  };
}

/** When anything changed that everybody on a ticket may see. */
export function lastSeen(
  createdAt: Date,
  { resolvedAt, closedAt }: Pick<Course, 'resolvedAt' | 'closedAt'>,
  notes: TicketRecord['notes'],
): Date {
  const seen = notes.filter(({ audience }) => audience === 'CUSTOMER').map(({ createdAt: at }) => at);
  return new Date(Math.max(...[createdAt, ...seen, resolvedAt, closedAt].map((at) => at?.getTime() ?? 0)));
}

function matterOf(setting: Setting, incidents: readonly IncidentRecord[], number: number, createdAt: Date, next: Chance): Matter {
  const during = incidents.filter(({ startedAt, endedAt }) => startedAt < createdAt && createdAt < (endedAt ?? setting.now));
  const incident = during.length > 0 && next() < 0.6 ? pick(next, during) : undefined;
  for (let tries = 0; incident && tries < 20; tries++) {
    const customer = customerAt(setting, Math.floor(next() * setting.customers));
    const subscription = subscriptionsOf(setting, customer).find((each) => touches(incident, each));
    // Those of personas tell of incidents in staged tickets.
    if (subscription && !customer.persona) return { customer, subscription, incident };
  }
  const customer = customerFor(setting, number, next);
  const inUse = subscriptionsOf(setting, customer).filter(({ status }) => status !== 'DELETED' && status !== 'PENDING');
  return { customer, subscription: next() < 0.1 || inUse.length === 0 ? undefined : pick(next, inUse), incident: undefined };
}

/** Most take turns; the rest come from those who write often. */
function customerFor(setting: Setting, number: number, next: Chance): WorldCustomer {
  const { customers } = setting;
  const turn = next() < 0.6;
  return customerAt(setting, turn ? (number * 7919) % customers : Math.floor(customers * next() ** 1.6));
}

function voicesOf({ partners }: Setting, { customer, subscription }: Matter, next: Chance): Voices {
  const ofRecord = subscription?.partnerOfRecordTenantId;
  const partner =
    !ofRecord || ofRecord === customer.partner.tenantId
      ? customer.partner
      : [...partners.values()].find(({ tenantId }) => tenantId === ofRecord)!;
  const { provider } = customer;
  return {
    customer: { person: pick(next, customer.staff), tenantId: customer.tenantId },
    agent: { person: pick(next, partner.staff), tenantId: partner.tenantId },
    provider: provider && { person: pick(next, provider.staff), tenantId: provider.tenantId },
  };
}

function assigneeOf({ state }: Course, { agent, provider }: Voices, next: Chance): TicketRecord['assignee'] {
  if (state === 'NEW' || (state === 'TRIAGE' && next() < 0.5)) return undefined;
  const { person, tenantId } = (state === 'WAITING_ON_PROVIDER' || state === 'ESCALATED') && provider ? provider : agent;
  return { subject: person.subject, name: person.name, tenantId };
}

const filled = (scenario: Scenario, fill: (text: string) => string): Scenario =>
  Object.fromEntries(
    Object.entries(scenario).map(([key, text]) => [key, key === 'country' || key === 'severity' ? text : fill(text as string)]),
  ) as unknown as Scenario;
