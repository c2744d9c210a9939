/** Incidents, as Microsoft Graph tells of them: by themselves, or within the health overview of a service. */
import { CLOSED } from '../../health/service/status.ts';
import { htmlOf, isEmpty } from './post.ts';
import type { FieldReader } from '../steps/field-reader.ts';
import { overviews } from './services.ts';
import { graph } from '../detect/export-format.ts';
import { importStep, type ParsedRecord, type ImportContext, type WriteCommand } from '../steps/step.ts';
import { classification, contentType, healthStatus, origin, postKind } from '../values/enum-mappings.ts';
import type { IncidentRecord, PostRecord } from '../../ingest/records/index.ts';

function incidentOf(issue: FieldReader): IncidentRecord {
  const startedAt = issue.need('startDateTime', issue.instant('startDateTime'));
  const posts = issue.list('posts').map(postOf);
  const status = issue.termOrUnknown('status', healthStatus);
  const lastPost = posts.reduce((last, { createdAt }) => (createdAt > last ? createdAt : last), startedAt);
  return {
    trackingId: issue.need('id', issue.line('id')),
    title: issue.need('title', issue.line('title')),
    service: issue.need('service', issue.line('service')),
    feature: issue.line('feature') ?? issue.line('featureGroup'),
    classification: issue.termOrUnknown('classification', classification),
    origin: issue.termOrUnknown('origin', origin),
    status,
    impact: issue.text('impactDescription'),
    regions: [],
    isResolved: issue.yesNo('isResolved') ?? CLOSED.includes(status),
    startedAt,
    endedAt: issue.instant('endDateTime'),
    updatedAt: issue.instant('lastModifiedDateTime') ?? lastPost,
    posts,
  };
}

function postOf(post: FieldReader): PostRecord {
  const body = post.need('description', post.inside('description'));
  return {
    kind: post.term('postType', postKind) ?? 'UNKNOWN',
    html: htmlOf(body.text('content') ?? '', body.term('contentType', contentType) ?? 'TEXT'),
    createdAt: post.need('createdDateTime', post.instant('createdDateTime')),
  };
}

/** Says incidents, and remarks on posts of which nothing can be shown. */
export function settleIncidents(drafts: readonly ParsedRecord<IncidentRecord[]>[], { report }: ImportContext): WriteCommand[] {
  return drafts.flatMap(({ said, place }) => {
    for (const { trackingId, posts } of said) {
      const empty = posts.filter(isEmpty).length;
      if (empty > 0)
        report.remark(
          place,
          null,
          `${trackingId}: taken without ${empty === 1 ? 'a post' : `${empty} posts`} in which nothing is safe to show`,
        );
    }
    return said.map((incident): WriteCommand => ['incident', incident]);
  });
}

/** Issues by themselves. */
export const issues = importStep<IncidentRecord[]>({
  shape: graph(
    'service health issues',
    { types: ['serviceHealthIssue'], collection: /^admin\/serviceannouncement\/issues$/ },
    (clue) => clue.has('id', 'startDateTime', 'title', 'service') && (clue.says('status', healthStatus) || clue.has('classification')),
  ),
  kinds: ['incident'],
  read: (record) => [incidentOf(record)],
  settle: settleIncidents,
});

/** The issues within overviews. An issue can be that of another service than the one in whose overview it stands: its own word counts. */
export const overviewIssues = importStep<IncidentRecord[]>({
  shape: overviews,
  kinds: ['incident'],
  read: (record) => record.list('issues').map(incidentOf),
  settle: settleIncidents,
});
