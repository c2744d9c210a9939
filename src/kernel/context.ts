/** The context of one operation, and the door through which every operation gets one. */
import { RequestContext } from '@mikro-orm/core';
import type { MikroORM, SqlEntityManager } from '@mikro-orm/postgresql';
import type { EventFeed } from './event.ts';
import { Reader } from './read.ts';
import { sessionOf, type Viewer } from './viewer.ts';

/** What resolvers and actions work with. */
export interface Context {
  readonly viewer: Viewer;
  /** Runs every statement as the viewer, under row level security. */
  readonly em: SqlEntityManager;
  readonly read: Reader;
  readonly feed: EventFeed;
  /** The time, injected so that clocks can be tested. */
  readonly now: () => Date;
  readonly requestId: string;
  /** Runs some work as the same viewer with a context of its own: for work that outlives this one, such as a delivery. */
  fresh<T>(work: (context: Context) => Promise<T>): Promise<T>;
}

/** The one way to the database for whatever a viewer asks: operations, entity references, deliveries and replays alike. */
export class Door {
  readonly #orm: MikroORM;
  readonly #owners: ReadonlyMap<string, Function>;
  readonly #feed: EventFeed;
  readonly #now: () => Date;

  /** `owners` are the types that this process owns, by name; any other type is known to it as a reference only. */
  constructor(orm: MikroORM, owners: ReadonlyMap<string, Function>, feed: EventFeed, now: () => Date) {
    this.#orm = orm;
    this.#owners = owners;
    this.#feed = feed;
    this.#now = now;
  }

  /** Runs some work as the viewer, with a context that lives as long as the work. */
  as<T>(viewer: Viewer, requestId: string, work: (context: Context) => Promise<T>): Promise<T> {
    const base = this.#orm.em.fork();
    base.setSessionContext(sessionOf(viewer));
    return RequestContext.create(base, () => {
      const em = RequestContext.getEntityManager() as SqlEntityManager;
      const fresh: Context['fresh'] = (later) => this.as(viewer, requestId, later);
      return work({ viewer, em, read: new Reader(em, this.#owners), feed: this.#feed, now: this.#now, requestId, fresh });
    });
  }
}
