/** The tickets subgraph: the requests of customers, and the work on them. */
import { mutations } from '../kernel/schema/mutation.ts';
import { subgraph } from '../kernel/schema/subgraph.ts';
import { supportBoundaryDefine, supportBoundaryWithdraw } from './boundary/actions.ts';
import { SupportBoundary } from './boundary/entity.ts';
import { Escalation, EscalationTicket } from './escalation/entity.ts';
import { FilingPolicy } from './escalation/filing-policy.ts';
import { EscalationMutations, EscalationReads } from './escalation/resolver.ts';
import { ticketCheckHealth } from './health-check/actions.ts';
import { HealthCheck, HealthCheckIncident } from './health-check/entity.ts';
import { ticketOpen, ticketRequest } from './creation/actions.ts';
import { ticketNoteAdd, ticketNotePublish } from './note/actions.ts';
import { Note } from './note/entity.ts';
import { SupportResource } from './resource/entity.ts';
import { Customer, CustomerSubscription, Delegation, Partner, Service, ServiceIncident } from './stubs.ts';
import { TicketAccess } from './ticket/access.ts';
import { Ticket } from './ticket/entity.ts';
import { TicketIncident } from './ticket/ticket-incident.ts';
import { TicketMutations, TicketReads, TicketSubscriptions } from './ticket/resolver.ts';
import { ticketTroubleshoot } from './troubleshooting/actions.ts';
import { TroubleshootingStep } from './troubleshooting/entity.ts';

const beside = {
  ticketRequest,
  ticketOpen,
  ticketNoteAdd,
  ticketNotePublish,
  ticketCheckHealth,
  ticketTroubleshoot,
  supportBoundaryDefine,
  supportBoundaryWithdraw,
};

export const tickets = subgraph({
  name: 'tickets',
  entities: [
    Ticket,
    Note,
    TicketAccess,
    TicketIncident,
    HealthCheck,
    HealthCheckIncident,
    TroubleshootingStep,
    SupportBoundary,
    SupportResource,
    Escalation,
    EscalationTicket,
    FilingPolicy,
  ],
  types: [Ticket, Note, HealthCheck, TroubleshootingStep, SupportBoundary, SupportResource, Escalation, FilingPolicy],
  stubs: [Service, Customer, Partner, CustomerSubscription, ServiceIncident, Delegation],
  resolvers: [TicketReads, TicketMutations, TicketSubscriptions, EscalationReads, EscalationMutations, mutations(beside)],
});
