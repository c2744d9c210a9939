/** Staged tickets: those of the personas’ customers that tell a story from end to end. */
import type { TicketRecord } from '../../ingest/records/index.ts';
import { idOf } from './chance.ts';
import { hoursBefore } from './incidents.ts';
import { note, vendor, type Voice } from './notes.ts';
import { starring } from './cast.ts';
import { customerAt, firstCustomerOf, type Setting } from './setting.ts';
import { stagedTexts, type StagedText } from './staged-texts.ts';
import { subscriptionsOf } from './subscriptions.ts';
import { lastSeen } from './tickets.ts';
import { resourcesShown, workOf } from './work.ts';

/** Every staged ticket, the oldest first. */
export const stagedTickets = (setting: Setting): TicketRecord[] =>
  stagedTexts.map((text, k) => stage(setting, text, k)).sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());

function stage(setting: Setting, text: StagedText, k: number): TicketRecord {
  const { seed, now } = setting;
  const customer = customerAt(setting, firstCustomerOf(starring.find(({ persona }) => persona === text.of)!.of));
  const { partner } = customer;
  const provider = customer.provider!;
  const voices: Record<string, Voice> = {
    contact: { person: customer.staff[0]!, tenantId: customer.tenantId },
    colleague: { person: customer.staff[1]!, tenantId: customer.tenantId },
    agent: { person: partner.staff[0]!, tenantId: partner.tenantId },
    technician: { person: partner.staff[1]!, tenantId: partner.tenantId },
    provider: { person: provider.staff[0]!, tenantId: provider.tenantId },
    vendor,
  };
  const subscription = subscriptionsOf(setting, customer).find(({ offerName }) => offerName === text.offer)!;
  const createdAt = hoursBefore(now, text.opened);
  const resolvedAt = text.resolved === undefined ? undefined : hoursBefore(now, text.resolved);
  const closedAt = text.closed === undefined ? undefined : hoursBefore(now, text.closed);
  const notes = text.notes.map(([hours, voice, audience, words]) => note(voices[voice]!, audience, words, hoursBefore(now, hours)));
  const who = (name: string) => ({
    subject: voices[name]!.person.subject,
    name: voices[name]!.person.name,
    tenantId: voices[name]!.tenantId,
  });
  const { title, description, state, severity, channel, resolution, incidents = [], assignee, by } = text;
  return {
    externalId: idOf(seed, 'staged', k),
    title,
    description,
    state,
    severity,
    channel,
    customerTenantId: customer.tenantId,
    partnerTenantId: partner.tenantId,
    providerTenantId: provider.tenantId,
    service: subscription.service,
    subscriptionExternalId: subscription.externalId,
    assignee: assignee && who(assignee),
    contact: { name: customer.staff[0]!.name, email: customer.staff[0]!.email, phone: customer.staff[0]!.phone },
    resolution,
    resolvedAt,
    createdAt,
    updatedAt: lastSeen(createdAt, { resolvedAt, closedAt }, notes),
    notes,
    work: workOf(setting, {
      path: ['staged', k],
      customer,
      agent: voices.agent!,
      state,
      createdAt,
      until: resolvedAt ?? now,
      found: text.notes.find(([, voice]) => voice === 'agent' || voice === 'technician')?.[3] ?? title,
      hasIncident: incidents.length > 0,
      provider: voices.provider,
      service: subscription.service,
      severity,
    }),
    resourcesOffered: channel === 'PORTAL' ? resourcesShown(setting, ['staged', k], subscription.service) : undefined,
    incidents: [...incidents],
    openedBy: who(by ?? 'contact'),
  };
}
