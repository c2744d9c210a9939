/** A name server under test: it speaks DNS, answers as it is told, and keeps what it was asked. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** The addresses of a name: of IPv4 for `A`, of IPv6 for `AAAA`. It may take its time. */
export type Answers = (name: string, type: 'A' | 'AAAA') => readonly string[] | Promise<readonly string[]>;

/** A name server that listens. */
export interface NameServer {
  /** Where it is, as a resolver is told. */
  readonly address: string;
  /** What it was asked, such as `A hook.example`. */
  readonly asked: string[];
  stop(): Promise<void>;
}

const TYPES = { 1: 'A', 28: 'AAAA' } as const;

/** Listens on the loopback address. */
export async function nameServer(answers: Answers): Promise<NameServer> {
  const asked: string[] = [];
  const socket = createSocket('udp4');
  socket.on('message', async (question, from) => {
    const labels: string[] = [];
    let at = 12;
    for (let length = question[at]!; length > 0; length = question[at]!) {
      labels.push(question.toString('latin1', at + 1, at + 1 + length));
      at += 1 + length;
    }
    const type = TYPES[question.readUInt16BE(at + 1) as keyof typeof TYPES];
    const name = labels.join('.').toLowerCase();
    asked.push(`${type} ${name}`);
    const records = (await answers(name, type)).map(bytesOf).map((data) => record(type, data));
    const head = Buffer.from(question.subarray(0, 12));
    head.writeUInt16BE(0x8180, 2); // an answer, and all of it
    head.writeUInt16BE(records.length, 6);
    head.fill(0, 8);
    socket.send(Buffer.concat([head, question.subarray(12, at + 5), ...records]), from.port, from.address, () => {});
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    address: `127.0.0.1:${(socket.address() as AddressInfo).port}`,
    asked,
    stop: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

function record(type: 'A' | 'AAAA', data: Buffer): Buffer {
  const head = Buffer.from([0xc0, 12, 0, type === 'A' ? 1 : 28, 0, 1, 0, 0, 0, 0, 0, data.length]);
  return Buffer.concat([head, data]);
}

function bytesOf(address: string): Buffer {
  if (!address.includes(':')) return Buffer.from(address.split('.').map(Number));
  const [first, last] = address.split('::').map((half) => half.split(':').filter(Boolean)) as [string[], string[]];
  const groups = [...first, ...new Array<string>(8 - first.length - last.length).fill('0'), ...last];
  return Buffer.from(groups.map((group) => group.padStart(4, '0')).join(''), 'hex');
}
