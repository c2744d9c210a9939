/** The Office 365 Service Communications API, which Microsoft Graph replaced: its messages of incidents, and the current status of services. */
import type { IncidentRecord, PostRecord } from '../../ingest/records/index.ts';
import { settleIncidents } from './incidents.ts';
import { htmlOf } from './post.ts';
import type { FieldReader } from '../steps/field-reader.ts';
import type { ExportFormat } from '../detect/export-format.ts';
import { Skipped, plainStep, importStep } from '../steps/step.ts';
import { classification, healthStatus } from '../values/enum-mappings.ts';

const legacy = (name: string, fits: ExportFormat['fits']): ExportFormat => ({
  name,
  api: 'Microsoft Graph',
  fits: (clue) => !clue.objectType && !clue.graphType && fits(clue),
});

const isOver = (status: string): boolean =>
  /restored|false positive|falsepositive|post-?incident|resolved|complete|cancell?ed/i.test(status);

function incidentOf(record: FieldReader): IncidentRecord {
  const type = (record.line('messageType') ?? 'Incident').toLowerCase();
  if (type === 'messagecenter' || type === 'message')
    throw new Skipped('is a message of the Message Center; Tierline takes these from Microsoft Graph');
  const isPlanned = type === 'plannedmaintenance';
  const trackingId = record.need('id', record.line('id'));
  const startedAt = record.need('startTime', record.instant('startTime'));
  const endedAt = record.instant('endTime');
  const posts = record.list('messages').flatMap((message): PostRecord[] => {
    const text = message.text('messageText');
    return text
      ? [{ kind: 'REGULAR', html: htmlOf(text, 'TEXT'), createdAt: message.need('publishedTime', message.instant('publishedTime')) }]
      : [];
  });
  const word = record.line('status') ?? '';
  const isResolved = isOver(word) || (isPlanned && endedAt !== undefined && endedAt < new Date());
  const told = record.term('status', healthStatus) ?? 'UNKNOWN';
  const status = isResolved && told === 'UNKNOWN' ? 'SERVICE_RESTORED' : told;
  const last = [...posts.map(({ createdAt }) => createdAt), ...(isResolved && endedAt ? [endedAt] : [])].reduce(
    (a, b) => (b > a ? b : a),
    startedAt,
  );
  const incident: IncidentRecord = {
    trackingId,
    title: record.line('title') ?? record.line('impactDescription') ?? `Incident ${trackingId}`,
    kind: isPlanned ? 'PLANNED_MAINTENANCE' : 'SERVICE_ISSUE',
    service: record.need('workload', record.line('workloadDisplayName') ?? record.line('workload')),
    classification: record.term('classification', classification) ?? 'INCIDENT',
    origin: 'MICROSOFT',
    status: isPlanned && !isResolved ? 'SERVICE_OPERATIONAL' : status,
    regions: [],
    isResolved,
    startedAt,
    updatedAt: record.instant('lastUpdatedTime') ?? last,
    posts,
  };
  const feature = record.line('featureDisplayName') ?? record.line('feature');
  if (feature) incident.feature = feature;
  const impact = record.text('impactDescription');
  if (impact) incident.impact = impact;
  if (isPlanned && endedAt) incident.plannedEndAt = endedAt;
  if (isResolved && endedAt) incident.endedAt = endedAt;
  return incident;
}

/** Messages of incidents and of planned maintenance. Those of Partner Center have members of the same names, and none of the status. */
export const legacyIncidents = importStep<IncidentRecord[]>({
  shape: legacy(
    'messages of Office 365 service communications',
    (clue) => clue.has('id', 'workload', 'messageType', 'status') && !clue.has('resolved') && !clue.has('incidents'),
  ),
  kinds: ['incident'],
  read: (record) => [incidentOf(record)],
  settle: settleIncidents,
});

/** The current status of services. */
export const legacyServices = plainStep({
  shape: legacy(
    'current status of Office 365 services',
    (clue) => clue.has('workload', 'status') && (clue.has('featureStatus') || clue.has('statusTime')) && !clue.has('messageType'),
  ),
  kinds: ['service'],
  read(record) {
    const key = record.need('id', record.line('id') ?? record.line('workload'));
    const name = record.line('workloadDisplayName') ?? key;
    return [['service', { key, name, status: record.need('status', record.term('status', healthStatus)) }]];
  },
  keyOf: ([say]) => (say![1] as { key: string }).key.toLowerCase(),
});
