/** Publishing: how an incident, and what is said of it, come to be, whichever deed it is that says it; and what it does to the service. */
import { LockMode, UniqueConstraintViolationException } from '@mikro-orm/core';
import type { ActionContext } from '../../kernel/write/action-context.ts';
import { sanitizeHtml } from '../../kernel/write/sanitize-html.ts';
import { notFound, Problem } from '../../kernel/write/problem.ts';
import { Service } from '../service/entity.ts';
import { worst, type HealthStatus } from '../service/status.ts';
import { ServiceIncident } from './entity.ts';
import { incidentMessages as say } from './messages.ts';
import { IncidentPost } from './post.ts';

/** What whoever publishes an incident says of it. */
export type Saying = Pick<
  ServiceIncident,
  | 'kind'
  | 'trackingId'
  | 'serviceId'
  | 'title'
  | 'feature'
  | 'classification'
  | 'origin'
  | 'status'
  | 'impact'
  | 'regions'
  | 'startedAt'
  | 'plannedEndAt'
>;

/** Makes an incident, of a service that is there, under an id that is not taken. */
export async function publish(saying: Saying, act: ActionContext): Promise<ServiceIncident> {
  const { trackingId, serviceId } = saying;
  if (!(await act.em.findOne(Service, { id: serviceId }))) throw notFound('serviceId', say.noService());
  if (await act.em.findOne(ServiceIncident, { trackingId })) throw taken(trackingId);
  const regions = [...new Set(saying.regions)];
  const incident = act.em.create(ServiceIncident, {
    ...saying,
    regions,
    endedAt: null,
    isResolved: false,
    isCancelled: false,
    updatedAt: act.now,
  });
  // Two may publish the same at once: then the first look has seen neither.
  await act.em.flush().catch((error: unknown) => {
    throw error instanceof UniqueConstraintViolationException ? taken(trackingId) : error;
  });
  return incident;
}

/** Says something of an incident; refuses what holds nothing that is safe to show. */
export async function postOn(
  incident: ServiceIncident,
  act: ActionContext,
  given: string,
  kind: IncidentPost['kind'],
  status: HealthStatus | null,
): Promise<IncidentPost> {
  const html = sanitizeHtml(given);
  if (html === '') throw new Problem('INVALID', say.nothingToShow(), { field: 'html' });
  const last = await act.em.findOne(IncidentPost, { incidentId: incident.id }, { orderBy: { createdAt: 'desc' } });
  // Posts of an incident have a time of their own each, in the order in which they were made.
  const createdAt = new Date(Math.max(act.now.getTime(), (last?.createdAt.getTime() ?? 0) + 1));
  const post = act.em.create(IncidentPost, { incidentId: incident.id, kind, html, status, createdAt });
  await act.em.flush();
  return post;
}

/** Gives a service the health that follows from its open incidents, and tells it when that is another than before. */
export async function refresh({ em, emitEvent: raise }: ActionContext, serviceId: string): Promise<void> {
  await em.flush();
  // The service is held first: of two who change its incidents at once, the second counts what the first has done.
  const service = await em.findOneOrFail(Service, { id: serviceId }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
  const open = await em.find(ServiceIncident, { serviceId, isResolved: false });
  const [from, to] = [service.status, worst(open.map(({ status }) => status))];
  if (from === to) return;
  service.status = to;
  raise('service.status_changed', service, { data: { from, to } });
}

const taken = (trackingId: string) => new Problem('INVALID', say.taken({ trackingId }), { field: 'trackingId' });
