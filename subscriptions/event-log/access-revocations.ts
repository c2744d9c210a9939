/** The positions of the last access revocations, by organization and type. A client that resumes from before one must resync. */
import { ACCESS_STREAM, type LoggedEvent } from '../../src/kernel/write/event.ts';
import type { AccessRevocation } from './postgres-log.ts';

/** The access revocations that this process knows. */
export class AccessRevocations {
  readonly #positions = new Map<string, number>();

  /** The position at which an organization last lost access to an object of one of these types; 0 if the retained log has none. */
  of(organization: string, types: readonly string[]): number {
    return Math.max(0, ...types.map((type) => this.#positions.get(`${organization} ${type}`) ?? 0));
  }

  /** Records an event. */
  onEvent({ streamType, streamId, subjectType, position }: LoggedEvent): void {
    if (streamType === ACCESS_STREAM) this.#positions.set(`${streamId} ${subjectType}`, position);
  }

  /** Reloads the revocations. Those after the head are still to be read, and already count. */
  learn(ends: readonly AccessRevocation[], head: number): void {
    this.#positions.clear();
    for (const { organization, type, position } of ends) this.#positions.set(`${organization} ${type}`, Math.min(position, head));
  }
}
