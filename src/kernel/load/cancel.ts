/** Cancels the statement of a PostgreSQL connection over a second connection, as the protocol requires. */
import pg from 'pg';

/** The timeout for a server that does not accept the request. */
const TIMEOUT_MS = 2_000;

interface Target {
  readonly host: string;
  readonly port: number;
  readonly ssl?: unknown;
  readonly processID: number | null;
  readonly secretKey: unknown;
}

/**
 * Requests the cancellation of a connection's statement. It resolves when the server has passed the request on, or cannot be reached. Later
 * statements on the connection are not affected.
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
    const timer = setTimeout(done, TIMEOUT_MS);
    connection.on(ssl ? 'sslconnect' : 'connect', () => connection.cancel(processID, secretKey));
    // The server closes the connection after it has signalled its process.
    connection.on('end', done);
    connection.on('error', done);
    if (host.startsWith('/')) connection.connect(`${host}/.s.PGSQL.${port}`);
    else connection.connect(port, host);
  });
}
