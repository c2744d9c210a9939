/** What the scanner finds: the text of records, and what surrounds them. */

/** The text of one record, or why there is none. */
export interface JsonChunk {
  readonly text: string;
  readonly fault: string | null;
  readonly envelope: Envelope;
}

/** More than any record of an export has; beyond it, memory is at stake. */
export const JSON_CHUNK_LIMITS = { characters: 8_000_000, depth: 200 };

/** What surrounds the records of a list, such as `@odata.context` or `links`. Grows while a document is read; it is whole when the document has been read to its end. */
export class Envelope {
  #text = '';
  #hasList = false;
  #value: Record<string, unknown> | null = null;
  /** Whether there can be several lists in it, one of each kind. */
  isCompound = false;

  /** What surrounds records that stood together in another record. */
  static of(value: Record<string, unknown>): Envelope {
    const envelope = new Envelope();
    envelope.#value = value;
    envelope.#hasList = Array.isArray(value.value);
    return envelope;
  }

  /** Whether the document turned out to hold a list of records. */
  get hasList(): boolean {
    return this.#hasList;
  }

  /** Takes the text up to the list, or behind it. */
  add(text: string): void {
    this.#text += text;
    this.#hasList = true;
    this.#value = null;
  }

  /** The members that have been read by now. */
  get value(): Record<string, unknown> {
    return (this.#value ??= this.#parse());
  }

  #parse(): Record<string, unknown> {
    for (const end of ['', ']}', '}']) {
      try {
        const value: unknown = JSON.parse(this.#text + end);
        return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
      } catch {
        // Still open: try another end.
      }
    }
    return {};
  }
}
