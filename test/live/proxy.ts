/** A wire between two parts of the program that a test can cut wherever it likes. */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A proxy for TCP connections. */
export interface Proxy {
  readonly port: number;
  /** Where new connections go from now on. */
  to(port: number): void;
  /** Cuts each connection after so many bytes towards the client; what is left of the last piece never arrives. */
  cutAfter(bytes: (() => number) | null): void;
  /** Cuts every connection now. */
  cut(): void;
  close(): Promise<void>;
}

/** Starts one. */
export async function proxy(target: number): Promise<Proxy> {
  let port = target;
  let budget: (() => number) | null = null;
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const far = connect(port, '127.0.0.1');
    let left = budget ? budget() : Infinity;
    const end = () => [client, far].forEach((each) => each.destroy());
    for (const each of [client, far]) {
      open.add(each);
      each.on('error', end).once('close', () => {
        open.delete(each);
        end();
      });
    }
    client.pipe(far);
    far.on('data', (data: Buffer) => {
      if (data.length > left) {
        client.end(data.subarray(0, left));
        far.destroy();
        return;
      }
      left -= data.length;
      if (!client.write(data)) {
        far.pause();
        client.once('drain', () => far.resume());
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    to: (next) => void (port = next),
    cutAfter: (bytes) => void (budget = bytes),
    cut: () => open.forEach((each) => each.destroy()),
    async close() {
      open.forEach((each) => each.destroy());
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
