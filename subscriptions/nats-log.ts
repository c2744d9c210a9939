/** The event log as it is read over NATS, for very many processes: each event is sent to each of them, and PostgreSQL has one reader, the relay. */
import { DeliverPolicy, type ConsumerMessages, type JsMsg } from '@nats-io/jetstream';
import type { LoggedEvent } from '../src/kernel/event.ts';
import { BATCH, type AccessEnd, type Keep, type LogConnection } from './log.ts';
import { connectNats, eventOf, messagesFrom, standing, STREAM } from './nats-stream.ts';

/** How many events wait here at most to be taken; whoever is further behind reads them from the stream. */
const MOST_WAITING = 10_000;

/** Connects as a reader. What the stream does not hold, such as the key of the cursors, is asked of the database's own log. */
export async function connectNatsLog(
  url: string,
  keep: Keep,
  own: () => Promise<LogConnection>,
  onNews: () => void,
): Promise<LogConnection> {
  const nats = await connectNats(url, keep);
  const { nc, js } = nats;
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

  /** What was sent here last, and what was sent and not taken. */
  let [head, waiting]: [number | null, LoggedEvent[]] = [null, []];
  let hasNews = false;
  const receive = (message: JsMsg) => {
    const event = eventOf(message.string());
    // Only a stream that was emptied or begun anew goes on anywhere else: whoever connects again finds where it stands.
    if (head !== null && event.position !== head + 1) return void nc.close();
    head = event.position;
    if (waiting.length >= MOST_WAITING) waiting = [];
    waiting.push(event);
    hasNews = true;
    onNews();
  };
  let created: string;
  try {
    const begun = await standing(nats);
    created = begun.created;
    head = begun.held && begun.last + begun.held.offset;
    const consumer = await js.consumers.get(STREAM, { deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: begun.last + 1 });
    listening = await consumer.consume({ callback: receive, max_messages: BATCH, abort_on_missing_resource: true });
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
    accessEnds: (): Promise<AccessEnd[]> => asked((log) => log.accessEnds()),
    async head() {
      if (hasNews) {
        hasNews = false;
        return head!;
      }
      // Nothing has come since: what should have come may have been lost, or the stream been begun anew.
      const now = await standing(nats);
      if (now.created === created) return now.held ? now.last + now.held.offset : asked((log) => log.head());
      await nc.close();
      throw new Error('the stream was begun anew');
    },
    reached: () => asked((log) => log.reached()),
    async behind(position) {
      const first = waiting[0]?.position;
      if (first !== undefined && first <= position + 1) {
        waiting = waiting.slice(position + 1 - first);
        if (waiting.length > 0) return waiting.slice(); // to which nothing is added
      }
      const { last, held } = await standing(nats);
      // What the stream does not go back to, the database may.
      if (!held || position + 1 < held.first + held.offset) return asked((log) => log.behind(position));
      if (position >= last + held.offset) return [];
      const events = await messagesFrom(nats, position + 1 - held.offset, last);
      return events.length > 0 && events[0]!.position !== position + 1 ? null : events;
    },
    retain: async () => {}, // the stream drops by itself what is too old or too much; the database's own log is the relay's business
    async end() {
      isOpen = false;
      await listening?.close().catch(() => {});
      await nc.close();
    },
  };
}
