/** The context of one operation, and the door through which every operation gets one. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { MikroORM, SqlEntityManager } from '@mikro-orm/postgresql';
import { negotiateLanguage, type Language } from '../i18n/language.ts';
import { noPorts, type Ports } from '../write/ports.ts';
import { BatchReader } from '../read/batch-reader.ts';
import { OperationRun } from '../load/run.ts';
import { sessionOf, type Viewer } from './viewer.ts';

/** What resolvers and actions work with. */
export interface Context {
  readonly viewer: Viewer;
  /** The language in which the caller is answered. */
  readonly language: Language;
  /** Runs every statement as the viewer, under row level security. */
  readonly em: SqlEntityManager;
  readonly read: BatchReader;
  /** The time, injected so that clocks can be tested. */
  readonly now: () => Date;
  /** What a change can ask of the program around the graph. */
  readonly outside: Ports;
  readonly requestId: string;
  /** The operation while it is worked on: whether it is still wanted, and how much its answer may hold. */
  readonly run: OperationRun;
}

/** The one way to the database for whatever a viewer asks: operations, entity references, deliveries and replays alike. */
export class ViewerScope {
  readonly #orm: MikroORM;
  readonly #owners: ReadonlyMap<string, Function>;
  readonly #now: () => Date;
  readonly #outside: Ports;

  /** `owners` are the types that this process owns, by name; any other type is known to it as a reference only. */
  constructor(orm: MikroORM, owners: ReadonlyMap<string, Function>, now: () => Date, outside: Ports = noPorts) {
    this.#orm = orm;
    this.#owners = owners;
    this.#now = now;
    this.#outside = outside;
  }

  /** Runs some work as the viewer, with a context that lives as long as the work. Without a run it is the program's own, and nothing stops it. */
  runAs<T>(
    viewer: Viewer,
    requestId: string,
    work: (context: Context) => Promise<T>,
    language: Language = negotiateLanguage(null, viewer.language),
    run = new OperationRun('program'),
  ): Promise<T> {
    let em: SqlEntityManager | undefined;
    let reader: BatchReader | undefined;
    const manager = () => (em ??= operations.run(NOBODY, () => this.#manager(viewer)));
    const context = new LazyContext({
      viewer,
      language,
      manager,
      reader: () => (reader ??= new BatchReader(manager(), this.#owners, run)),
      now: this.#now,
      outside: this.#outside,
      requestId,
      run,
    });
    return operations.run({ manager, viewer, run }, () => work(context)).finally(() => run.end());
  }

  #manager(viewer: Viewer): SqlEntityManager {
    const em = this.#orm.em.fork({ useContext: true });
    em.setSessionContext(sessionOf(viewer));
    return em;
  }
}

/** Entity manager and reader are made when they are first used: a compiled read uses neither, and they cost as much as it does. */
class LazyContext implements Context {
  declare readonly viewer: Viewer;
  declare readonly language: Language;
  declare readonly now: () => Date;
  declare readonly outside: Ports;
  declare readonly requestId: string;
  declare readonly run: OperationRun;
  declare readonly manager: () => SqlEntityManager;
  declare readonly reader: () => BatchReader;

  constructor(parts: Omit<LazyContext, 'em' | 'read'>) {
    Object.assign(this, parts);
  }

  // In the prototype, for Apollo Server copies the properties of a context.
  get em(): SqlEntityManager {
    return this.manager();
  }

  get read(): BatchReader {
    return this.reader();
  }
}

/** Who is at work in some place of the program, and on what. */
export interface Operation {
  readonly manager: () => SqlEntityManager | undefined;
  readonly viewer: Viewer;
  readonly run: OperationRun;
}

const operations = new AsyncLocalStorage<Operation | { manager: () => undefined }>();
const NOBODY = { manager: () => undefined };

/** The entity manager of the context in which this is called: MikroORM asks for it to say to each connection who is the viewer. */
export const currentEntityManager = (): SqlEntityManager | undefined => operations.getStore()?.manager();

/** The operation in which this is called; undefined where the program works for nobody. */
export function currentOperation(): Operation | undefined {
  const here = operations.getStore();
  return here && 'run' in here ? here : undefined;
}
