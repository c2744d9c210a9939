/** The context of one operation, and the viewer scope that creates it. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { MikroORM, SqlEntityManager } from '@mikro-orm/postgresql';
import { negotiateLanguage, type Language } from '../i18n/language.ts';
import { noPorts, type Ports } from '../write/ports.ts';
import { BatchReader } from '../read/batch-reader.ts';
import { OperationRun } from '../load/run.ts';
import { sessionOf, type Viewer } from './viewer.ts';

/** The context of resolvers and actions. */
export interface Context {
  readonly viewer: Viewer;
  /** The language of answers to the caller. */
  readonly language: Language;
  /** Runs every statement as the viewer, under row-level security. */
  readonly em: SqlEntityManager;
  readonly read: BatchReader;
  /** The time, injected for tests. */
  readonly now: () => Date;
  /** What an action can ask of the surrounding application. */
  readonly outside: Ports;
  readonly requestId: string;
  /** The run of the operation: whether it was stopped, and how much its answer may hold. */
  readonly run: OperationRun;
}

/** The only way to the database on behalf of a viewer: for operations, entity references, deliveries and replays alike. */
export class ViewerScope {
  readonly #orm: MikroORM;
  readonly #owners: ReadonlyMap<string, Function>;
  readonly #now: () => Date;
  readonly #outside: Ports;

  /** `owners` are the types that this process owns, by name; other types are references only. */
  constructor(orm: MikroORM, owners: ReadonlyMap<string, Function>, now: () => Date, outside: Ports = noPorts) {
    this.#orm = orm;
    this.#owners = owners;
    this.#now = now;
    this.#outside = outside;
  }

  /**
   * Runs work as the viewer, with a context that lives as long as the work. Without `run`, the work is the program's own, and nothing stops
   * it.
   */
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

/** Creates entity manager and reader on first use: a compiled read uses neither, and they cost as much as the read. */
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

  // On the prototype, because Apollo Server copies the own properties of a context.
  get em(): SqlEntityManager {
    return this.manager();
  }

  get read(): BatchReader {
    return this.reader();
  }
}

/** The operation of an asynchronous call chain, and its viewer. */
export interface Operation {
  readonly manager: () => SqlEntityManager | undefined;
  readonly viewer: Viewer;
  readonly run: OperationRun;
}

const operations = new AsyncLocalStorage<Operation | { manager: () => undefined }>();
const NOBODY = { manager: () => undefined };

/** The entity manager of the current context. MikroORM uses it to set the viewer on each connection. */
export const currentEntityManager = (): SqlEntityManager | undefined => operations.getStore()?.manager();

/** The current operation; undefined where the program works for nobody. */
export function currentOperation(): Operation | undefined {
  const here = operations.getStore();
  return here && 'run' in here ? here : undefined;
}
