/** The tickets subgraph: the requests of customers, and the work on them. */
import { mutations } from '../kernel/mutation.ts';
import { subgraph } from '../kernel/subgraph.ts';
import { ticketNoteAdd } from './note/actions.ts';
import { Note } from './note/entity.ts';
import { Customer, CustomerSubscription, Delegation, Partner, Service, ServiceIncident } from './stubs.ts';
import { TicketAccess } from './ticket/access.ts';
import { Ticket } from './ticket/entity.ts';
import { TicketIncident } from './ticket/incident.ts';
import { TicketMutations, TicketReads } from './ticket/resolver.ts';

export const tickets = subgraph({
  name: 'tickets',
  entities: [Ticket, Note, TicketAccess, TicketIncident],
  types: [Ticket, Note],
  stubs: [Service, Customer, Partner, CustomerSubscription, Delegation, ServiceIncident],
  resolvers: [TicketReads, TicketMutations, mutations({ ticketNoteAdd })],
});
