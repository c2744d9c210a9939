/** Live changes of the health of services. */
import { Field, GraphQLISODateTime, ObjectType } from 'type-graphql';
import { Event } from '../../kernel/write/event.ts';
import { input, optional, type InputField } from '../../kernel/schema/input.ts';
import { defineSubscription } from '../../kernel/live/subscription-field.ts';
import { Service, serviceList } from './entity.ts';
import { HealthStatus } from './status.ts';

@ObjectType({
  description:
    'That the health of a service changed. The service is shown as it is when the update is delivered, which may be healthier or worse again.',
})
export class ServiceStatusUpdate {
  @Field(() => Service, { description: 'The service, as it is now.' })
  service!: unknown;

  @Field(() => HealthStatus, { description: 'How it was before.' })
  from!: HealthStatus;

  @Field(() => HealthStatus, { description: 'How it was then.' })
  to!: HealthStatus;

  @Field(() => GraphQLISODateTime, { description: 'When it changed.' })
  at!: Date;

  @Field(() => String, { description: 'Where this update stands: give the last one you had to `after`, and you miss nothing.' })
  cursor!: string;
}

const { services } = serviceList.filters as Record<string, { item: InputField<any> }>;

const ServiceStatusFilter = input('ServiceStatusFilter', 'Which changes to deliver.', { services: optional(services!.item) });

export const serviceStatusChanged = defineSubscription({
  description:
    'Every change of the health of a service, whatever it comes from, in the order in which they were committed, each once. With `after`, those you missed come first.',
  message: 'ServiceStatusMessage',
  update: () => ServiceStatusUpdate,
  filter: ServiceStatusFilter,
  list: serviceList,
  subjects: () => [Service],
  // Everybody sees every service, always: nothing that one loses sight of makes a gap here.
  accessTypes: [],
  isEligible: () => true,
  query: 'services',
  matchesKind: (kind) => kind === 'service.status_changed',
  async resolvePayload(event, { read, em }) {
    const { data } = await em.findOneOrFail(Event, { id: event.id! });
    return { service: await read.byId(Service, event.streamId), from: data.from, to: data.to };
  },
});
