/** What the vendor can do about what went wrong. */
import { action } from '../../kernel/write/mutation-action.ts';
import { notFound, Problem } from '../../kernel/write/problem.ts';
import { CLOSED } from '../service/status.ts';
import { ServiceIncident } from './entity.ts';
import {
  ServiceIncidentChangeInput,
  ServiceIncidentLinkInput,
  ServiceIncidentPostInput,
  ServiceIncidentReportInput,
  ServiceIncidentResolveInput,
  ServiceIncidentReviewPublishInput,
} from './inputs.ts';
import { linkBoth } from './link.ts';
import { incidentMessages as say } from './messages.ts';
import { incidentPolicy } from './policy.ts';
import { IncidentPost } from './post.ts';
import { postOn, publish, refresh } from './publish.ts';

const answers = { incident: () => ServiceIncident };
const withPost = { ...answers, post: () => IncidentPost };

export const serviceIncidentReport = action(
  { description: 'Reports an incident. Only the vendor may.', input: ServiceIncidentReportInput, returns: answers },
  async ({ html, ...said }, act) => {
    act.authorize(incidentPolicy, 'report');
    const { status } = said;
    if (status && CLOSED.includes(status)) throw new Problem('INVALID', say.beginsClosed(), { field: 'status' });
    const startedAt = said.startedAt ?? act.now;
    if (startedAt > act.now) throw new Problem('INVALID', say.startsInFuture(), { field: 'startedAt' });
    if (startedAt.getTime() < 0) throw new Problem('INVALID', say.startsBefore1970(), { field: 'startedAt' });
    const { origin, regions } = said;
    const standard = { origin: origin ?? 'MICROSOFT', status: status ?? 'INVESTIGATING', regions: regions ?? [] } as const;
    const incident = await publish({ kind: 'SERVICE_ISSUE', ...said, ...standard, startedAt, plannedEndAt: null }, act);
    const post = html === null ? null : await postOn(incident, act, html, 'REGULAR', incident.status);
    act.emitEvent('incident.reported', incident, { data: { postId: post?.id } });
    await refresh(act, incident.serviceId);
    return { incident };
  },
);

export const serviceIncidentPost = action(
  { description: 'Says something about an incident. Only the vendor may.', input: ServiceIncidentPostInput, returns: withPost },
  async ({ incidentId, html, kind, status }, act) => {
    const incident = await act.findForUpdate(ServiceIncident, incidentPolicy, 'post', incidentId, 'incidentId');
    incident.follow(status, act.now);
    const post = await postOn(incident, act, html, kind ?? 'REGULAR', status);
    // Whichever deed brings it, the report on the cause of what is over is told as such.
    const isReview = incident.isResolved && status === 'POST_INCIDENT_REVIEW_PUBLISHED';
    act.emitEvent(isReview ? 'incident.review_published' : 'incident.posted', incident, { data: { postId: post.id } });
    await refresh(act, incident.serviceId);
    return { incident, post };
  },
);

export const serviceIncidentChange = action(
  {
    description: 'Corrects what is known of an incident, without saying anything: what is left out stays. Only the vendor may.',
    input: ServiceIncidentChangeInput,
    returns: answers,
  },
  async ({ incidentId, regions, ...said }, act) => {
    const incident = await act.findForUpdate(ServiceIncident, incidentPolicy, 'change', incidentId, 'incidentId');
    const known = { ...said, regions: regions && [...new Set(regions)] } as Partial<ServiceIncident>;
    if (!incident.correct(known, act.now)) throw new Problem('INVALID', say.nothingChanged());
    act.emitEvent('incident.changed', incident);
    return { incident };
  },
);

export const serviceIncidentLink = action(
  {
    description: 'Says that an incident has to do with another; both tell it. Linking twice changes nothing. Only the vendor may.',
    input: ServiceIncidentLinkInput,
    returns: answers,
  },
  async ({ incidentId, relatedIncidentId }, act) => {
    const incident = await act.findForUpdate(ServiceIncident, incidentPolicy, 'link', incidentId, 'incidentId');
    if (relatedIncidentId === incidentId) throw new Problem('INVALID', say.itself(), { field: 'relatedIncidentId' });
    const related = await act.em.findOne(ServiceIncident, { id: relatedIncidentId });
    if (!related) throw notFound('relatedIncidentId');
    if (!(await linkBoth(act.em, incidentId, related.id))) return { incident };
    act.emitEvent('incident.linked', incident, { data: { relatedId: related.id } });
    act.emitEvent('incident.linked', related, { data: { relatedId: incidentId } });
    return { incident };
  },
);

export const serviceIncidentResolve = action(
  { description: 'Ends an incident. Only the vendor may.', input: ServiceIncidentResolveInput, returns: answers },
  async ({ incidentId, status, html }, act) => {
    const incident = await act.findForUpdate(ServiceIncident, incidentPolicy, 'resolve', incidentId, 'incidentId');
    incident.resolve(status ?? 'SERVICE_RESTORED', act.now);
    const post = html === null ? null : await postOn(incident, act, html, 'REGULAR', incident.status);
    act.emitEvent('incident.resolved', incident, { data: { postId: post?.id } });
    await refresh(act, incident.serviceId);
    return { incident };
  },
);

export const serviceIncidentReviewPublish = action(
  {
    description: 'Publishes the report on the cause of an incident that is over, or a later one. Only the vendor may.',
    input: ServiceIncidentReviewPublishInput,
    returns: withPost,
  },
  async ({ incidentId, html }, act) => {
    const incident = await act.findForUpdate(ServiceIncident, incidentPolicy, 'publishReview', incidentId, 'incidentId');
    incident.review(act.now);
    const post = await postOn(incident, act, html, 'STRATEGIC', incident.status);
    act.emitEvent('incident.review_published', incident, { data: { postId: post.id } });
    return { incident, post };
  },
);
