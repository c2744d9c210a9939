/** The events that the intake raises: rows of the same transaction, so that whoever listens gets imports too. */
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { Event } from '../kernel/write/event.ts';
import { VENDOR } from '../kernel/access/viewer.ts';
import { contextOf } from './context.ts';
import { insert, newId } from './upsert.ts';

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
  /** Of an import: whether it is news to who follows along. What was over before, and what is only filled in, is history. */
  readonly isNews?: boolean;
}

/** What is new here and older than this is history: whoever looks finds it, and nobody is told. */
const RECENT_DAYS = 7;

/** Whether something that an import brings in for the first time is young enough to be news. */
export const isRecent = (em: SqlEntityManager, at: Date): boolean => {
  const { mark } = contextOf(em);
  return mark === null || mark.at.getTime() - at.getTime() < RECENT_DAYS * 86_400_000;
};

/** The actor of what the vendor's exports tell without saying who did it. */
export const IMPORT: Actor = { actor: 'Import', actorSubject: 'import', actorOrganization: VENDOR };

/**
 * Records what happened, earliest first; what happened at the same time stays in the order given. What an import brings in was done by
 * the import and not by the people it names, bears who imported it and when, and is kept back from the log (see import/release.ts).
 */
export async function emitEvent(em: SqlEntityManager, happenings: readonly Happening[]): Promise<void> {
  const ids = await newId(em, happenings.length);
  const { mark } = contextOf(em);
  const ordered = happenings.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  await insert(
    em,
    Event,
    ordered.map(({ subject, stream = subject, at, kind, data = {}, isNews = false, actor, actorSubject, actorOrganization }, index) => {
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
        ...(mark
          ? { ...IMPORT, importedAt: mark.at, importedBy: mark.by, news: isNews ? 'LATER' : 'NEVER' }
          : { actor, actorSubject, actorOrganization, news: 'NOW' }),
        data,
      } as Event;
    }),
  );
}
