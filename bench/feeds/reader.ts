/**
 * Some processes of the product, as far as the event log concerns them: each follows it by a feed with connections of its own, and offers to
 * be the relay where there is NATS. Several live in this one process, so that very many fit on a small machine.
 */
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { EventFeed } from '../../subscriptions/event-log/event-feed.ts';
import { connectLog } from '../../subscriptions/event-log/postgres-log.ts';
import { connectNatsLog } from '../../subscriptions/event-log/nats-log.ts';
import { IDENTITY, type LogIdentity } from '../../subscriptions/event-log/nats-stream.ts';
import { startRelay } from '../../subscriptions/event-log/nats-relay.ts';
import { now } from './writers.ts';

/** Where the event log is, and up to which position it was written already. */
export interface Place {
  readonly database: string;
  /** Null to read from PostgreSQL. */
  readonly nats: string | null;
  readonly head: number;
}

/** What the readers are told. */
export type Order =
  | { readonly kind: 'open'; readonly readers: number; readonly place: Place }
  /** To answer when each of them has so many events. */
  | { readonly kind: 'await'; readonly events: number }
  | { readonly kind: 'close' };

/** What they answer. */
export type Answer =
  | { readonly kind: 'opened' | 'closed' }
  /** When the last of them had each event. */
  | { readonly kind: 'heard'; readonly at: readonly number[] };

const keep = { ageMs: 86_400_000, bytes: 1_000_000_000 };
const log = {
  info() {},
  warn: (details: object, message: string) => void process.stderr.write(`${message} ${JSON.stringify(details)}\n`),
};
const clock = () => new Date();

let open: { stop(): Promise<void> }[] = [];
let at: number[] = [];
let heard = 0;
let wanted: number | null = null;
const answer = (said: Answer) => process.send!(said);
/** Ends the run: something was lost, or came twice. */
const fail = (why: string): never => {
  process.stderr.write(`${why}\n`);
  process.exit(1);
};

function look(): void {
  if (wanted === null || heard < wanted * open.length) return;
  if (heard > wanted * open.length || at.length !== wanted) fail(`${open.length} readers have heard ${heard} times of ${at.length}`);
  answer({ kind: 'heard', at });
  at = [];
  heard = 0;
  wanted = null;
}

let asking: pg.Pool | null = null;

async function reader({ database, nats, head }: Place): Promise<{ stop(): Promise<void> }> {
  const own = { connectionString: database, options: '-c role=tierline_app', application_name: 'tierline feed' };
  const pool = (asking ??= new pg.Pool({ ...own, application_name: 'tierline', max: 1 }));
  const identify = async () => (await pool.query<LogIdentity>(IDENTITY)).rows[0]!;
  const connect = (onNews: () => void) =>
    nats ? connectNatsLog({ url: nats, keep, own: () => connectLog(own, () => {}), identify }, onNews) : connectLog(own, onNews);
  const relay = nats
    ? startRelay({ connect: { ...own, application_name: 'tierline relay' }, nats, keep, identify, now: clock, log })
    : null;
  let last: number;
  const feed = await EventFeed.start({
    connect,
    log,
    keep,
    now: clock,
    onEvent({ position, streamId }) {
      if (position !== ++last) fail(`${position} came after ${last - 1}`);
      if (position <= head) return;
      at[Number(streamId.slice(-12))] = now();
      heard += 1;
    },
  });
  last = feed.head.position;
  feed.follow({
    take: async () => look(),
    skip: (head) => fail(`a reader was left behind ${head.position}`),
  });
  while (feed.head.position < head) await delay(5); // the relay may have something to catch up with
  return {
    async stop() {
      await feed.stop();
      await relay?.stop();
    },
  };
}

process.on('message', async (order: Order) => {
  if (order.kind === 'open') {
    for (let n = 0; n < order.readers; n++) open.push(await reader(order.place)); // one by one: starting asks PostgreSQL this and that
    answer({ kind: 'opened' });
  }
  if (order.kind === 'await') {
    wanted = order.events;
    look();
  }
  if (order.kind === 'close') {
    await Promise.all(open.map((each) => each.stop()));
    open = [];
    answer({ kind: 'closed' });
  }
});
process.on('disconnect', () => process.exit());
