/**
 * The session of a socket: how long it may act for its viewer. After its token expires, nothing is delivered until the client sends a new
 * one.
 */
import type { WebSocket } from 'ws';
import type { SessionRevocations } from '../../src/kernel/access/session-revocations.ts';
import type { Viewer } from '../../src/kernel/access/viewer.ts';
import { longTimeout, timeoutAt } from '../../src/kernel/scheduler/long-timeout.ts';
import type { Subscriber } from '../fan-out/subscriber.ts';

/** The close code for a token that is missing, invalid or expired. */
export const UNAUTHENTICATED = 4401;

/** The close code for a valid token of a person who has no access. */
export const FORBIDDEN = 4403;

const REVOKED = 'The session was revoked: sign in again.';
const EXPIRED = 'The token has expired.';

/** A close frame holds at most 123 bytes of reason. */
export const closeReason = (text: string): string =>
  Buffer.from(text)
    .subarray(0, 123)
    .toString('utf8')
    .replace(/\uFFFD$/, '');

/** The viewer of one socket, and its subscriptions. */
export class SocketSession {
  readonly subscribers = new Set<Subscriber>();
  readonly #socket: WebSocket;
  readonly #sessions: SessionRevocations;
  readonly #graceMs: number;
  #viewer: Viewer;
  #cancelTimer = () => {};
  #unwatch = () => {};

  constructor(socket: WebSocket, viewer: Viewer, { sessions, graceMs }: { sessions: SessionRevocations; graceMs: number }) {
    this.#socket = socket;
    this.#viewer = viewer;
    this.#sessions = sessions;
    this.#graceMs = graceMs;
    socket.once('close', () => {
      this.#cancelTimer();
      this.#unwatch();
    });
    this.#watch();
  }

  get viewer(): Viewer {
    return this.#viewer;
  }

  get hasExpired(): boolean {
    return this.#viewer.expiresAt !== null && this.#viewer.expiresAt.getTime() <= Date.now();
  }

  /** Why the session accepts no operations; null while the token is valid. A closing socket can still receive messages. */
  get isOver(): string | null {
    if (this.#sessions.isRevoked(this.#viewer)) return REVOKED;
    return this.hasExpired ? EXPIRED : null;
  }

  /** Continues with a new token of the same person in the same role; any other token ends the socket. */
  renew(viewer: Viewer): void {
    const { subject, organization, kind, role } = this.#viewer;
    if (viewer.subject !== subject || viewer.organization !== organization || viewer.kind !== kind || viewer.role !== role)
      return this.end('The new token is not for the same person in the same role: connect again.');
    this.#viewer = viewer;
    this.#watch();
    if (!this.hasExpired) for (const subscriber of this.subscribers) subscriber.release();
  }

  /** Closes the socket with a reason. */
  end(why: string): void {
    this.#socket.close(UNAUTHENTICATED, closeReason(`UNAUTHENTICATED: ${why}`));
  }

  #watch(): void {
    this.#cancelTimer();
    this.#unwatch();
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    this.#unwatch = this.#sessions.onRevoked(this.#viewer, () => this.#revoke());
    const { expiresAt } = this.#viewer;
    if (!expiresAt) return;
    this.#cancelTimer = timeoutAt(expiresAt, () => this.#expire());
  }

  /** A revoked session gets no more messages and no grace period. */
  #revoke(): void {
    for (const subscriber of this.subscribers) subscriber.hold();
    this.end(REVOKED);
  }

  /** Requests a new token with a ping, which every client of the protocol accepts. */
  #expire(): void {
    for (const subscriber of this.subscribers) subscriber.hold();
    this.#socket.send(JSON.stringify({ type: 'ping', payload: { reason: 'TOKEN_EXPIRED', withinMs: this.#graceMs } }));
    this.#cancelTimer = longTimeout(this.#graceMs, () => this.end(EXPIRED));
  }
}
