/** A real NATS server that a test can kill and start again at the same address. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect as connectClient } from '@nats-io/transport-node';

/** Debian has it as `nats-server`, and NATS_SERVER says where another is. */
const BINARY = process.env.NATS_SERVER || 'nats-server';

/** Whether there is one. Without one its tests do not run; `.ci/run` brings it. */
export const isThere = spawnSync(BINARY, ['--version']).status === 0;
if (process.env.NATS_SERVER && !isThere) throw new Error(`NATS_SERVER is ${BINARY}, which does not answer`);

/** A server with JetStream. */
export interface NatsServer {
  readonly url: string;
  start(): Promise<void>;
  kill(): Promise<void>;
  /** Lets the streams go of all they hold, as time does. */
  purge(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts one. */
export async function natsServer(): Promise<NatsServer> {
  const folder = await mkdtemp(join(tmpdir(), 'tierline-nats-'));
  const port = await freePort();
  const url = `nats://127.0.0.1:${port}`;
  let running: ChildProcess;
  const start = async () => {
    running = spawn(BINARY, ['-js', '-sd', folder, '-a', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
    while (!(await isOpen(port))) await new Promise(setImmediate);
  };
  const kill = async () => {
    if (running.signalCode !== null) return;
    const gone = once(running, 'exit');
    running.kill('SIGKILL');
    await gone;
  };
  await start();
  return {
    url,
    start,
    kill,
    async purge() {
      const client = await connectClient({ servers: url });
      const { streams } = await jetstreamManager(client);
      for await (const name of streams.names()) await streams.purge(name);
      await client.close();
    },
    async stop() {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function isOpen(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  return once(socket, 'connect')
    .then(
      () => true,
      () => false,
    )
    .finally(() => socket.destroy());
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
