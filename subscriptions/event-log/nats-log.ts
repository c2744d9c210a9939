/** Reads the event log over NATS, for very many processes. NATS sends each event to each of them; PostgreSQL has one reader, the relay. */
import { setTimeout as delay } from 'node:timers/promises';
import { DeliverPolicy, type ConsumerMessages, type JsMsg } from '@nats-io/jetstream';
import type { EventPosition } from '../../src/kernel/live/event-cursor.ts';
import type { LoggedEvent } from '../../src/kernel/write/event.ts';
import { BATCH_SIZE, type AccessRevocation, type LogStart, type Retention, type LogConnection } from './postgres-log.ts';
import {
  connectNats,
  eventOf,
  isRelayed,
  messagesFrom,
  streamState,
  type LogIdentity,
  type Nats,
  type StreamState,
} from './nats-stream.ts';

/** The maximum number of events that wait in memory. A slower reader reads the rest from the stream. */
const MAX_WAITING = 10_000;
/** How long to wait for the relay to recreate a stream that holds what the database does not. */
const ANEW_WITHIN_MS = 10_000;
const TRY_AGAIN_MS = 100;

/** Where NATS is, and how to reach the database. */
export interface NatsLogOptions {
  readonly url: string;
  readonly keep: Retention;
  /** A connection to the database's own log, for data that the stream does not hold, such as the cursor key. */
  readonly own: () => Promise<LogConnection>;
  readonly identify: () => Promise<LogIdentity>;
}

/** Connects as a reader. */
export async function connectNatsLog({ url, keep, own, identify }: NatsLogOptions, onNews: () => void): Promise<LogConnection> {
  const identity = await identify();
  const nats = await connectNats(url, keep, identity);
  const { nc, js, stream } = nats;
  let listening: ConsumerMessages | undefined;
  let isOpen = true;
  const lost = () => {
    isOpen = false;
    onNews();
  };
  void nc.closed().then(lost);
  const asked = async <T>(ask: (log: LogConnection) => Promise<T>): Promise<T> => {
    const log = await own();
    return ask(log).finally(() => log.end());
  };

  /** The last event that NATS sent; the events that were sent and not yet read; the position before these. */
  let [head, waiting, before]: [EventPosition | null, LoggedEvent[], EventPosition | null] = [null, [], null];
  let hasNews = false;
  const receive = (message: JsMsg) => {
    const event = eventOf(message.string());
    // A gap means that the stream was emptied or recreated. A new connection finds where it stands.
    if (head !== null && event.position !== head.position + 1) return void nc.close();
    if (waiting.length >= MAX_WAITING) waiting = [];
    if (waiting.length === 0) before = head;
    head = event;
    waiting.push(event);
    hasNews = true;
    onNews();
  };
  let created: string;
  try {
    await isRelayed(nats, identity);
    const begun = await truthful(nats, (place) => asked((log) => log.check(place)));
    created = begun.created;
    head = begun.held?.end ?? null;
    const consumer = await js.consumers.get(stream, { deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: begun.last + 1 });
    listening = await consumer.consume({ callback: receive, max_messages: BATCH_SIZE, abort_on_missing_resource: true });
    void listening.closed().then(() => nc.close()); // the stream was deleted
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
    accessEnds: (): Promise<AccessRevocation[]> => asked((log) => log.accessEnds()),
    diverged: (places) => asked((log) => log.diverged(places)),
    async head() {
      if (hasNews) {
        hasNews = false;
        return head!;
      }
      // No event has come since: it may be lost, the stream recreated, or the database another one.
      const [now, { id }] = await Promise.all([streamState(nats), identify()]);
      if (now.created === created && id === identity.id) return now.held?.end ?? asked((log) => log.head());
      await nc.close();
      throw new Error('the stream was begun anew');
    },
    reached: () => asked((log) => log.reached()),
    check: (place) => asked((log) => log.check(place)),
    async behind(from) {
      const { position } = from;
      const first = waiting[0]?.position;
      if (first !== undefined && first <= position + 1) {
        const at = first === position + 1 ? before : waiting[position - first];
        if (!isAt(at, from)) return asked((log) => log.behind(from));
        waiting = waiting.slice(position + 1 - first);
        before = at ?? null;
        if (waiting.length > 0) return waiting.slice(); // to which nothing is added
      }
      const { last, held } = await streamState(nats);
      // The database may have what the stream no longer has or does not have yet. It also knows when a position belongs to another log.
      if (!held || position < held.first + held.offset || position >= held.end.position) return asked((log) => log.behind(from));
      const [at, ...events] = await messagesFrom(nats, position - held.offset, last);
      const isWhole = at?.position === position && isAt(at, from) && (events.length === 0 || events[0]!.position === position + 1);
      return isWhole ? events : asked((log) => log.behind(from));
    },
    retain: async () => {}, // the stream drops by itself what is too old or too much; the database's own log is the relay's business
    async end() {
      isOpen = false;
      await listening?.close().catch(() => {});
      await nc.close();
    },
  };
}

/** Whether an event is the start position, as far as both stamps are known. */
const isAt = (at: EventPosition | null | undefined, { stamp }: LogStart): boolean => stamp === null || !at || at.stamp === stamp;

/** The state of the stream, once it holds nothing that the database does not. After a restore it may, until the relay has checked. */
async function truthful(nats: Nats, check: LogConnection['check']): Promise<StreamState> {
  for (const until = performance.now() + ANEW_WITHIN_MS; ; await delay(TRY_AGAIN_MS, undefined, { ref: false })) {
    const found = await streamState(nats).catch(() => null); // the relay has just recreated the stream
    const lost = found?.held ? await check(found.held.end) : null;
    if (found && (lost === null || lost === 'NO_LONGER_KEPT')) return found;
    if (performance.now() > until) throw new Error('the stream holds other events than the database');
  }
}
