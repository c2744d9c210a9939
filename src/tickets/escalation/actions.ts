/** Handing a problem on, and what becomes of it. */
import { sql } from 'kysely';
import { action } from '../../kernel/write/mutation-action.ts';
import type { ActionContext } from '../../kernel/write/action-context.ts';
import { notFound, Problem } from '../../kernel/write/problem.ts';
import { Note } from '../note/entity.ts';
import { inForce } from '../ticket/delegated-roles.ts';
import { Ticket } from '../ticket/entity.ts';
import { ticketPolicy } from '../ticket/policy.ts';
import { Escalation, EscalationTicket } from './entity.ts';
import { missingIn } from './missing-evidence.ts';
import { escalationFacts, type EscalationFacts } from './escalation-context.ts';
import { mayFile } from './filing-roles.ts';
import {
  EscalationAcceptInput,
  EscalationAnswerInput,
  EscalationHandOverInput,
  EscalationReturnInput,
  TicketEscalateInput,
} from './inputs.ts';
import { escalationMessages } from './messages.ts';
import { escalationPolicy } from './policy.ts';
import { asked, usualTarget, type Handing } from './preconditions.ts';
import { escalationTransition, type EscalationTarget } from './state.ts';

const answers = { ticket: () => Ticket, escalation: () => Escalation };

export const ticketEscalate = action(
  {
    description:
      'Hands a problem on: a reseller to its provider, a direct-bill partner or provider to the vendor. `Ticket.escalationReadiness` tells beforehand what is missing.',
    input: TicketEscalateInput,
    returns: answers,
  },
  async ({ ticketId, to: wanted, evidence: given, impact, ...said }, act) => {
    const ticket = await act.findForUpdate(Ticket, ticketPolicy, 'escalate', ticketId, 'ticketId');
    const facts = await factsOf(act, ticket);
    const to = wanted ?? usualTarget(facts);
    const { ticketIds, ...evidence } = {
      expected: null,
      steps: null,
      networks: null,
      region: null,
      ...given,
      since: given?.since?.toISOString() ?? null,
    };
    const others = [...new Set([ticketId, ...(ticketIds ?? [])])];
    const missing = await missingIn(act.em, said.category, evidence, others, ticket.serviceId ?? null);
    demandAll(to, facts, { ...said, missing }, act.now, (field) => field);
    const { name: author, subject: authorSubject, organization: filedById } = act.viewer;
    const { severity } = ticket;
    const escalation = act.em.create(Escalation, {
      ...{ ticketId, author, authorSubject, filedById, severity, impact, evidence, category: said.category, contact: said.contact },
      providerId: to === 'PROVIDER' ? ticket.providerId : null,
      filedAt: act.now,
      state: 'WITH_PROVIDER',
    });
    ticket.moveOn(to === 'PROVIDER' ? 'passOn' : 'escalate', act.now);
    if (to === 'VENDOR') escalation.handOver({ ...handing(facts, act), contact: said.contact, vehicle: said.vehicle }, act.now);
    await act.em.flush();
    if (said.category === 'REGIONAL_MULTITENANT')
      for (const id of others) act.em.create(EscalationTicket, { escalationId: escalation.id, ticketId: id });
    act.emitEvent(to === 'PROVIDER' ? 'ticket.passed_on' : 'ticket.escalated', ticket);
    return { ticket, escalation };
  },
);

export const escalationAccept = action(
  { description: 'Takes a problem on that was handed to you. For the provider.', input: EscalationAcceptInput, returns: answers },
  async ({ escalationId }, act) => {
    const { escalation, ticket } = await findBoth(act, 'accept', escalationId);
    demandProvider(escalation, act);
    escalation.accept();
    act.emitEvent('ticket.taken_on', ticket);
    return { ticket, escalation };
  },
);

