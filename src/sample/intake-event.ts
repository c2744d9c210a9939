/** The events that the intake raises: rows of the same transaction, so that whoever listens gets imports too. */
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { Event } from '../kernel/event.ts';
import { VENDOR } from '../kernel/viewer.ts';
import { insert, mint } from './intake-table.ts';

/** Who did it. */
export interface Actor {
  readonly actor: string;
  readonly actorSubject: string;
  readonly actorOrganization: string;
}

/** Something that happened to `subject`, in its own history or in that of `stream`. */
export interface Happening extends Actor {
  readonly at: Date;
  readonly kind: string;
  readonly subject: readonly [type: string, id: string];
  readonly stream?: readonly [type: string, id: string];
  readonly data?: Record<string, unknown>;
}

/** The actor of what the vendor's exports tell without saying who did it. */
export const IMPORT: Actor = { actor: 'Import', actorSubject: 'import', actorOrganization: VENDOR };

/** Records what happened, earliest first; what happened at the same time stays in the order given. */
export async function raise(em: SqlEntityManager, happenings: readonly Happening[]): Promise<void> {
  const ids = await mint(em, happenings.length);
  const ordered = happenings.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  await insert(
    em,
    Event,
    ordered.map(({ subject, stream = subject, at, kind, data = {}, actor, actorSubject, actorOrganization }, index) => {
      const [subjectType, subjectId] = subject;
      const [streamType, streamId] = stream;
      return {
        id: ids[index],
        at,
        kind,
        streamType,
        streamId,
        subjectType,
        subjectId,
        actor,
        actorSubject,
        actorOrganization,
        data,
      } as Event;
    }),
  );
}
