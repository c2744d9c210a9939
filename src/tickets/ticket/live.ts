/** Live updates of tickets. */
import { Field, GraphQLISODateTime, ObjectType } from 'type-graphql';
import { Event } from '../../kernel/write/event.ts';
import { input, optional } from '../../kernel/schema/input.ts';
import { defineSubscription } from '../../kernel/live/subscription-field.ts';
import { Escalation } from '../escalation/entity.ts';
import { HealthCheck } from '../health-check/entity.ts';
import { Note } from '../note/entity.ts';
import { TroubleshootingStep } from '../troubleshooting/entity.ts';
import { Ticket, ticketList } from './entity.ts';
import { ticketFilters } from './filters.ts';

@ObjectType({ description: 'Something that happened to a ticket. The ticket is shown as it is when the update is delivered.' })
export class TicketUpdate {
  @Field(() => Ticket, { description: 'The ticket, as it is now.' })
  ticket!: unknown;

  @Field(() => String, {
    description: 'What happened, as the timeline has it: `ticket.opened`, `ticket.note_added` and so on. More kinds may come.',
  })
  kind!: string;

  @Field(() => String, { description: 'The name of the person, or of the system, that did it.' })
  actor!: string;

  @Field(() => Note, { nullable: true, description: 'What was written with it, if anything.' })
  note!: unknown;

  @Field(() => GraphQLISODateTime, { description: 'When it happened.' })
  at!: Date;

  @Field(() => String, { description: 'Where this update stands: give the last one you had to `after`, and you miss nothing.' })
  cursor!: string;
}

const { states, severities, services, customers, partners, receptions } = ticketFilters;

const TicketUpdateFilter = input(
  'TicketUpdateFilter',
  'Which updates to deliver: all that is given must hold of the ticket before the update or after it. An update shows whether the ticket has left the filter.',
  {
    states: optional(states.item),
    severities: optional(severities.item),
    services: optional(services.item),
    customers: optional(customers.item),
    partners: optional(partners.item),
    receptions: optional(receptions.item),
  },
);

const following = {
  message: 'TicketMessage',
  update: () => TicketUpdate,
  list: ticketList,
  subjects: () => [Ticket, Note, HealthCheck, TroubleshootingStep, Escalation],
  accessTypes: ['Ticket'],
  isEligible: ({ role }: { role: string }) => role !== 'SALES_AGENT',
  matchesKind: (kind: string) => kind.startsWith('ticket.'),
  async resolvePayload(event, { read, em }) {
    const { kind, actor } = await em.findOneOrFail(Event, { id: event.id! });
    const ticket = await read.byId(Ticket, event.streamId);
    const note = event.subjectType === 'Note' ? await read.byId(Note, event.subjectId) : null;
    return { ticket, kind, actor, note };
  },
} satisfies Partial<Parameters<typeof defineSubscription>[0]>;

export const ticketUpdated = defineSubscription({
  ...following,
  description: 'Every update of one ticket that you may see, in the order in which they were committed, each once.',
  filter: null,
  query: 'ticket',
});

export const ticketsUpdated = defineSubscription({
  ...following,
  description:
    'Every update of the tickets that you may see, in the order in which they were committed, each once: notes for others are not yours.',
  filter: TicketUpdateFilter,
  query: 'tickets',
});
