/** Sessions: which were revoked before their tokens end, and who is to be told when one is. */
import { setTimeout as delay } from 'node:timers/promises';
import type { LoggedEvent } from '../write/event.ts';
import type { Viewer, ViewerRole } from './viewer.ts';
import type { Log } from '../../telemetry/log-events.ts';

/** Tokens of a person that are good no more: those issued until then, in one role or (null) in any. */
export interface Revoked {
  readonly organization: string;
  readonly subject: string;
  readonly role: ViewerRole | null;
  /** In milliseconds since 1970. */
  readonly until: number;
}

/** A session: of whom, in which role, by a token issued when. One whose beginning is not known has begun before any revocation. */
export type Session = Pick<Viewer, 'organization' | 'subject' | 'role' | 'issuedAt'>;

/** Where revocations are read, and where trouble with that is told. */
export interface SessionOptions {
  readonly read: () => Promise<readonly Revoked[]>;
  readonly log: Log<'warn'>;
}

interface Watcher {
  readonly session: Session;
  readonly ended: () => void;
}

/** The type whose making ends sessions. */
export const REVOCATION_TYPE = 'SessionRevocation';

const TRY_AGAIN_MS = 250;
/**
 * So often revocations are looked for though none was heard of: the log may be out of reach while all else is not, such as with NATS, or
 * busy with other events, and no token may be good for longer because of that.
 */
const LOOK_EVERY_MS = 1_000;
const personOf = ({ organization, subject }: Pick<Session, 'organization' | 'subject'>) => `${organization} ${subject}`;

/** The revocations that this process knows of. Of new ones it hears by the log, and looks for them by itself as well; it learns them all again. */
export class SessionRevocations {
  readonly #options: SessionOptions;
  readonly #stopped = new AbortController();
  readonly #watchers = new Map<string, Set<Watcher>>();
  #revoked = new Map<string, Revoked[]>();
  #running: Promise<void> | null = null;
  #isAsked = false;
  #isLost = false;

  private constructor(options: SessionOptions) {
    this.#options = options;
  }

  /** Learns what was revoked so far. */
  static async start(options: SessionOptions): Promise<SessionRevocations> {
    const sessions = new SessionRevocations(options);
    sessions.#learn(await options.read());
    const look = setInterval(() => void sessions.refresh(), LOOK_EVERY_MS).unref();
    sessions.#stopped.signal.addEventListener('abort', () => clearInterval(look));
    return sessions;
  }

  /** Whether a session was revoked. A token says the second in which it was issued, so the whole second counts as before. */
  isRevoked(session: Session): boolean {
    const issued = session.issuedAt?.getTime() ?? -Infinity;
    const revoked = this.#revoked.get(personOf(session)) ?? [];
    return revoked.some(({ role, until }) => (role === null || role === session.role) && issued <= until);
  }

  /** Tells when a session is revoked, at once if it was; answers how to watch it no longer. */
  onRevoked(session: Session, ended: () => void): () => void {
    const person = personOf(session);
    const watcher = { session, ended };
    let watchers = this.#watchers.get(person);
    if (!watchers) this.#watchers.set(person, (watchers = new Set()));
    watchers.add(watcher);
    if (this.isRevoked(session)) ended();
    return () => {
      if (watchers.delete(watcher) && watchers.size === 0 && this.#watchers.get(person) === watchers) this.#watchers.delete(person);
    };
  }

  /** Takes note that something happened. */
  onEvent({ subjectType }: LoggedEvent): void {
    if (subjectType === REVOCATION_TYPE) void this.refresh();
  }

  /** Learns what was revoked since. Where it cannot be read it is tried until it can. */
  refresh(): Promise<void> {
    this.#isAsked = true;
    return (this.#running ??= this.#run());
  }

  /** Ends the learning. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#isAsked && !this.#stopped.signal.aborted) {
      this.#isAsked = false;
      try {
        this.#learn(await this.#options.read());
        this.#isLost = false;
      } catch (error) {
        if (this.#stopped.signal.aborted) break;
        if (!this.#isLost) {
          const event = 'session.revocations_unreadable';
          this.#options.log.warn({ event, err: error }, 'the process cannot read which sessions were revoked; it tries again');
        }
        this.#isLost = true;
        this.#isAsked = true;
        await delay(TRY_AGAIN_MS, undefined, { ref: false });
      }
    }
    this.#running = null;
  }

  #learn(all: readonly Revoked[]): void {
    this.#revoked = Map.groupBy(all, personOf);
    for (const person of this.#revoked.keys())
      for (const { session, ended } of [...(this.#watchers.get(person) ?? [])]) if (this.isRevoked(session)) ended();
  }
}
