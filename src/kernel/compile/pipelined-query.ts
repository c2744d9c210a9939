/** A query for `pg` that costs the least: the viewer, if it changes, and the statement in one journey; one text comes back as it came. */
import type { Submittable } from 'pg';
// @ts-expect-error The types of `pg` leave out how it writes values.
import { prepareValue } from 'pg/lib/utils';

/** A prepared statement that answers one text, and the viewer to set before it. One without a name is forgotten when it has answered. */
export interface TextRead {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
  /** Null where the connection reads for the same viewer as before. */
  readonly viewer: string | null;
}

const VIEWER = { name: 'viewer', text: `select set_config('tierline.viewer', $1, false)` };

/**
 * What is sent is one implicit transaction: when the statement fails, the viewer is not set either. The extension point is that of
 * `pg-cursor`: `pg` hands over its connection, and every message that answers.
 */
export class TextQuery implements Submittable {
  readonly #read: TextRead;
  readonly #settle: (error: Error | null, text: string) => void;
  #text = '';

  constructor(read: TextRead, settle: (error: Error | null, text: string) => void) {
    this.#read = { ...read, values: read.values.map(prepareValue) };
    this.#settle = settle;
  }

  submit(connection: any): void {
    const { name, text, values, viewer } = this.#read;
    connection.stream.cork();
    if (viewer !== null) send(connection, VIEWER.name, VIEWER.text, [viewer]);
    send(connection, name, text, values);
    if (name === '') connection.close({ type: 'S', name });
    connection.sync();
    connection.stream.uncork();
  }

  /** The viewer's row comes first, the answer last. */
  handleDataRow({ fields }: { fields: string[] }): void {
    this.#text = fields[0]!;
  }

  /** `pg` does not call back again after this. */
  handleError(error: Error): void {
    this.#settle(error, '');
  }

  handleReadyForQuery(): void {
    this.#settle(null, this.#text);
  }

  handleCommandComplete(): void {}
  handleRowDescription(): void {}
  handleEmptyQuery(): void {}
}

function send(connection: any, name: string, text: string, values: readonly unknown[]): void {
  if (name === '' || !connection.parsedStatements[name]) connection.parse({ name, text });
  if (name !== '') connection.parsedStatements[name] = text; // `pg` forgets it when the connection ends
  connection.bind({ statement: name, values });
  connection.execute({});
}
