/** Live incident updates. */
import { Field, GraphQLISODateTime, ObjectType } from 'type-graphql';
import { defineEnum, type ValueOf } from '../../kernel/schema/enum.ts';
import { Event } from '../../kernel/write/event.ts';
import { input, optional, type InputField } from '../../kernel/schema/input.ts';
import { defineSubscription } from '../../kernel/live/subscription-field.ts';
import { incidentList, ServiceIncident } from './entity.ts';
import { IncidentPost } from './post.ts';

export const IncidentChange = defineEnum('IncidentChange', 'What happened to an incident.', {
  REPORTED: 'It was reported.',
  POSTED: 'The vendor said something about it.',
  CHANGED: 'What is known of it changed.',
  LINKED: 'It was linked to another incident.',
  RESOLVED: 'It ended.',
  REVIEW_PUBLISHED: 'The report on its cause is out.',
  MAINTENANCE_ANNOUNCED: 'Maintenance was announced.',
  MAINTENANCE_MOVED: 'The maintenance was planned for another time.',
  MAINTENANCE_CANCELLED: 'The maintenance will not take place.',
  MAINTENANCE_FINISHED: 'The maintenance ended.',
});

const CHANGES: Record<string, ValueOf<typeof IncidentChange>> = {
  'incident.reported': 'REPORTED',
  'incident.posted': 'POSTED',
  'incident.changed': 'CHANGED',
  'incident.linked': 'LINKED',
  'incident.resolved': 'RESOLVED',
  'incident.review_published': 'REVIEW_PUBLISHED',
  'incident.maintenance_announced': 'MAINTENANCE_ANNOUNCED',
  'incident.maintenance_moved': 'MAINTENANCE_MOVED',
  'incident.maintenance_cancelled': 'MAINTENANCE_CANCELLED',
  'incident.maintenance_finished': 'MAINTENANCE_FINISHED',
};

@ObjectType({ description: 'Something that happened to an incident. The incident is shown as it is when the update is delivered.' })
export class ServiceIncidentUpdate {
  @Field(() => ServiceIncident, { description: 'The incident, as it is now.' })
  incident!: unknown;

  @Field(() => IncidentChange, { description: 'What happened.' })
  change!: ValueOf<typeof IncidentChange>;

  @Field(() => IncidentPost, { nullable: true, description: 'What the vendor said with it, if anything.' })
  post!: unknown;

  @Field(() => ServiceIncident, { nullable: true, description: 'The incident that it was linked to, where that is what happened.' })
  related!: unknown;

  @Field(() => GraphQLISODateTime, { description: 'When it happened.' })
  at!: Date;

  @Field(() => String, { description: 'Where this update stands: give the last one you had to `after`, and you miss nothing.' })
  cursor!: string;
}

const { kinds, services, regions, classifications, customers } = incidentList.filters as Record<string, { item: InputField<any> }>;

const ServiceIncidentUpdateFilter = input(
  'ServiceIncidentUpdateFilter',
  'Which updates to deliver: all that is given must hold of the incident before the update or after it. An update shows whether the incident has left the filter.',
  {
    kinds: optional(kinds!.item),
    services: optional(services!.item),
    regions: optional(regions!.item),
    classifications: optional(classifications!.item),
    customers: optional(customers!.item),
  },
);

export const serviceIncidentUpdated = defineSubscription({
  description:
    'Every update of a service incident, in the order in which they were committed, each once. With `after`, those you missed come first.',
  message: 'ServiceIncidentMessage',
  update: () => ServiceIncidentUpdate,
  filter: ServiceIncidentUpdateFilter,
  list: incidentList,
  subjects: () => [ServiceIncident, IncidentPost],
  accessTypes: ['Account'],
  isEligible: () => true,
  query: 'serviceIncidents',
  matchesKind: (kind) => kind in CHANGES,
  async resolvePayload(event, { read, em }) {
    const { data } = await em.findOneOrFail(Event, { id: event.id! });
    const [incident, post, related] = await Promise.all([
      read.byId(ServiceIncident, event.streamId),
      read.byId(IncidentPost, data.postId as string | undefined),
      read.byId(ServiceIncident, data.relatedId as string | undefined),
    ]);
    return { incident, change: CHANGES[event.kind], post, related };
  },
});
