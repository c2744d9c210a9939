/** What can be done about a delegation. Tierline does at once what takes the vendor minutes. */
import { sql } from 'kysely';
import { action } from '../../kernel/write/mutation-action.ts';
import type { ActionContext } from '../../kernel/write/action-context.ts';
import { notFound, Problem } from '../../kernel/write/problem.ts';
import { CustomerPartner } from '../relationship/entity.ts';
import { demandNoGlobalAdministrator, NAME_KEPT_DAYS, plusDays } from './jobs.ts';
import { Delegation } from './entity.ts';
import {
  DelegationApproveInput,
  DelegationAutoExtendSetInput,
  DelegationDraftInput,
  DelegationRejectInput,
  DelegationRequestInput,
  DelegationTerminateInput,
} from './inputs.ts';
import { delegationMessages } from './messages.ts';
import { delegationPolicy } from './policy.ts';

const answers = { delegation: () => Delegation };

export const delegationDraft = action(
  {
    description: 'Drafts a delegation of a customer’s admin rights to your organization (rule R01).',
    input: DelegationDraftInput,
    returns: answers,
  },
  async ({ customerId, displayName, roleIds, duration, autoExtend }, act) => {
    act.authorize(delegationPolicy, 'draft');
    const partnerId = act.viewer.organization;
    const custodies = await act.em.find(CustomerPartner, { customerId, $or: [{ partnerId }, { providerId: partnerId }] });
    if (custodies.length === 0) throw notFound('customerId', delegationMessages.noCustomer());
    demandNoGlobalAdministrator(autoExtend ?? false, roleIds);
    await demandFreeName(act, displayName);
    const providerId = custodies.find((custody) => custody.partnerId === partnerId)?.providerId ?? null;
    const parties = { customerId, partnerId, providerId };
    const terms = { displayName, roleIds, duration: duration ?? 'P2Y', autoExtend: autoExtend ?? false };
    const delegation = act.em.create(Delegation, { ...parties, ...terms, status: 'CREATED', createdAt: act.now });
    act.emitEvent('delegation.drafted', delegation);
    return { delegation };
  },
);

/** Of two who give a name at the same time, the second waits and finds it taken. */
async function demandFreeName({ em, viewer, now }: ActionContext, displayName: string): Promise<void> {
  const key = `delegation name ${viewer.organization} ${displayName}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(em.getKysely<any>());
  const since = plusDays(now, -NAME_KEPT_DAYS);
  const ended = ['EXPIRED', 'TERMINATED'] as const;
  const taken = await em.findOne(Delegation, {
    partnerId: viewer.organization,
    displayName,
    $or: [{ status: { $nin: [...ended] } }, { endsAt: null }, { endsAt: { $gt: since } }],
  });
  if (!taken) return;
  throw new Problem('INVALID', delegationMessages.nameTaken({ name: displayName, days: NAME_KEPT_DAYS }), { field: 'displayName' });
}

/** The delegation, held, if the viewer may do this deed and is on the right side of it. */
async function held(act: ActionContext, deed: keyof typeof delegationPolicy.permissions, delegationId: string): Promise<Delegation> {
  const delegation = await act.findForUpdate(Delegation, delegationPolicy, deed, delegationId, 'delegationId');
  delegation.demandSide(act.viewer);
  return delegation;
}

export const delegationRequest = action(
  {
    description: 'Locks a drafted delegation and asks the customer to approve it. Unanswered it lapses after 90 days.',
    input: DelegationRequestInput,
    returns: answers,
  },
  async ({ delegationId }, act) => {
    const delegation = await held(act, 'request', delegationId);
    delegation.request(act.now);
    act.emitEvent('delegation.requested', delegation);
    return { delegation };
  },
);

export const delegationApprove = action(
  {
    description: 'Agrees to a delegation, as its customer: the partner has the rights at once, until the duration is over.',
    input: DelegationApproveInput,
    returns: answers,
  },
  async ({ delegationId }, act) => {
    const delegation = await held(act, 'approve', delegationId);
    delegation.approve(act.now);
    act.emitEvent('delegation.approved', delegation);
    return { delegation };
  },
);

export const delegationReject = action(
  { description: 'Does not agree to a delegation, as its customer.', input: DelegationRejectInput, returns: answers },
  async ({ delegationId }, act) => {
    const delegation = await held(act, 'reject', delegationId);
    delegation.end('reject', act.now);
    act.emitEvent('delegation.rejected', delegation);
    return { delegation };
  },
);

export const delegationTerminate = action(
  {
    description:
      'Ends a delegation now, as its partner or its customer: its rights are gone at once. A draft or a request is withdrawn by it.',
    input: DelegationTerminateInput,
    returns: answers,
  },
  async ({ delegationId }, act) => {
    const delegation = await held(act, 'terminate', delegationId);
    delegation.end('terminate', act.now);
    act.emitEvent('delegation.terminated', delegation);
    return { delegation };
  },
);

export const delegationAutoExtendSet = action(
  {
    description: 'Says whether a delegation extends itself by 180 days at each end. Never with the role Global Administrator.',
    input: DelegationAutoExtendSetInput,
    returns: answers,
  },
  async ({ delegationId, autoExtend }, act) => {
    const delegation = await held(act, 'setAutoExtend', delegationId);
    delegation.setAutoExtend(autoExtend, act.now);
    act.emitEvent('delegation.auto_extend_set', delegation, { data: { autoExtend } });
    return { delegation };
  },
);
