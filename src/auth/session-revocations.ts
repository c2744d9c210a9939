/** Revoked sessions, as the database tells them: of all organizations, and no more than what is needed to refuse a token. */
import type { MikroORM } from '@mikro-orm/postgresql';
import { SessionRevocations, type Revoked, type SessionOptions } from '../kernel/access/session-revocations.ts';

const REVOKED = 'select organization, subject, role, (extract(epoch from until) * 1000)::float8 as until from session_revocations()';

/** The sessions of this process. */
export const sessionsOf = (orm: MikroORM, log: SessionOptions['log']): Promise<SessionRevocations> =>
  SessionRevocations.start({ read: () => orm.em.fork().execute<Revoked[]>(REVOKED), log });
