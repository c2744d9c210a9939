/** Incidents, as they come in, and what changes with them. */
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { ServiceIncident } from '../../health/incident/entity.ts';
import { IMPORT, isRecent, emitEvent, type Happening } from '../events.ts';
import { merged, newest } from '../merge.ts';
import { writePosts, type Posted } from './incident-post.ts';
import { linkRelatedIncidents } from './related-incidents.ts';
import { refreshHealth, servicesNamed, type Overviews } from './service.ts';
import { loadForUpdate, upsert, type Counts, type Incoming, type Upserted } from '../upsert.ts';
import type { IncidentRecord } from '../records/index.ts';

/** Writes incidents by their tracking id. An older account of one that is known adds what posts it has and changes nothing else. */
export async function writeIncidents(em: SqlEntityManager, records: IncidentRecord[], overviews: Overviews): Promise<Counts> {
  const all = merged(
    records,
    ({ trackingId }) => trackingId,
    (earlier, later) => ({ ...newest(earlier, later), posts: [...earlier.posts, ...later.posts] }),
  );
  const service = await servicesNamed(
    em,
    [...all.values()].map((record) => record.service),
  );
  const rows = await loadForUpdate(em, ServiceIncident, 'trackingId', all.keys());
  const said = [...all].map(([trackingId, record]) => {
    const before = rows.get(trackingId);
    return { before, said: before && record.updatedAt < before.updatedAt ? {} : sayingOf(record, service(record.service), before) };
  });
  const written = await upsert(em, ServiceIncident, said);
  const posted = await writePosts(
    em,
    [...all.values()].map(({ posts }, index) => ({ incident: written[index]!, posts })),
  );
  const linked = await linkRelatedIncidents(
    em,
    [...all.values()].map((record, index) => ({ incident: written[index]!, record })),
  );
  const fresh = new Set(written.filter((each) => !isFollowed(each)).map(({ row }) => row.id));
  await emitEvent(em, [
    ...written.flatMap((each, index) => asNews(em, each, happeningsOf(each, posted[index]!))),
    ...linked.map((each) => ({ ...each, isNews: !fresh.has(each.subject[1]) })),
  ]);
  await refreshServices(em, written, overviews);
  const created = written.filter(({ was }) => was === 'created').length;
  const changed = written.filter(({ was }, index) => was === 'changed' || (was === 'unchanged' && posted[index]!.length > 0)).length;
  return { created, changed, unchanged: records.length - created - changed };
}

function sayingOf(record: IncidentRecord, serviceId: string, before: ServiceIncident | undefined): Incoming<ServiceIncident> {
  const {
    posts: _posts,
    related: _related,
    service: _service,
    kind = before?.kind ?? 'SERVICE_ISSUE',
    isCancelled = false,
    plannedEndAt = null,
    ...said
  } = record;
  return {
    ...said,
    kind,
    isCancelled,
    plannedEndAt,
    serviceId,
    endedAt: record.isResolved ? (record.endedAt ?? before?.endedAt ?? record.updatedAt) : null,
  };
}

/**
 * An incident that is new is reported with its first post, as the vendor's own report is; one that is over already has ended too, and
 * a report on its cause follows.
 */
function happeningsOf({ row, was, before }: Upserted<ServiceIncident>, posts: readonly Posted[]): Happening[] {
  const on = (kind: string, at: Date, postId?: string): Happening => ({
    ...IMPORT,
    kind: `incident.${kind}`,
    at,
    subject: ['ServiceIncident', row.id],
    data: postId ? { postId } : {},
  });
  const isPlanned = row.kind === 'PLANNED_MAINTENANCE';
  const fresh = posts.filter(({ isNew }) => isNew);
  const happenings: Happening[] = [];
  if (was === 'created') {
    const [first] = fresh.splice(0, 1);
    happenings.push(on(isPlanned ? 'maintenance_announced' : 'reported', first?.createdAt ?? row.startedAt, first?.id));
  }
  const reviewed = row.isResolved && row.status === REVIEWED && before?.status !== REVIEWED;
  const review = reviewed && fresh.at(-1) && fresh.at(-1)!.createdAt >= row.endedAt! ? fresh.pop() : undefined;
  for (const { id, createdAt } of fresh) happenings.push(on('posted', createdAt, id));
  if (row.isResolved && !before?.isResolved) happenings.push(on(isPlanned ? endOf(row) : 'resolved', row.endedAt!));
  if (reviewed) happenings.push(on('review_published', review?.createdAt ?? row.updatedAt, review?.id));
  if (isPlanned && before && !row.isResolved && isMoved(before, row)) happenings.push(on('maintenance_moved', row.updatedAt));
  if (was === 'changed' && happenings.length === 0) happenings.push(on('changed', row.updatedAt));
  for (const { id, isNew } of posts) if (!isNew) happenings.push(on('changed', row.updatedAt, id));
  return inOrder(happenings);
}

/** Whether somebody may be following it: it was there before, and it is not over, or was not until now. */
const isFollowed = ({ row, before }: Upserted<ServiceIncident>): boolean => before !== undefined && !(before.isResolved && row.isResolved);

/** Of an incident that is new only its report is news, if it is young and goes on: who gets that reads all of it. */
const asNews = (em: SqlEntityManager, each: Upserted<ServiceIncident>, happenings: readonly Happening[]): Happening[] => {
  const [followed, news] = [isFollowed(each), !each.before && !each.row.isResolved && isRecent(em, each.row.updatedAt)];
  return happenings.map((happening, index) => ({ ...happening, isNews: followed || (news && index === 0) }));
};

const isMoved = (before: ServiceIncident, now: ServiceIncident): boolean =>
  before.startedAt.getTime() !== now.startedAt.getTime() || before.plannedEndAt?.getTime() !== now.plannedEndAt?.getTime();

const REVIEWED = 'POST_INCIDENT_REVIEW_PUBLISHED';
const endOf = ({ isCancelled }: ServiceIncident): string => (isCancelled ? 'maintenance_cancelled' : 'maintenance_finished');

/** A report comes first and an end after what was said until then, whatever the times say: posts may be older than the start and younger than the end. */
function inOrder(happenings: readonly Happening[]): Happening[] {
  let last = 0;
  return happenings.map((each) => {
    last = Math.max(last, each.at.getTime());
    return { ...each, at: new Date(last) };
  });
}

async function refreshServices(em: SqlEntityManager, written: readonly Upserted<ServiceIncident>[], overviews: Overviews): Promise<void> {
  const touched = written.filter(({ was }) => was !== 'unchanged');
  const services = new Map<string, Date>();
  for (const { row, before } of touched.toSorted((a, b) => a.row.updatedAt.getTime() - b.row.updatedAt.getTime())) {
    for (const id of [row.serviceId, before?.serviceId ?? row.serviceId]) services.set(id, row.updatedAt);
  }
  const over = new Set(touched.flatMap(({ before }) => (before && !before.isResolved ? [before.serviceId] : [])));
  if (services.size > 0) await refreshHealth(em, services, over, overviews);
}
