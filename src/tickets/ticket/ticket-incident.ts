/** The link between a ticket and an incident of the vendor. */
import { defineEntity, p } from '@mikro-orm/core';
import { policy } from '../../kernel/access/policy.ts';
import { Ticket } from './entity.ts';

const ticket = '(select true from ticket t where t.id = ticket_incident.ticket_id)';

const schema = defineEntity({
  name: 'TicketIncident',
  tableName: 'ticket_incident',
  policies: policy('ticket_incident', { see: ticket, insert: ticket }).rows,
  uniques: [{ properties: ['ticketId', 'incidentId'] }],
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    ticketId: () => p.manyToOne(Ticket).name('ticket_id').mapToPk().deleteRule('cascade'),
    incidentId: p.uuid().index(),
  },
});

/** That a ticket has to do with an incident. */
export class TicketIncident extends schema.class {}
schema.setClass(TicketIncident);
