/**
 * News of an import are released to live streams and webhooks last, and slowly: a few at a time, so that what happens meanwhile passes
 * between them. What another import left behind, because its process ended, is released as well.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { MikroORM } from '@mikro-orm/postgresql';
import { sql } from 'kysely';

/** So many at a time, and so long in between: fewer than a busy server passes on. */
const [CHUNK, PAUSE_MS] = [10, 200];

/** How many news wait to be released. */
export async function newsWaiting(orm: MikroORM): Promise<number> {
  const { rows } = await sql<{ count: string }>`select count(*) as count from event where news = 'LATER'`.execute(
    orm.em.fork().getKysely(),
  );
  return Number(rows[0]!.count);
}

/** Releases all that wait, the oldest first; answers how many. `onPause` hears how many were released by then. */
export async function release(orm: MikroORM, onPause: (released: number) => void = () => {}): Promise<number> {
  for (let released = 0; ;) {
    const count = await releaseSome(orm);
    released += count;
    if (count < CHUNK) return released;
    onPause(released);
    await delay(PAUSE_MS);
  }
}

/** One after the other, as they have their places in the log in the order in which they are written. */
const releaseSome = (orm: MikroORM): Promise<number> =>
  orm.em.fork().transactional(async (em) => {
    const db = em.getKysely();
    const { rows } = await sql<{ id: string }>`select id from event where news = 'LATER' order by id limit ${CHUNK}
      for update skip locked`.execute(db);
    for (const { id } of rows) await sql`update event set news = 'NOW' where id = ${id}`.execute(db);
    return rows.length;
  });
