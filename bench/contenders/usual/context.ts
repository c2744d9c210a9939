/** The context of a request: an entity manager in a transaction of the viewer, and dataloaders for references. */
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import DataLoader from 'dataloader';
import { Customer, CustomerSubscription, Partner, Service, type ServiceIncident } from './accounts.ts';
import { TicketIncident } from './tickets.ts';

/** What resolvers work with. */
export interface Context {
  readonly em: SqlEntityManager;
  readonly viewer: { name: string; kind: string; role: string; organization: string };
  readonly load: ReturnType<typeof loaders>;
}

/** The dataloaders of a request. */
export function loaders(em: SqlEntityManager) {
  const byId = <T extends { id: string }>(entity: new () => T) =>
    new DataLoader<string, T | null>(async (ids) => {
      const found = await em.find(entity as new () => { id: string }, { id: { $in: [...ids] } });
      const map = new Map(found.map((row) => [row.id, row]));
      return ids.map((id) => (map.get(id) as T | undefined) ?? null);
    });
  return {
    customer: byId(Customer),
    partner: byId(Partner),
    service: byId(Service),
    subscription: byId(CustomerSubscription),
    incidents: new DataLoader<string, ServiceIncident[]>(async (ids) => {
      const links = await em.find(TicketIncident, { ticket: { $in: [...ids] } }, { populate: ['incident'], orderBy: { id: 'asc' } });
      const groups = Map.groupBy(links, ({ ticket }) => ticket.id);
      return ids.map((id) => (groups.get(id) ?? []).map(({ incident }) => incident.unwrap()));
    }),
  };
}
