/** Azure Service Health: events of ARM, rows of Resource Graph, entries of the activity log and common alerts. */
import type { IncidentRecord, PostRecord } from '../../ingest/records/index.ts';
import { settleIncidents } from '../graph/incidents.ts';
import { htmlOf } from '../graph/post.ts';
import type { FieldReader } from '../steps/field-reader.ts';
import type { ExportFormat } from '../detect/export-format.ts';
import { Skipped, importStep, type ParsedRecord } from '../steps/step.ts';
import type { FormatHints } from '../detect/format-hints.ts';
import { azureEvent, azureIncident, stages, type AzureStage } from './terms.ts';
import { impactsOf, momentOf } from './impact.ts';

/** The members of an event, wherever they lie: in the record itself, in its properties, or deep in an alert. */
function eventIn(record: FieldReader): FieldReader | undefined {
  const alert = objectIn(objectIn(record, 'data'), 'alertContext');
  for (const around of [alert, objectIn(record, 'event'), record]) {
    const properties = objectIn(around, 'properties');
    for (const each of [properties, around]) if (each && isEvent(each)) return each;
  }
  return undefined;
}

/** When an alert or an entry of the activity log was made. */
const timestampOf = (record: FieldReader): Date | undefined =>
  momentOf(objectIn(objectIn(record, 'data'), 'alertContext') ?? objectIn(record, 'event') ?? record, 'eventTimestamp');

const objectIn = (record: FieldReader | undefined, key: string): FieldReader | undefined => {
  const value = record?.raw(key);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? record!.inside(key) : undefined;
};

const isEvent = (record: FieldReader): boolean =>
  record.has('eventType')
    ? record.has('title') && (record.has('impact') || record.has('impactStartTime'))
    : record.has('incidentType') && record.has('trackingId');

/** Whether what a record states of its type is Azure Service Health: `/providers/Microsoft.ResourceHealth/events` and `microsoft.resourcehealth/events` alike. */
const isTyped = (clue: FormatHints): boolean => /(?:^|\/)microsoft\.resourcehealth\/events$/.test(clue.word('type'));

const shape: ExportFormat = {
  name: 'Azure Service Health events',
  api: 'Azure',
  fits: (clue) => isTyped(clue) || (!clue.objectType && !clue.graphType && eventIn(clue.record) !== undefined),
};

interface Told {
  readonly incident: IncidentRecord;
  /** Services beside the one that an incident has here. */
  readonly others: readonly string[];
}

function incidentOf(record: FieldReader): Told {
  const event = eventIn(record) ?? record.inside('properties') ?? record;
  const id = /\/events\/([^/]+)$/i.exec(record.line('id') ?? '')?.[1];
  const trackingId = record.need('trackingId', event.line('trackingId') ?? id ?? record.line('name'));
  const kind = event.has('eventType') ? event.term('eventType', azureEvent) : event.term('incidentType', azureIncident);
  if (kind === 'OTHER')
    throw new Skipped(
      `is a ${event.line('eventType') ?? event.line('incidentType')} (${trackingId}), which is no incident; Tierline takes service issues and planned maintenance`,
    );
  const startedAt = event.need('impactStartTime', momentOf(event, 'impactStartTime') ?? timestampOf(record));
  const endedAt = momentOf(event, 'impactMitigationTime');
  const stage: AzureStage =
    (event.has('status') && !event.has('stage') ? event.term('status', stages) : event.term('stage', stages)) ?? 'ACTIVE';
  const { services, regions, posts: updates } = impactsOf(event);
  const communicated = timestampOf(record) ?? momentOf(event, 'lastUpdateTime') ?? startedAt;
  const summary = event.text('communication') ?? event.text('summary') ?? event.text('description');
  const posts: PostRecord[] = [
    ...updates,
    ...(summary && !updates.some(({ html }) => html === summary)
      ? [{ kind: 'REGULAR' as const, html: htmlOf(summary, 'HTML'), createdAt: communicated }]
      : []),
  ];
  const updatedAt = [
    momentOf(event, 'lastUpdateTime') ?? communicated,
    ...posts.map(({ createdAt }) => createdAt),
    ...(stage !== 'ACTIVE' && endedAt ? [endedAt] : []),
  ].reduce((a, b) => (b > a ? b : a));
  const isPlanned = kind === 'PLANNED_MAINTENANCE';
  const isCancelled = isPlanned && /^cancell?ed$/i.test(event.line('stage') ?? event.line('status') ?? '');
  const incident: IncidentRecord = {
    trackingId,
    title: event.need('title', event.line('title') ?? event.line('defaultLanguageTitle')),
    kind: isPlanned ? 'PLANNED_MAINTENANCE' : 'SERVICE_ISSUE',
    isCancelled,
    service: event.need('impact', services[0]),
    classification: isPlanned ? 'ADVISORY' : 'INCIDENT',
    origin: 'MICROSOFT',
    status: statusOf(stage, isPlanned, isCancelled),
    regions: [...regions],
    isResolved: stage !== 'ACTIVE',
    startedAt,
    updatedAt,
    posts,
  };
  if (isPlanned && endedAt) incident.plannedEndAt = endedAt;
  if (incident.isResolved && endedAt && !(isPlanned && isCancelled)) incident.endedAt = endedAt;
  const header = event.line('header');
  if (header && header !== incident.title) incident.impact = header;
  return { incident, others: services.slice(1) };
}

/** Maintenance touches the health of a service only where an incident says so. */
function statusOf(stage: AzureStage, isPlanned: boolean, isCancelled: boolean): IncidentRecord['status'] {
  if (isPlanned) return stage === 'ACTIVE' || isCancelled ? 'SERVICE_OPERATIONAL' : 'SERVICE_RESTORED';
  return stage === 'REVIEWED' ? 'POST_INCIDENT_REVIEW_PUBLISHED' : stage === 'OVER' ? 'SERVICE_RESTORED' : 'SERVICE_DEGRADATION';
}

/** Service issues and planned maintenance of Azure. */
export const azureEvents = importStep<Told>({
  shape,
  kinds: ['incident'],
  read: incidentOf,
  settle(drafts: readonly ParsedRecord<Told>[], job) {
    for (const { said, place } of drafts) {
      if (said.others.length > 0)
        job.report.remark(
          place,
          'impact',
          `${said.incident.trackingId}: taken for ${said.incident.service} alone, for an incident has one service; it also touches ${said.others.join(', ')}`,
        );
    }
    return settleIncidents(
      drafts.map(({ said, ...draft }) => ({ ...draft, said: [said.incident] })),
      job,
    );
  },
});
