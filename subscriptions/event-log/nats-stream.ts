/**
 * The JetStream stream that holds a copy of the event log, one message for each event, in the order of positions and without gaps. A
 * position is therefore a sequence number plus a constant. Each log has its own stream.
 */
import { DeliverPolicy, jetstream, jetstreamManager, type JetStreamClient, type JetStreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import type { EventPosition } from '../../src/kernel/live/event-cursor.ts';
import type { LoggedEvent } from '../../src/kernel/write/event.ts';
import { BATCH_SIZE, type Retention } from './postgres-log.ts';

/** The timeout for NATS, which is nearby. */
export const ANSWER_TIMEOUT_MS = 5_000;

/** The log of a database, and the server that has it. A parallel copy of the database has the same log and another server. */
export interface LogIdentity {
  readonly id: string;
  readonly server: string;
}

/** Selects both, over any connection to the database. */
export const IDENTITY = 'select id, server from event_identity()';

/** A connection to NATS, and the names that belong to one log. */
export interface Nats {
  readonly nc: NatsConnection;
  readonly js: JetStreamClient;
  readonly jsm: JetStreamManager;
  readonly stream: string;
  /** The subject of its messages. */
  readonly subject: string;
  /** The subject on which the relay answers. */
  readonly relay: string;
  /** Creates the stream, unless it exists. */
  readonly prepare: () => Promise<unknown>;
}

/** Connects to NATS, and creates the stream if there is none. */
export async function connectNats(url: string, keep: Retention, { id }: LogIdentity): Promise<Nats> {
  const nc = await connect({ servers: url, timeout: ANSWER_TIMEOUT_MS, reconnect: false, name: 'tierline' });
  try {
    const jsm = await jetstreamManager(nc, { timeout: ANSWER_TIMEOUT_MS });
    const short = id.replaceAll('-', '').slice(0, 16);
    const [stream, subject, relay] = [`TIERLINE_EVENTS_${short}`, `tierline.events.${short}`, `tierline.relay.${short}`];
    const config = { name: stream, subjects: [subject], max_bytes: keep.bytes, max_age: keep.ageMs * 1_000_000 };
    const prepare = () => jsm.streams.add(config).catch(() => jsm.streams.update(stream, config));
    await prepare();
    return { nc, jsm, js: jetstream(nc, { timeout: ANSWER_TIMEOUT_MS }), stream, subject, relay, prepare };
  } catch (error) {
    await nc.close();
    throw error;
  }
}

/** Whether a process relays the log. A relay of another server relays a copy of the database, whose events are not ours. */
export async function isRelayed({ nc, relay }: Nats, { server }: LogIdentity): Promise<boolean> {
  let answer: string;
  try {
    answer = (await nc.request(relay, '', { timeout: ANSWER_TIMEOUT_MS })).string();
  } catch (error) {
    if (nc.isClosed()) throw error;
    return false; // no relay, or none that answers: the lock decides
  }
  if (answer !== server) throw new SharedNats();
  return true;
}

/** A database and a copy of its files must not share one NATS. */
export class SharedNats extends Error {
  constructor() {
    super(
      'at NATS_URL another PostgreSQL server relays this event log: one of the two databases is a copy of the other. ' +
        'Stop the programs on the other one, or give one of them another NATS server or account',
    );
  }
}

/** The state of the stream. */
export interface StreamState {
  /** When the stream was created; tells it from an earlier stream of the same name. */
  readonly created: string;
  /** The sequence of the last message ever added; 0 if there was none. */
  readonly last: number;
  /**
   * The content: the sequence of the first message, the offset from sequence to position, and the last position. Null while the stream is
   * empty.
   */
  readonly held: { readonly first: number; readonly offset: number; readonly end: EventPosition } | null;
}

/** Reads the state of the stream. */
export async function streamState({ jsm, stream }: Nats): Promise<StreamState> {
  const { state, created } = await jsm.streams.info(stream);
  const message = state.messages > 0 ? await jsm.streams.getMessage(stream, { seq: state.last_seq }) : null;
  if (!message) return { created, last: state.last_seq, held: null };
  const { position, stamp } = eventOf(message.string());
  const held = { first: state.first_seq, offset: position - state.last_seq, end: { position, stamp } };
  return { created, last: state.last_seq, held };
}

/** Reads a batch of messages from a sequence on, none after `last`. */
export async function messagesFrom({ js, stream }: Nats, first: number, last: number): Promise<LoggedEvent[]> {
  const consumer = await js.consumers.get(stream, { opt_start_seq: first, deliver_policy: DeliverPolicy.StartSequence });
  const events: LoggedEvent[] = [];
  const wanted = Math.min(BATCH_SIZE, last - first + 1);
  for await (const message of await consumer.fetch({ max_messages: wanted, expires: ANSWER_TIMEOUT_MS }))
    events.push(eventOf(message.string()));
  await consumer.delete().catch(() => {});
  return events;
}

/** Parses the event of a message. */
export const eventOf = (text: string): LoggedEvent => {
  const event = JSON.parse(text) as LoggedEvent;
  return { ...event, at: new Date(event.at) };
};
