/** Edges: field resolvers. References go through dataloaders; lists are found for each parent, as a dataloader cannot cut pages. */
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { Customer, CustomerSubscription, Partner, Service, ServiceIncident } from './accounts.ts';
import { CustomerSubscriptionConnection, NoteConnection, TicketConnection, TimelineEntryConnection } from './connections.ts';
import type { Context } from './context.ts';
import { Ticket } from './tickets.ts';
import { Note, TimelineEntry } from './work.ts';

@Resolver(() => Ticket)
export class TicketEdges {
  @FieldResolver(() => Customer, { nullable: true })
  customer(@Root() { customer }: Ticket, @Ctx() { load }: Context) {
    return load.customer.load(customer.id);
  }

  @FieldResolver(() => Partner, { nullable: true })
  partner(@Root() { partner }: Ticket, @Ctx() { load }: Context) {
    return load.partner.load(partner.id);
  }

  @FieldResolver(() => Partner, { nullable: true })
  provider(@Root() { provider }: Ticket, @Ctx() { load }: Context) {
    return provider && load.partner.load(provider.id);
  }

  @FieldResolver(() => Service, { nullable: true })
  service(@Root() { service }: Ticket, @Ctx() { load }: Context) {
    return service && load.service.load(service.id);
  }

  @FieldResolver(() => CustomerSubscription, { nullable: true })
  subscription(@Root() { subscription }: Ticket, @Ctx() { load }: Context) {
    return subscription && load.subscription.load(subscription.id);
  }

  @FieldResolver(() => [ServiceIncident])
  serviceIncidents(@Root() { id }: Ticket, @Ctx() { load }: Context) {
    return load.incidents.load(id);
  }

  @FieldResolver(() => NoteConnection)
  async notes(@Root() { id }: Ticket, @Arg('first', () => Int, { defaultValue: 20 }) limit: number, @Ctx() { em }: Context) {
    return { nodes: await em.find(Note, { ticket: id }, { orderBy: { createdAt: 'asc', id: 'asc' }, limit }) };
  }

  @FieldResolver(() => TimelineEntryConnection)
  async timeline(@Root() { id }: Ticket, @Arg('first', () => Int, { defaultValue: 20 }) limit: number, @Ctx() { em }: Context) {
    return { nodes: await em.find(TimelineEntry, { streamType: 'Ticket', streamId: id }, { orderBy: { at: 'asc', id: 'asc' }, limit }) };
  }
}

@Resolver(() => Customer)
export class CustomerEdges {
  @FieldResolver(() => CustomerSubscriptionConnection)
  async subscriptions(@Root() { id }: Customer, @Ctx() { em }: Context) {
    return { totalCount: await em.count(CustomerSubscription, { customer: id }) };
  }

  @FieldResolver(() => TicketConnection)
  async tickets(@Root() { id }: Customer, @Arg('first', () => Int, { defaultValue: 20 }) limit: number, @Ctx() { em }: Context) {
    return {
      nodes: await em.find(Ticket, { customer: id }, { orderBy: { createdAt: 'desc', id: 'desc' }, limit }),
      pageInfo: { hasNextPage: false, endCursor: null },
    };
  }
}

@Resolver(() => ServiceIncident)
export class IncidentEdges {
  @FieldResolver(() => Service, { nullable: true })
  service(@Root() { service }: ServiceIncident, @Ctx() { load }: Context) {
    return load.service.load(service.id);
  }
}
