/** Working in a customer's tenant. */
import { action } from '../../kernel/write/mutation-action.ts';
import { enumOf, id, longText } from '../../kernel/schema/input.ts';
import { Problem } from '../../kernel/write/problem.ts';
import { demandHealthCheck } from '../health-check/last-check.ts';
import { delegatedRoles } from '../ticket/delegated-roles.ts';
import { Ticket } from '../ticket/entity.ts';
import { ticketPolicy } from '../ticket/policy.ts';
import { ticketTransition } from '../ticket/state.ts';
import { allowsWork, TroubleshootingArea } from './area.ts';
import { TroubleshootingStep } from './entity.ts';
import { troubleshootingMessages as say } from './messages.ts';

const TicketTroubleshootInput = {
  name: 'TicketTroubleshootInput',
  description: 'Something that was done in the tenant of the customer.',
  fields: {
    ticketId: id('Which ticket.'),
    area: enumOf(TroubleshootingArea, 'What was worked on.'),
    text: longText('What was done, and what came of it; everybody who sees the ticket can read it.'),
  },
};

export const ticketTroubleshoot = action(
  {
    description:
      'Puts on record what you did in the tenant of the customer (rule R08): after looking at service health, and only under an active delegation from the customer with a role for it. The delegation is kept with it.',
    input: TicketTroubleshootInput,
    returns: { ticket: () => Ticket, troubleshootingStep: () => TroubleshootingStep },
  },
  async ({ ticketId, area, text: done }, act) => {
    const ticket = await act.findForUpdate(Ticket, ticketPolicy, 'troubleshoot', ticketId, 'ticketId');
    ticket.state = ticketTransition('troubleshoot', ticket.state);
    await demandHealthCheck(act.em, ticketId);
    const delegations = await delegatedRoles(act.em, act.viewer, ticket.customerId, act.now);
    if (delegations.length === 0) throw new Problem('STATE', say.noDelegation(), { field: 'ticketId', rule: 'R08' });
    const used = delegations.find(({ roleIds }) => allowsWork(roleIds, area));
    if (!used) throw new Problem('STATE', say.noRole({ area }), { field: 'area', rule: 'R08' });
    const { name: author, subject: authorSubject, organization: organizationId } = act.viewer;
    const by = { author, authorSubject, organizationId };
    const troubleshootingStep = act.em.create(TroubleshootingStep, {
      ticketId,
      ...by,
      delegationId: used.id,
      area,
      text: done,
      doneAt: act.now,
    });
    ticket.touch(act.now);
    act.emitEvent('ticket.troubleshot', troubleshootingStep, { stream: ticket, data: { area } });
    return { ticket, troubleshootingStep };
  },
);
