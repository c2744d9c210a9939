/** What the vendor can do about incidents. */
import { LockMode, UniqueConstraintViolationException } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { action, type Act } from '../../kernel/action.ts';
import { safeHtml } from '../../kernel/html.ts';
import { demand } from '../../kernel/policy.ts';
import { notFound, Problem } from '../../kernel/problem.ts';
import { Service } from '../service/entity.ts';
import { CLOSED, worst, type HealthStatus } from '../service/status.ts';
import { ServiceIncident } from './entity.ts';
import { ServiceIncidentPostInput, ServiceIncidentReportInput, ServiceIncidentResolveInput } from './inputs.ts';
import { incidentMessages as say } from './messages.ts';
import { incidentPolicy } from './policy.ts';
import { IncidentPost } from './post.ts';

const answers = { incident: () => ServiceIncident };

export const serviceIncidentReport = action(
  { description: 'Reports an incident. Only the vendor may.', input: ServiceIncidentReportInput, answers },
  async ({ html, ...said }, act) => {
    act.demand(incidentPolicy, 'report');
    if (!(await act.em.findOne(Service, { id: said.serviceId }))) throw notFound('serviceId', say.noService());
    const { trackingId, status } = said;
    if (await act.em.findOne(ServiceIncident, { trackingId })) throw taken(trackingId);
    if (status && CLOSED.includes(status)) throw new Problem('INVALID', say.beginsClosed(), { field: 'status' });
    const startedAt = said.startedAt ?? act.now;
    if (startedAt > act.now) throw new Problem('INVALID', say.startsInFuture(), { field: 'startedAt' });
    if (startedAt.getTime() < 0) throw new Problem('INVALID', say.startsBefore1970(), { field: 'startedAt' });
    const standard = { origin: said.origin ?? 'MICROSOFT', status: status ?? 'INVESTIGATING' } as const;
    const regions = [...new Set(said.regions ?? [])];
    const incident = act.em.create(ServiceIncident, {
      ...said,
      ...standard,
      regions,
      startedAt,
      endedAt: null,
      isResolved: false,
      updatedAt: act.now,
    });
    // Two may report the same at once: then the first look has seen neither.
    await act.em.flush().catch((error: unknown) => {
      throw error instanceof UniqueConstraintViolationException ? taken(trackingId) : error;
    });
    const post = html === null ? null : await postOn(incident, act, html, 'REGULAR', incident.status);
    await refresh(act.em, incident.serviceId);
    act.raise('incident.reported', incident, { data: { postId: post?.id } });
    return { incident };
  },
);

export const serviceIncidentPost = action(
  {
    description: 'Says something about an incident. Only the vendor may.',
    input: ServiceIncidentPostInput,
    answers: { ...answers, post: () => IncidentPost },
  },
  async ({ incidentId, html, kind, status }, act) => {
    const incident = await act.find(ServiceIncident, incidentPolicy, 'post', incidentId, 'incidentId');
    incident.follow(status, act.now);
    const post = await postOn(incident, act, html, kind ?? 'REGULAR', status);
    await refresh(act.em, incident.serviceId);
    act.raise('incident.posted', incident, { data: { postId: post.id } });
    return { incident, post };
  },
);

export const serviceIncidentResolve = action(
  { description: 'Ends an incident. Only the vendor may.', input: ServiceIncidentResolveInput, answers },
  async ({ incidentId, status, html }, act) => {
    const incident = await act.find(ServiceIncident, incidentPolicy, 'resolve', incidentId, 'incidentId');
    incident.resolve(status ?? 'SERVICE_RESTORED', act.now);
    const post = html === null ? null : await postOn(incident, act, html, 'REGULAR', incident.status);
    await refresh(act.em, incident.serviceId);
    act.raise('incident.resolved', incident, { data: { postId: post?.id } });
    return { incident };
  },
);

async function postOn(
  incident: ServiceIncident,
  act: Act,
  given: string,
  kind: IncidentPost['kind'],
  status: HealthStatus | null,
): Promise<IncidentPost> {
  const html = safeHtml(given);
  if (html === '') throw new Problem('INVALID', say.nothingToShow(), { field: 'html' });
  const last = await act.em.findOne(IncidentPost, { incidentId: incident.id }, { orderBy: { createdAt: 'desc' } });
  // Posts of an incident have a time of their own each, in the order in which they were made.
  const createdAt = new Date(Math.max(act.now.getTime(), (last?.createdAt.getTime() ?? 0) + 1));
  const post = act.em.create(IncidentPost, { incidentId: incident.id, kind, html, status, createdAt });
  await act.em.flush();
  return post;
}

const taken = (trackingId: string) => new Problem('INVALID', say.taken({ trackingId }), { field: 'trackingId' });

/** Gives a service the health that follows from its open incidents. */
export async function refresh(em: SqlEntityManager, serviceId: string): Promise<void> {
  await em.flush();
  // The service is held first: of two who change its incidents at once, the second counts what the first has done.
  const service = await em.findOneOrFail(Service, { id: serviceId }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
  const open = await em.find(ServiceIncident, { serviceId, isResolved: false });
  service.status = worst(open.map(({ status }) => status));
}
