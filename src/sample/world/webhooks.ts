/** The webhooks of a world: one for each organization of a persona. None is sent anything by itself, for nothing listens there. */
import { personas } from '../personas.ts';
import type { WebhookRecord } from '../../ingest/records/index.ts';
import { hoursBefore } from './incidents.ts';
import type { Setting } from './setting.ts';

const DOCUMENT = `subscription {
  serviceIncidentUpdated {
    ... on ServiceIncidentUpdate {
      change
      at
      incident { trackingId title status }
      post { html }
    }
  }
}`;

/** What was answered to the last messages, newest first: the second was taken at the third try. */
const ANSWERS: WebhookRecord['answers'] = [[200], [503, 503, 200], [200]];

/** The endpoints of the personas' organizations. */
export const webhookEndpoints = ({ now }: Setting): WebhookRecord[] =>
  personas.map(({ subject, claims: { name, kind, role, organization } }) => ({
    organization,
    by: { subject, name, kind, role },
    url: `https://hooks.${subject.split('@')[1]}/tierline`,
    description: 'Incidents, for the wall in the service desk',
    document: DOCUMENT,
    follows: 'serviceIncidentUpdated',
    answers: ANSWERS,
    createdAt: hoursBefore(now, 24 * 40),
    disabledAt: hoursBefore(now, 1),
  }));
