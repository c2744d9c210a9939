/** The incidents of a world as records: the texts, at times that count back from now. */
import type { IncidentRecord, PostRecord } from '../../ingest/records/index.ts';
import { incidentTexts, type IncidentText, type PostText } from './incident-texts.ts';
import type { Setting } from './setting.ts';

const HOUR = 3_600_000;

/** Some hours before now. */
export const hoursBefore = (now: Date, hours: number): Date => new Date(now.getTime() - Math.round(hours * HOUR));

/** Every incident, the oldest first, so that the ids of a new database sort by age. */
export const incidents = ({ now }: Setting): IncidentRecord[] => incidentTexts.map((text) => incident(text, now)).reverse();

function incident(text: IncidentText, now: Date): IncidentRecord {
  const { trackingId, title, service, feature, classification, origin = 'MICROSOFT', impact, regions, started, ended, posts } = text;
  const [lastAt, , status] = posts.at(-1)!;
  return {
    trackingId,
    title,
    service,
    feature,
    classification,
    origin,
    status,
    impact,
    regions: [...regions],
    isResolved: ended !== undefined,
    startedAt: hoursBefore(now, started),
    endedAt: ended === undefined ? undefined : hoursBefore(now, ended),
    updatedAt: hoursBefore(now, lastAt),
    posts: posts.map((said, k) => post(text, said, now, k)),
  };
}

function post({ impact, regions, ended }: IncidentText, [hours, kind, status, text]: PostText, now: Date, k: number): PostRecord {
  const createdAt = hoursBefore(now, hours);
  const isLast = ended !== undefined && hours <= ended;
  const next = new Date(createdAt.getTime() + (kind === 'QUICK' ? 1 : 4) * HOUR).toISOString().slice(0, 16).replace('T', ' ');
  const parts =
    kind === 'QUICK'
      ? [`<p>${text}</p>`, `<p><strong>Next update by:</strong> ${next} UTC</p>`]
      : [
          ...(k === 0 ? [`<p><strong>User impact:</strong> ${impact}</p>`, scope(regions)] : []),
          `<p><strong>Current status:</strong> ${text}</p>`,
          isLast ? '<p>This is the final update unless something new is found.</p>' : `<p><strong>Next update by:</strong> ${next} UTC</p>`,
        ];
  return { kind, status, html: parts.join('\n').replaceAll(/`([^`]+)`/g, '<code>$1</code>'), createdAt };
}

const scope = (regions: readonly string[]) =>
  regions.length === 0
    ? '<p><strong>Scope of impact:</strong> every region.</p>'
    : `<p><strong>Scope of impact:</strong></p>\n<ul>${regions.map((region) => `<li>${region}</li>`).join('')}</ul>`;
