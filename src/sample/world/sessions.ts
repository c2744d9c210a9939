/** Ends of sessions: at the organization of each persona somebody has left. */
import { personas } from '../personas.ts';
import type { RevocationRecord } from '../records.ts';
import { hoursBefore } from './incidents.ts';
import type { Setting } from './setting.ts';

/** One for each persona's organization, of a person who is no persona. */
export const revocations = ({ now }: Setting): RevocationRecord[] =>
  personas.map(({ subject, claims: { name, organization } }) => ({
    organization,
    subject: `trainee@${subject.split('@')[1]}`,
    reason: 'The placement has ended.',
    by: { subject, name },
    at: hoursBefore(now, 24 * 9),
  }));
