/** Ends of sessions. Only the sample world makes up any: they are in no export. */
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { SessionRevocation } from '../../accounts/session-revocation/entity.ts';
import { VENDOR } from '../../kernel/access/viewer.ts';
import { emitEvent } from '../events.ts';
import { countsOf, loadForUpdate, upsert, type Counts } from '../upsert.ts';
import type { RevocationRecord } from '../records/index.ts';

/** Writes ends of sessions by whose they were: those that are there stay as they are. */
export async function writeRevocations(em: SqlEntityManager, records: RevocationRecord[]): Promise<Counts> {
  const subjects = records.map(({ subject }) => subject);
  const there = await loadForUpdate(em, SessionRevocation, 'subject', subjects);
  const fresh = records.filter(({ subject }) => !there.has(subject));
  const written = await upsert(
    em,
    SessionRevocation,
    fresh.map(({ organization = VENDOR, subject, reason, by, at }) => ({
      said: { organizationId: organization, subject, reason, revokedBy: by.name, createdAt: at },
    })),
  );
  const happened = written.map(({ row }, index) => {
    const { by, at } = fresh[index]!;
    const who = { actor: by.name, actorSubject: by.subject, actorOrganization: row.organizationId };
    return { at, kind: 'session.revoked', subject: ['SessionRevocation', row.id] as const, ...who };
  });
  await emitEvent(em, happened);
  return countsOf(written, records.length);
}
