/**
 * The event log as NATS JetStream keeps a copy of it, for very many processes: they read from there, and PostgreSQL has one reader, the
 * relay. The stream has an event a message, in the order of the positions and without gaps, so a position is a sequence number and a
 * constant.
 */
import {
  DeliverPolicy,
  jetstream,
  jetstreamManager,
  type ConsumerMessages,
  type JetStreamClient,
  type JetStreamManager,
} from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import type { LoggedEvent } from '../src/kernel/event.ts';
import { BATCH, type AccessEnd, type Keep, type LogConnection } from './log.ts';

/** The stream. */
export const STREAM = 'TIERLINE_EVENTS';
/** The subject of its messages. */
export const SUBJECT = 'tierline.events';
const ANSWER_WITHIN_MS = 5_000;

/** Connects to NATS, and makes the stream if there is none. */
export async function connectNats(url: string, keep: Keep): Promise<{ nc: NatsConnection; js: JetStreamClient; jsm: JetStreamManager }> {
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

/** Where the stream stands: its first and last sequence, and what is to be added to a sequence to get a position; null while it is empty. */
export async function standing(jsm: JetStreamManager): Promise<{ first: number; last: number; offset: number } | null> {
  const { state } = await jsm.streams.info(STREAM);
  if (state.last_seq === 0 || state.messages === 0) return null;
  const message = await jsm.streams.getMessage(STREAM, { seq: state.last_seq });
  return message && { first: state.first_seq, last: state.last_seq, offset: eventOf(message.string()).position - state.last_seq };
}

/** An event as a message says it. */
export const eventOf = (text: string): LoggedEvent => {
  const event = JSON.parse(text) as LoggedEvent;
  return { ...event, at: new Date(event.at) };
};

/** Connects as a reader. What the stream does not hold, such as the key of the cursors, is asked of the database's own log. */
export async function connectNatsLog(
  url: string,
  keep: Keep,
  own: () => Promise<LogConnection>,
  onNews: () => void,
): Promise<LogConnection> {
  const { nc, js, jsm } = await connectNats(url, keep);
  let isOpen = true;
  let listening: ConsumerMessages | undefined;
  void nc.closed().then(() => {
    isOpen = false;
    onNews();
  });
  const asked = async <T>(ask: (log: LogConnection) => Promise<T>): Promise<T> => {
    const log = await own();
    return ask(log).finally(() => log.end());
  };
  try {
    const fresh = await js.consumers.get(STREAM, { deliver_policy: DeliverPolicy.New, headers_only: true });
    listening = await fresh.consume({ callback: onNews });
  } catch (error) {
    await nc.close();
    throw error;
  }
  return {
    get isOpen() {
      return isOpen;
    },
    floor: () => asked((log) => log.floor()),
    key: () => asked((log) => log.key()),
    accessEnds: (): Promise<AccessEnd[]> => asked((log) => log.accessEnds()),
    async head() {
      const at = await standing(jsm);
      return at ? at.last + at.offset : asked((log) => log.head());
    },
    reached: () => asked((log) => log.reached()),
    async behind(position) {
      const at = await standing(jsm);
      if (!at || position >= at.last + at.offset) return [];
      // What the stream does not go back to, the database may.
      if (position + 1 < at.first + at.offset) return asked((log) => log.behind(position));
      const consumer = await js.consumers.get(STREAM, {
        opt_start_seq: position + 1 - at.offset,
        deliver_policy: DeliverPolicy.StartSequence,
      });
      const wanted = Math.min(BATCH, at.last + at.offset - position);
      const events: LoggedEvent[] = [];
      for await (const message of await consumer.fetch({ max_messages: wanted, expires: ANSWER_WITHIN_MS }))
        events.push(eventOf(message.string()));
      await consumer.delete().catch(() => {});
      if (events.length > 0 && events[0]!.position !== position + 1) return null;
      return events;
    },
    retain: async () => {}, // the stream drops by itself what is too old or too much; the database's own log is the relay's business
    async end() {
      isOpen = false;
      await listening?.close().catch(() => {});
      await nc.close();
    },
  };
}
