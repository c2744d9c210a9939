/** Root fields. */
import { Arg, Ctx, ID, Int, Query, Resolver } from 'type-graphql';
import type { FilterQuery } from '@mikro-orm/core';
import { cursorOf, inCursor } from '../cursor.ts';
import { Customer, ServiceIncident } from './accounts.ts';
import { CustomerConnection, ServiceIncidentConnection, ServiceIncidentFilter, TicketConnection, Viewer } from './connections.ts';
import type { Context } from './context.ts';
import { Ticket } from './tickets.ts';

@Resolver()
export class Roots {
  @Query(() => Viewer)
  async viewer(@Ctx() { viewer, load }: Context): Promise<Viewer> {
    return { ...viewer, partner: await load.partner.load(viewer.organization) };
  }

  @Query(() => TicketConnection)
  async tickets(
    @Arg('first', () => Int, { defaultValue: 20 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() { em }: Context,
  ): Promise<TicketConnection> {
    const [createdAt, id] = after ? inCursor(after) : [];
    const where = after ? behind(new Date(createdAt!), id!) : {};
    const found = await em.find(Ticket, where, { orderBy: { createdAt: 'desc', id: 'desc' }, limit: first + 1 });
    const nodes = found.slice(0, first);
    const last = nodes.at(-1);
    return { nodes, pageInfo: { hasNextPage: found.length > first, endCursor: last ? cursorOf(last) : null } };
  }

  @Query(() => Ticket, { nullable: true })
  ticket(@Arg('id', () => ID) id: string, @Ctx() { em }: Context): Promise<Ticket | null> {
    return em.findOne(Ticket, { id });
  }

  @Query(() => CustomerConnection)
  async customers(@Arg('first', () => Int, { defaultValue: 20 }) first: number, @Ctx() { em }: Context): Promise<CustomerConnection> {
    return { nodes: await em.find(Customer, {}, { orderBy: { name: 'asc', id: 'asc' }, limit: first }) };
  }

  @Query(() => ServiceIncidentConnection)
  async serviceIncidents(
    @Arg('first', () => Int, { defaultValue: 20 }) first: number,
    @Arg('filter', () => ServiceIncidentFilter, { nullable: true }) filter: ServiceIncidentFilter | null,
    @Ctx() { em }: Context,
  ): Promise<ServiceIncidentConnection> {
    const where = filter?.isResolved === undefined ? {} : { isResolved: filter.isResolved };
    return { nodes: await em.find(ServiceIncident, where, { orderBy: { startedAt: 'desc', id: 'desc' }, limit: first }) };
  }
}

/** The first condition says nothing that the others do not, but an index can follow it. */
const behind = (at: Date, id: string): FilterQuery<Ticket> => ({
  createdAt: { $lte: at },
  $or: [{ createdAt: { $lt: at } }, { createdAt: at, id: { $lt: id } }],
});
