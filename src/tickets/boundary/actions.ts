/** Stating what a partner's support takes in. */
import { sql } from 'kysely';
import { action } from '../../kernel/write/mutation-action.ts';
import { id, shortText, optional, listOf } from '../../kernel/schema/input.ts';
import { notFound, Problem } from '../../kernel/write/problem.ts';
import { Service } from '../stubs.ts';
import { ticketMessages } from '../ticket/messages.ts';
import { SupportBoundary } from './entity.ts';
import { boundaryMessages as say } from './messages.ts';
import { boundaryPolicy } from './policy.ts';

const SupportBoundaryDefineInput = {
  name: 'SupportBoundaryDefineInput',
  description: 'What your support of a service takes in.',
  fields: {
    serviceId: id('The service that is supported.'),
    within: listOf(shortText('What you resolve.', 300), 50),
    outside: optional(listOf(shortText('What you need not resolve.', 300), 50)),
  },
};

const SupportBoundaryWithdrawInput = {
  name: 'SupportBoundaryWithdrawInput',
  description: 'That a statement about your support holds no longer.',
  fields: { supportBoundaryId: id('Which one.') },
};

const answers = { supportBoundary: () => SupportBoundary };

export const supportBoundaryDefine = action(
  {
    description:
      'States what your support of a service takes in and what not (rule R21), in the place of what you stated before. For admin agents.',
    input: SupportBoundaryDefineInput,
    returns: answers,
  },
  async ({ serviceId, within, outside }, act) => {
    act.authorize(boundaryPolicy, 'define');
    if (!(await act.canSee(Service, serviceId))) throw notFound('serviceId', ticketMessages.noService());
    if (within.length === 0) throw new Problem('INVALID', say.nothingWithin(), { field: 'within', rule: 'R21' });
    // Two who state it at once meet at the row: the later one holds.
    const { rows } = await sql<{ id: string }>`
      insert into support_boundary (partner_id, service_id, within, outside, updated_at)
      values (${act.viewer.organization}, ${serviceId}, ${within}, ${outside ?? []}, ${act.now})
      on conflict (partner_id, service_id) do update
        set within = excluded.within, outside = excluded.outside, updated_at = excluded.updated_at, withdrawn_at = null
      returning id`.execute(act.em.getKysely<any>());
    const supportBoundary = await act.em.findOneOrFail(SupportBoundary, { id: rows[0]!.id });
    act.emitEvent('support_boundary.defined', supportBoundary);
    return { supportBoundary };
  },
);

export const supportBoundaryWithdraw = action(
  {
    description: 'Takes back what you stated about your support of a service. For admin agents.',
    input: SupportBoundaryWithdrawInput,
    returns: answers,
  },
  async ({ supportBoundaryId }, act) => {
    const supportBoundary = await act.findForUpdate(SupportBoundary, boundaryPolicy, 'withdraw', supportBoundaryId, 'supportBoundaryId');
    if (supportBoundary.partnerId !== act.viewer.organization)
      throw new Problem('FORBIDDEN', say.ofAnother(), { field: 'supportBoundaryId', rule: 'R21' });
    if (supportBoundary.withdrawnAt) throw new Problem('STATE', say.withdrawn(), { field: 'supportBoundaryId' });
    supportBoundary.withdrawnAt = act.now;
    act.emitEvent('support_boundary.withdrawn', supportBoundary);
    return { supportBoundary };
  },
);
