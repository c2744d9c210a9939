/** How a ticket comes in: a customer turns to its partner, or the partner writes down what the customer said. */
import { sql } from 'kysely';
import { action } from '../../kernel/write/mutation-action.ts';
import type { ActionContext } from '../../kernel/write/action-context.ts';
import { notFound, Problem } from '../../kernel/write/problem.ts';
import { SupportResource } from '../resource/entity.ts';
import { Service } from '../stubs.ts';
import { Ticket } from '../ticket/entity.ts';
import { ticketMessages } from '../ticket/messages.ts';
import { ticketPolicy } from '../ticket/policy.ts';
import type { OfferedResource } from '../ticket/offered-resources.ts';
import { routeTicket, type Asked, type Custody } from './routing.ts';
import { TicketOpenInput, TicketRequestInput } from './inputs.ts';

const answers = { ticket: () => Ticket };

export const ticketRequest = action(
  {
    description:
      'Makes a request to your partner (rule R18). It comes in as a ticket, whether or not you looked at the product resources first; where your partner states no way to reach its support, it lands with the provider behind it (rule R19).',
    input: TicketRequestInput,
    returns: answers,
  },
  async ({ supportResourceIds, ...asked }, act) => {
    act.authorize(ticketPolicy, 'request');
    const resourcesOffered = await offered(act, supportResourceIds ?? []);
    const { custody, seller } = await take({ ...asked, customerId: act.viewer.organization }, act);
    if (!seller.reachable && !seller.providerReachable) {
      throw new Problem('STATE', ticketMessages.nobodyReachable({ partner: seller.name }), { field: 'partnerId', rule: 'R19' });
    }
    const reception = seller.reachable ? 'PARTNER' : 'PROVIDER';
    return { ticket: await bringIn(custody, { ...asked, resourcesOffered, reception, channel: 'PORTAL' }, act) };
  },
);

export const ticketOpen = action(
  {
    description: 'Writes down a request that your customer has made in another way. Customers themselves use `ticketRequest` (rule R18).',
    input: TicketOpenInput,
    returns: answers,
  },
  async (asked, act) => {
    act.authorize(ticketPolicy, 'open');
    const { custody } = await take(asked, act);
    const channel = asked.channel ?? 'PORTAL';
    return { ticket: await bringIn(custody, { ...asked, resourcesOffered: [], reception: 'PARTNER', channel }, act) };
  },
);

async function take(asked: Asked, act: ActionContext): ReturnType<typeof routeTicket> {
  if (asked.serviceId && !(await act.canSee(Service, asked.serviceId))) throw notFound('serviceId', ticketMessages.noService());
  return routeTicket(act.em, asked);
}

/** The product resources with these ids, as they are now. */
async function offered(act: ActionContext, ids: readonly string[]): Promise<OfferedResource[]> {
  const found = await act.em.find(SupportResource, { id: { $in: [...ids] } });
  return ids.map((id, index) => {
    const resource = found.find((each) => each.id === id);
    if (!resource) throw notFound(`supportResourceIds.${index}`, ticketMessages.noResource());
    return { title: resource.title, url: resource.url };
  });
}

type Said = Pick<Ticket, 'title' | 'description' | 'severity' | 'contact' | 'channel' | 'reception' | 'resourcesOffered'>;

async function bringIn(custody: Custody, said: Said, act: ActionContext): Promise<Ticket> {
  // The id comes first: a row can be returned by its own insert only to those who see it, and access follows from the row.
  const { rows } = await sql<{ id: string; number: number }>`select uuidv7() as id, ticket_number() as number`.execute(
    act.em.getKysely<any>(),
  );
  const { title, description, severity, contact, channel, reception, resourcesOffered } = said;
  const columns = { title, description, severity, contact, channel, reception, resourcesOffered };
  const ticket = act.em.create(Ticket, { ...rows[0]!, ...custody, ...columns, state: 'NEW', createdAt: act.now, updatedAt: act.now });
  act.emitEvent('ticket.opened', ticket);
  return ticket;
}
