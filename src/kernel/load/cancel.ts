/** Cancelling: asks PostgreSQL to end what one of its connections is doing, by a connection of its own, as the protocol has it. */
import pg from 'pg';

/** Whoever does not take the request within this time is taken for gone. */
const WITHIN_MS = 2_000;

interface Target {
  readonly host: string;
  readonly port: number;
  readonly ssl?: unknown;
  readonly processID: number | null;
  readonly secretKey: unknown;
}

/**
 * Asks for the statement of a connection to be cancelled. It resolves when the server has passed that on, or cannot be reached: what is done on the connection
 * afterwards is not hit by it.
 */
export function cancel(client: pg.ClientBase): Promise<void> {
  const { host, port, ssl, processID, secretKey } = client as unknown as Target;
  if (!processID) return Promise.resolve();
  const connection = new (pg as any).Connection({ ssl });
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      connection.stream.destroy();
      resolve();
    };
    const timer = setTimeout(done, WITHIN_MS);
    connection.on(ssl ? 'sslconnect' : 'connect', () => connection.cancel(processID, secretKey));
    // The server closes when it has told its process.
    connection.on('end', done);
    connection.on('error', done);
    if (host.startsWith('/')) connection.connect(`${host}/.s.PGSQL.${port}`);
    else connection.connect(port, host);
  });
}
