/** Ends of sessions: who administers has ended those of somebody who left, and everybody else has ended its own once. */
import { personas } from '../personas.ts';
import type { RevocationRecord } from '../../ingest/records/index.ts';
import { hoursBefore } from './incidents.ts';
import type { Setting } from './setting.ts';

/** One for each persona's organization. */
export const revocations = ({ now }: Setting): RevocationRecord[] =>
  personas.map(({ subject, claims: { name, organization, role } }) => ({
    organization,
    ...(role === 'ADMIN_AGENT'
      ? { subject: `trainee@${subject.split('@')[1]}`, reason: 'The placement has ended.' }
      : { subject, reason: 'A laptop was lost.' }),
    by: { subject, name },
    at: hoursBefore(now, 24 * 9),
  }));
