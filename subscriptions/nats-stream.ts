/**
 * The JetStream stream that holds a copy of the event log: an event a message, in the order of the positions and without gaps, so a position
 * is a sequence number and a constant.
 */
import { DeliverPolicy, jetstream, jetstreamManager, type JetStreamClient, type JetStreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import type { LoggedEvent } from '../src/kernel/event.ts';
import { BATCH, type Keep } from './log.ts';

/** The stream. */
export const STREAM = 'TIERLINE_EVENTS';
/** The subject of its messages. */
export const SUBJECT = 'tierline.events';
/** NATS is nearby: what is not answered for so long is not answered. */
export const ANSWER_WITHIN_MS = 5_000;

/** A connection to NATS. */
export interface Nats {
  readonly nc: NatsConnection;
  readonly js: JetStreamClient;
  readonly jsm: JetStreamManager;
}

/** Connects to NATS, and makes the stream if there is none. */
export async function connectNats(url: string, keep: Keep): Promise<Nats> {
  const nc = await connect({ servers: url, timeout: ANSWER_WITHIN_MS, reconnect: false, name: 'tierline' });
  try {
    const jsm = await jetstreamManager(nc, { timeout: ANSWER_WITHIN_MS });
    const config = { name: STREAM, subjects: [SUBJECT], max_bytes: keep.bytes, max_age: keep.ageMs * 1_000_000 };
    await jsm.streams.add(config).catch(() => jsm.streams.update(STREAM, config));
    return { nc, jsm, js: jetstream(nc, { timeout: ANSWER_WITHIN_MS }) };
  } catch (error) {
    await nc.close();
    throw error;
  }
}

/** Where the stream stands. */
export interface Standing {
  /** When the stream was made, which tells it from another that had its name. */
  readonly created: string;
  /** The sequence of the last message that it was ever given; 0 where there was none. */
  readonly last: number;
  /** What it holds: the sequence of the first message, and what is to be added to a sequence to get a position. Null while it holds nothing. */
  readonly held: { readonly first: number; readonly offset: number } | null;
}

/** Asks where the stream stands. */
export async function standing({ jsm }: Nats): Promise<Standing> {
  const { state, created } = await jsm.streams.info(STREAM);
  const message = state.messages > 0 ? await jsm.streams.getMessage(STREAM, { seq: state.last_seq }) : null;
  const held = message && { first: state.first_seq, offset: eventOf(message.string()).position - state.last_seq };
  return { created, last: state.last_seq, held };
}

/** Reads messages from a sequence on: as many as one reads at once, but none behind `last`. */
export async function messagesFrom({ js }: Nats, first: number, last: number): Promise<LoggedEvent[]> {
  const consumer = await js.consumers.get(STREAM, { opt_start_seq: first, deliver_policy: DeliverPolicy.StartSequence });
  const events: LoggedEvent[] = [];
  const wanted = Math.min(BATCH, last - first + 1);
  for await (const message of await consumer.fetch({ max_messages: wanted, expires: ANSWER_WITHIN_MS }))
    events.push(eventOf(message.string()));
  await consumer.delete().catch(() => {});
  return events;
}

/** An event as a message says it. */
export const eventOf = (text: string): LoggedEvent => {
  const event = JSON.parse(text) as LoggedEvent;
  return { ...event, at: new Date(event.at) };
};
