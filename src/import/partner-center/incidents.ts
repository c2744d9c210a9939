/** Incidents, as Partner Center tells of them: older than Microsoft Graph, workload by workload. */
import { settleIncidents } from '../graph/incidents.ts';
import { htmlOf } from '../graph/post.ts';
import type { FieldReader } from '../steps/field-reader.ts';
import { partnerCenter } from '../detect/export-format.ts';
import { Skipped, importStep } from '../steps/step.ts';
import { incidentStatus, messageType } from '../values/enum-mappings.ts';
import type { IncidentRecord, PostRecord } from '../../ingest/records/index.ts';

function incidentOf(detail: FieldReader, workload: string | undefined): IncidentRecord {
  const trackingId = detail.need('id', detail.line('id'));
  const startedAt = detail.need('startTime', detail.instant('startTime'));
  const posts = detail.list('messages').map((message): PostRecord => ({
    kind: 'REGULAR',
    html: htmlOf(message.text('messageText') ?? '', 'TEXT'),
    createdAt: message.need('publishedTime', message.instant('publishedTime')),
  }));
  const isResolved = detail.yesNo('resolved') ?? false;
  const area = detail.line('impactedArea');
  const endedAt = detail.instant('endTime');
  return {
    trackingId,
    // It has no title of its own.
    title: area ?? `Incident ${trackingId}`,
    service: detail.need('workload', detail.line('workload') ?? workload),
    feature: area,
    classification: 'INCIDENT',
    origin: 'UNKNOWN',
    status: isResolved ? 'SERVICE_RESTORED' : (detail.term('status', incidentStatus) ?? 'UNKNOWN'),
    regions: [],
    isResolved,
    startedAt,
    endedAt,
    updatedAt: [...posts.map(({ createdAt }) => createdAt), ...(endedAt ? [endedAt] : [])].reduce(
      (last, at) => (at > last ? at : last),
      startedAt,
    ),
    posts,
  };
}

const isIncident = (detail: FieldReader): boolean => (detail.term('messageType', messageType) ?? 'INCIDENT') === 'INCIDENT';

interface Workload {
  readonly incidents: IncidentRecord[];
  /** How many messages of the Message Center it has beside them. */
  readonly messages: number;
}

/** The incidents of workloads. What these say in the Message Center is none. */
export const workloadIncidents = importStep<Workload>({
  shape: partnerCenter(
    'service incidents',
    'ServiceIncidents',
    (clue) => clue.has('workload') && (clue.has('incidents') || clue.has('messageType')),
  ),
  kinds: ['incident'],
  read(record) {
    const workload = record.line('workload');
    if (record.has('messageType')) {
      if (!isIncident(record)) throw new Skipped('is a message of the Message Center; Tierline takes these from Microsoft Graph');
      return { incidents: [incidentOf(record, workload)], messages: 0 };
    }
    const all = record.list('incidents');
    const incidents = all.filter(isIncident);
    return {
      incidents: incidents.map((detail) => incidentOf(detail, workload)),
      messages: record.list('messageCenterMessages').length + all.length - incidents.length,
    };
  },
  settle(drafts, job) {
    for (const {
      said: { messages },
      place,
    } of drafts) {
      if (messages > 0)
        job.report.leave(
          place,
          `${messages === 1 ? 'a message' : `${messages} messages`} of the Message Center in it; Tierline takes these from Microsoft Graph`,
        );
    }
    return settleIncidents(
      drafts.map(({ said, ...draft }) => ({ ...draft, said: said.incidents })),
      job,
    );
  },
});