export const escalationReturn = action(
  {
    description:
      'Gives a problem back, with a reason that the partners and the vendor read: the provider to the reseller, the vendor to the partner who handed it over.',
    input: EscalationReturnInput,
    returns: { ...answers, note: () => Note },
  },
  async ({ escalationId, reason }, act) => {
    const { escalation, ticket } = await findBoth(act, 'return', escalationId);
    const byVendor = act.viewer.kind === 'VENDOR';
    if (!byVendor) demandProvider(escalation, act);
    escalation.return(byVendor, reason, act.now);
    ticket.moveOn(byVendor ? 'takeBack' : 'giveBack', act.now);
    const note = Note.by(act.viewer, ticket, reason, 'PARTNERS', act.now);
    act.em.persist(note);
    act.emitEvent('ticket.returned', ticket);
    return { ticket, escalation, note };
  },
);

export const escalationHandOver = action(
  {
    description: 'Hands a problem that was handed to you over to the vendor: everything is asked again, of you. For the provider.',
    input: EscalationHandOverInput,
    returns: answers,
  },
  async ({ escalationId, contact, vehicle }, act) => {
    const { escalation, ticket } = await findBoth(act, 'handOver', escalationId);
    demandProvider(escalation, act);
    escalation.state = escalationTransition('handOver', escalation.state);
    const facts = await factsOf(act, ticket);
    // What was filed cannot be said anew: a refusal of that is one of the escalation.
    const fieldOf = (field: string) => (/^(contact|vehicle)/.test(field) ? field : 'escalationId');
    demandAll('VENDOR', facts, { category: escalation.category, contact, vehicle, missing: [] }, act.now, fieldOf);
    ticket.moveOn('handOver', act.now);
    escalation.handOver({ ...handing(facts, act), contact, vehicle }, act.now);
    act.emitEvent('ticket.escalated', ticket);
    return { ticket, escalation };
  },
);

export const escalationAnswer = action(
  {
    description:
      'Answers a problem that was handed over. The partners read it; the customer reads what they publish with `ticketNotePublish` (rule R14). For the vendor.',
    input: EscalationAnswerInput,
    returns: { ...answers, note: () => Note },
  },
  async ({ escalationId, text }, act) => {
    const { escalation, ticket } = await findBoth(act, 'answer', escalationId);
    escalation.answer(act.now);
    const note = Note.by(act.viewer, ticket, text, 'PARTNERS', act.now);
    act.em.persist(note);
    act.emitEvent('ticket.vendor_answered', note, { stream: ticket });
    return { ticket, escalation, note };
  },
);

/** The escalation and its ticket; the ticket is held first, as by every other deed on it. */
async function findBoth(act: ActionContext, deed: keyof typeof escalationPolicy.permissions, escalationId: string) {
  const { ticketId } = (await act.em.findOne(Escalation, { id: escalationId })) ?? {};
  if (!ticketId) throw notFound('escalationId');
  const ticket = await act.findForUpdate(Ticket, ticketPolicy, 'addNote', ticketId as string, 'escalationId');
  return { ticket, escalation: await act.findForUpdate(Escalation, escalationPolicy, deed, escalationId, 'escalationId') };
}

function demandProvider({ providerId }: Escalation, { viewer }: ActionContext): void {
  if (providerId !== viewer.organization)
    throw new Problem('FORBIDDEN', escalationMessages.notTheProvider(), { field: 'escalationId', rule: 'R05' });
}

async function factsOf(act: ActionContext, ticket: Ticket): Promise<EscalationFacts> {
  const db = act.em.getKysely<any>();
  const { rows } = await sql<{
    facts: EscalationFacts;
  }>`select ${escalationFacts} as facts from ticket t where t.id = ${ticket.id}`.execute(db);
  return rows[0]!.facts;
}

/** Refuses what lacks a precondition, by the first that is not met; `fieldOf` tells by which field of the request. */
function demandAll(to: EscalationTarget, facts: EscalationFacts, handing: Handing, now: Date, fieldOf: (field: string) => string): void {
  for (const [, { met, todo, rule, field, ofRequest }] of asked(to)) {
    if (met(facts, now, handing)) continue;
    const code = ofRequest ? 'INVALID' : 'STATE';
    throw new Problem(code, todo(facts, handing, now), { field: fieldOf(field), rule: typeof rule === 'string' ? rule : rule(handing) });
  }
}

const handing = ({ delegations }: EscalationFacts, { viewer, now }: ActionContext) => ({
  handedOverById: viewer.organization,
  delegationId: inForce(delegations, now).find(({ roleIds }) => mayFile(roleIds))!.id,
});
