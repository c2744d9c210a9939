/** Messages of the Message Center, as Microsoft Graph lists them for one tenant. */
import { sanitizeHtml } from '../../kernel/write/sanitize-html.ts';
import type { MessageRecord } from '../../ingest/records/index.ts';
import { htmlOf } from './post.ts';
import { tenantIn } from '../values/organization.ts';
import { isCutOff } from '../json/powershell.ts';
import type { FieldReader } from '../steps/field-reader.ts';
import { graph } from '../detect/export-format.ts';
import { importStep, type WriteCommand } from '../steps/step.ts';
import { contentType, messageCategory, messageSeverity } from '../values/enum-mappings.ts';

function messageOf(record: FieldReader): MessageRecord {
  const body = record.need('body', record.inside('body'));
  const html = htmlOf(body.text('content') ?? '', body.term('contentType', contentType) ?? 'TEXT');
  const startsAt = record.need('startDateTime', record.instant('startDateTime'));
  return {
    trackingId: record.need('id', record.line('id')),
    title: record.need('title', record.line('title')),
    html,
    category: record.termOrUnknown('category', messageCategory),
    severity: record.termOrUnknown('severity', messageSeverity),
    isMajorChange: record.yesNo('isMajorChange') ?? false,
    tags: record.lines('tags'),
    details: record.list('details').flatMap((detail) => {
      const [name, value] = [detail.line('name'), detail.text('value')];
      return name && value ? [{ name, value }] : [];
    }),
    startsAt,
    endsAt: record.instant('endDateTime') ?? null,
    actionRequiredAt: record.instant('actionRequiredByDateTime') ?? null,
    updatedAt: record.instant('lastModifiedDateTime') ?? startsAt,
    services: record.lines('services'),
  };
}

/** The messages of a tenant. What the exporting person did with them (`viewPoint`) is that person's, whom an export does not name. */
export const messageStep = importStep<MessageRecord>({
  shape: graph(
    'Message Center messages',
    { types: ['serviceUpdateMessage'], collection: /^admin\/serviceannouncement\/messages$/ },
    (clue) => clue.has('id', 'category', 'title', 'startDateTime') && (clue.isObject('body') || isCutOff(clue.record.raw('body'))),
  ),
  kinds: ['message', 'publication'],
  read: messageOf,
  async settle(drafts, { report, known }) {
    const customers = await known.customers(drafts.map(({ place }) => tenantIn(place.file)));
    return drafts.flatMap(({ said, place, source: { exporter, customer } }): WriteCommand[] => {
      const { trackingId } = said;
      const partly = (field: string | null, why: string) => report.remark(place, field, `${trackingId}: ${why}`);
      if (sanitizeHtml(said.html) === '') partly('body.content', 'taken without a text, for nothing in it is safe to show');
      const named = tenantIn(place.file);
      const customerTenantId = customer ?? (named && customers.has(named) ? named : undefined);
      if (customerTenantId !== undefined) return [['message', { ...said, tenant: { customerTenantId } }]];
      if (exporter !== undefined) return [['message', { ...said, tenant: { partnerTenantId: exporter } }]];
      partly(null, 'taken, but only the vendor sees it until --partner or --customer says whose Message Center it is');
      return [['message', said]];
    });
  },
});
