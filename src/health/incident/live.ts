/** Live incident updates. */
import { Field, GraphQLISODateTime, ObjectType } from 'type-graphql';
import { enumeration, type ValueOf } from '../../kernel/enumeration.ts';
import { Event } from '../../kernel/event.ts';
import { input, optional, type Item } from '../../kernel/input.ts';
import { live } from '../../kernel/live.ts';
import { incidentList, ServiceIncident } from './entity.ts';
import { IncidentPost } from './post.ts';

export const IncidentChange = enumeration('IncidentChange', 'What happened to an incident.', {
  REPORTED: 'It was reported.',
  POSTED: 'The vendor said something about it.',
  CHANGED: 'What is known of it changed.',
  RESOLVED: 'It ended.',
});

const CHANGES: Record<string, ValueOf<typeof IncidentChange>> = {
  'incident.reported': 'REPORTED',
  'incident.posted': 'POSTED',
  'incident.changed': 'CHANGED',
  'incident.resolved': 'RESOLVED',
};

@ObjectType({ description: 'Something that happened to an incident. The incident is shown as it is when the update is delivered.' })
export class ServiceIncidentUpdate {
  @Field(() => ServiceIncident, { description: 'The incident, as it is now.' })
  incident!: unknown;

  @Field(() => IncidentChange, { description: 'What happened.' })
  change!: ValueOf<typeof IncidentChange>;

  @Field(() => IncidentPost, { nullable: true, description: 'What the vendor said with it, if anything.' })
  post!: unknown;

  @Field(() => GraphQLISODateTime, { description: 'When it happened.' })
  at!: Date;

  @Field(() => String, { description: 'Where this update stands: give the last one you had to `after`, and you miss nothing.' })
  cursor!: string;
}

const { services, regions, classifications, customers } = incidentList.filters as Record<string, { item: Item<any> }>;

const ServiceIncidentUpdateFilter = input('ServiceIncidentUpdateFilter', 'Which updates to deliver: all that is given must hold.', {
  services: optional(services!.item),
  regions: optional(regions!.item),
  classifications: optional(classifications!.item),
  customers: optional(customers!.item),
});

export const serviceIncidentUpdated = live({
  description:
    'Every update of a service incident, in the order in which they were committed, each once. With `after`, those you missed come first.',
  message: 'ServiceIncidentMessage',
  update: () => ServiceIncidentUpdate,
  filter: ServiceIncidentUpdateFilter,
  list: incidentList,
  subjects: () => [ServiceIncident, IncidentPost],
  rights: ['Account'],
  hears: () => true,
  query: 'serviceIncidents',
  tells: (kind) => kind in CHANGES,
  async deliver(event, { read, em }) {
    const { data } = await em.findOneOrFail(Event, { id: event.id! });
    const [incident, post] = await Promise.all([
      read.one(ServiceIncident, event.streamId),
      read.one(IncidentPost, data.postId as string | undefined),
    ]);
    return { incident, change: CHANGES[event.kind], post };
  },
});
