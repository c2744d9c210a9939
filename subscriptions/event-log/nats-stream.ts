/**
 * The JetStream stream that holds a copy of the event log: an event a message, in the order of the positions and without gaps, so a position
 * is a sequence number and a constant. Each log has a stream of its own.
 */
import { DeliverPolicy, jetstream, jetstreamManager, type JetStreamClient, type JetStreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import type { EventPosition } from '../../src/kernel/live/event-cursor.ts';
import type { LoggedEvent } from '../../src/kernel/write/event.ts';
import { BATCH_SIZE, type Retention } from './postgres-log.ts';

/** NATS is nearby: what is not answered for so long is not answered. */
export const ANSWER_TIMEOUT_MS = 5_000;

/** Which log a database holds, and which server has it now: of a copy that runs beside it, the second differs. */
export interface LogIdentity {
  readonly id: string;
  readonly server: string;
}

/** Tells both, for any connection to the database. */
export const IDENTITY = 'select id, server from event_identity()';

/** A connection to NATS, and the names of what is one log's there. */
export interface Nats {
  readonly nc: NatsConnection;
  readonly js: JetStreamClient;
  readonly jsm: JetStreamManager;
  readonly stream: string;
  /** The subject of its messages. */
  readonly subject: string;
  /** The subject on which the relay answers. */
  readonly relay: string;
  /** Makes the stream, unless it is there. */
  readonly prepare: () => Promise<unknown>;
}

/** Connects to NATS, and makes the stream if there is none. */
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

/** Whether somebody relays the log. A relay of another server is that of a copy of the database, and its events are not ours. */
export async function isRelayed({ nc, relay }: Nats, { server }: LogIdentity): Promise<boolean> {
  let answer: string;
  try {
    answer = (await nc.request(relay, '', { timeout: ANSWER_TIMEOUT_MS })).string();
  } catch (error) {
    if (nc.isClosed()) throw error;
    return false; // there is nobody, or nobody who answers: the lock will tell
  }
  if (answer !== server) throw new SharedNats();
  return true;
}

/** Two databases of which one is a copy of the other's files cannot share one NATS. */
export class SharedNats extends Error {
  constructor() {
    super(
      'at NATS_URL another PostgreSQL server relays this event log: one of the two databases is a copy of the other. ' +
        'Stop the programs on the other one, or give one of them another NATS server or account',
    );
  }
}

/** Where the stream stands. */
export interface StreamState {
  /** When the stream was made, which tells it from another that had its name. */
  readonly created: string;
  /** The sequence of the last message that it was ever given; 0 where there was none. */
  readonly last: number;
  /** What it holds: the sequence of the first message, what is to be added to a sequence to get a position, and the last place. Null while it holds nothing. */
  readonly held: { readonly first: number; readonly offset: number; readonly end: EventPosition } | null;
}

/** Asks where the stream stands. */
export async function streamState({ jsm, stream }: Nats): Promise<StreamState> {
  const { state, created } = await jsm.streams.info(stream);
  const message = state.messages > 0 ? await jsm.streams.getMessage(stream, { seq: state.last_seq }) : null;
  if (!message) return { created, last: state.last_seq, held: null };
  const { position, stamp } = eventOf(message.string());
  const held = { first: state.first_seq, offset: position - state.last_seq, end: { position, stamp } };
  return { created, last: state.last_seq, held };
}

/** Reads messages from a sequence on, as many as one reads at once, but none behind `last`. */
export async function messagesFrom({ js, stream }: Nats, first: number, last: number): Promise<LoggedEvent[]> {
  const consumer = await js.consumers.get(stream, { opt_start_seq: first, deliver_policy: DeliverPolicy.StartSequence });
  const events: LoggedEvent[] = [];
  const wanted = Math.min(BATCH_SIZE, last - first + 1);
  for await (const message of await consumer.fetch({ max_messages: wanted, expires: ANSWER_TIMEOUT_MS }))
    events.push(eventOf(message.string()));
  await consumer.delete().catch(() => {});
  return events;
}

/** An event as a message says it. */
export const eventOf = (text: string): LoggedEvent => {
  const event = JSON.parse(text) as LoggedEvent;
  return { ...event, at: new Date(event.at) };
};
