/** Where access last ended, by whose it was and to what type of thing: whoever comes back from before that starts over. */
import { ACCESS_STREAM, type LoggedEvent } from '../../src/kernel/write/event.ts';
import type { AccessRevocation } from './postgres-log.ts';

/** What a process knows of it. */
export class AccessRevocations {
  readonly #positions = new Map<string, number>();

  /** Where an organization last lost access to a thing of one of these types; 0 where it never did as far as the log is kept. */
  of(organization: string, types: readonly string[]): number {
    return Math.max(0, ...types.map((type) => this.#positions.get(`${organization} ${type}`) ?? 0));
  }

  /** Takes note of an event. */
  onEvent({ streamType, streamId, subjectType, position }: LoggedEvent): void {
    if (streamType === ACCESS_STREAM) this.#positions.set(`${streamId} ${subjectType}`, position);
  }

  /** Learns it anew. What is behind the head is yet to be heard, and counts for now as if it were there. */
  learn(ends: readonly AccessRevocation[], head: number): void {
    this.#positions.clear();
    for (const { organization, type, position } of ends) this.#positions.set(`${organization} ${type}`, Math.min(position, head));
  }
}
