/** Looking at service health for a ticket. */
import { action } from '../../kernel/write/mutation-action.ts';
import type { ActionContext } from '../../kernel/write/action-context.ts';
import { enumOf, id, optional, longText } from '../../kernel/schema/input.ts';
import { notFound, Problem } from '../../kernel/write/problem.ts';
import { Service } from '../stubs.ts';
import { Ticket } from '../ticket/entity.ts';
import { ticketMessages } from '../ticket/messages.ts';
import { ticketPolicy } from '../ticket/policy.ts';
import { HealthCheck, HealthCheckIncident, HealthConclusion } from './entity.ts';
import { compare } from './incident-match.ts';
import { healthCheckMessages as say } from './messages.ts';

const TicketCheckHealthInput = {
  name: 'TicketCheckHealthInput',
  description: 'A look at service health for a ticket.',
  fields: {
    ticketId: id('Which ticket.'),
    serviceId: optional(id('The service that it turns out to be about, where the ticket names none or another; as it was when left out.')),
    conclusion: optional(
      enumOf(HealthConclusion, 'What you conclude; when left out, DOCUMENTED if an incident matches and UNDOCUMENTED if none does.'),
    ),
    remark: optional(longText('Why; needed where incidents match and none of them explains the problem.', 2000)),
  },
};

export const ticketCheckHealth = action(
  {
    description:
      'Compares the service of a ticket, the regions of its customer and the time with the incidents of the vendor, and keeps what matched and what you conclude (rule R07). It comes before diagnosing and handing over, and again after each new incident on the service.',
    input: TicketCheckHealthInput,
    returns: { ticket: () => Ticket, healthCheck: () => HealthCheck },
  },
  async ({ ticketId, serviceId, conclusion, remark }, act) => {
    const ticket = await act.findForUpdate(Ticket, ticketPolicy, 'checkHealth', ticketId, 'ticketId');
    if (serviceId) await concern(ticket, serviceId, act);
    ticket.lookAt(act.now);
    const { matchedIncidentIds, ...looked } = await compare(act.em, ticket, act.now);
    const count = matchedIncidentIds.length;
    if (conclusion === 'DOCUMENTED' && count === 0)
      throw new Problem('INVALID', say.nothingMatches(), { field: 'conclusion', rule: 'R07' });
    if (conclusion === 'UNDOCUMENTED' && count > 0 && !remark)
      throw new Problem('INVALID', say.sayWhy({ count }), { field: 'remark', rule: 'R07' });
    const { name: author, subject: authorSubject, organization: organizationId } = act.viewer;
    const healthCheck = act.em.create(HealthCheck, {
      ...looked,
      ticketId,
      author,
      authorSubject,
      organizationId,
      checkedAt: act.now,
      conclusion: conclusion ?? (count > 0 ? 'DOCUMENTED' : 'UNDOCUMENTED'),
      remark,
    });
    await act.em.flush();
    for (const incidentId of matchedIncidentIds) act.em.create(HealthCheckIncident, { healthCheckId: healthCheck.id, incidentId });
    act.emitEvent('ticket.health_checked', healthCheck, { stream: ticket, data: { conclusion: healthCheck.conclusion } });
    return { ticket, healthCheck };
  },
);

/** Says what a ticket is about: a request that names no service would otherwise be one about no product for good. */
async function concern(ticket: Ticket, serviceId: string, act: ActionContext): Promise<void> {
  if (serviceId === ticket.serviceId) return;
  const field = 'serviceId';
  if (!(await act.canSee(Service, serviceId))) throw notFound(field, ticketMessages.noService());
  if (ticket.state === 'ESCALATED') throw new Problem('STATE', ticketMessages.serviceStays(), { field });
  if (ticket.subscriptionId && ticket.serviceId) throw new Problem('INVALID', ticketMessages.otherService(), { field });
  ticket.serviceId = serviceId;
}
