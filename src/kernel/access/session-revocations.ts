/** Knows which sessions were revoked before their tokens expire, and notifies their connections. */
import { setTimeout as delay } from 'node:timers/promises';
import type { LoggedEvent } from '../write/event.ts';
import type { Viewer, ViewerRole } from './viewer.ts';
import type { Log } from '../../telemetry/log-events.ts';

/** The tokens of a person that are no longer valid: those issued until then, in one role or (null) in any. */
export interface Revoked {
  readonly organization: string;
  readonly subject: string;
  readonly role: ViewerRole | null;
  /** In milliseconds since 1970. */
  readonly until: number;
}

/** A session: person, role, and when its token was issued. A session without a known start counts as older than any revocation. */
export type Session = Pick<Viewer, 'organization' | 'subject' | 'role' | 'issuedAt'>;

/** Where revocations are read, and where failures are logged. */
export interface SessionOptions {
  readonly read: () => Promise<readonly Revoked[]>;
  readonly log: Log<'warn'>;
}

interface Watcher {
  readonly session: Session;
  readonly ended: () => void;
}

/** The type whose creation revokes sessions. */
export const REVOCATION_TYPE = 'SessionRevocation';

const TRY_AGAIN_MS = 250;
/**
 * The poll interval. The log may be unreachable while all else works, as with NATS, or busy with other events; no token may stay valid for
 * longer because of that.
 */
const POLL_INTERVAL_MS = 1_000;
const personOf = ({ organization, subject }: Pick<Session, 'organization' | 'subject'>) => `${organization} ${subject}`;

/** The revocations that this process knows. It reloads them after events and at an interval. */
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

  /** Loads the existing revocations. */
  static async start(options: SessionOptions): Promise<SessionRevocations> {
    const sessions = new SessionRevocations(options);
    sessions.#learn(await options.read());
    const look = setInterval(() => void sessions.refresh(), POLL_INTERVAL_MS).unref();
    sessions.#stopped.signal.addEventListener('abort', () => clearInterval(look));
    return sessions;
  }

  /** Whether a session was revoked. A token's issue time is in whole seconds, so the whole second counts as before. */
  isRevoked(session: Session): boolean {
    const issued = session.issuedAt?.getTime() ?? -Infinity;
    const revoked = this.#revoked.get(personOf(session)) ?? [];
    return revoked.some(({ role, until }) => (role === null || role === session.role) && issued <= until);
  }

  /** Calls `ended` when a session is revoked, or at once if it was. Returns a function that stops watching. */
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

  /** Handles an event. */
  onEvent({ subjectType }: LoggedEvent): void {
    if (subjectType === REVOCATION_TYPE) void this.refresh();
  }

  /** Loads new revocations, and retries until it succeeds. */
  refresh(): Promise<void> {
    this.#isAsked = true;
    return (this.#running ??= this.#run());
  }

  /** Stops loading. */
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
