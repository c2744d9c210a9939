/** A query for `pg` that costs the least: the viewer and the statement in one journey, the answer as it came. */
import type { Submittable } from 'pg';

const VIEWER = { name: 'viewer', text: `select set_config('tierline.viewer', $1, true)` };

/** What is asked as whom. Without a name the statement is parsed and planned each time. */
export interface Asked {
  readonly viewer: string;
  readonly name: string;
  readonly text: string;
  readonly values: unknown[];
}

type Settle = (error: Error | null, text: string) => void;

/** Both statements are one implicit transaction: the viewer is forgotten when it ends. */
export class TextQuery implements Submittable {
  readonly #asked: Asked;
  readonly #settle: Settle;
  #text = '';

  constructor(asked: Asked, settle: Settle) {
    this.#asked = asked;
    this.#settle = settle;
  }

  submit(connection: any): void {
    const { viewer, name, text, values } = this.#asked;
    connection.stream.cork();
    send(connection, VIEWER.name, VIEWER.text, [viewer]);
    send(connection, name, text, values);
    connection.sync();
    connection.stream.uncork();
  }

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

function send(connection: any, name: string, text: string, values: unknown[]): void {
  if (!name || !connection.parsedStatements[name]) connection.parse({ name, text });
  // `pg` forgets it when the connection ends.
  if (name) connection.parsedStatements[name] = text;
  connection.bind({ statement: name, values });
  connection.execute({});
}
