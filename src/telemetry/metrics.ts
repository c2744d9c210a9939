/** Metrics: what the program counts and measures, in the form that Prometheus reads. Every label comes from a closed set. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Channel } from 'node:diagnostics_channel';
import { channels } from './channels.ts';

/** What is read from the parts of the program each time Prometheus asks. */
export interface Readings {
  /** Of each pool, how many operations are at work on its connections, and how many wait for their turn. */
  readonly pools: Readonly<Record<string, () => { working: number; waiting: number }>>;
  /** How much each cache of documents, plans and statements holds, in characters. */
  readonly caches: () => Readonly<Record<string, number>>;
  /** The last position of the event log that this process has read, and when it last looked there. */
  readonly eventLog: () => { position: number; secondsSinceRead: number };
  readonly subscriptions: () => number;
  readonly sockets: () => number;
  readonly eventStreams: () => number;
  /** What the database counts. */
  readonly rows: () => Promise<Readonly<Record<string, number>>>;
}

/** Counts from now on; `text` answers what `/metrics` shows, and `stop` ends the counting. */
export interface Metrics {
  readonly contentType: string;
  text(): Promise<string>;
  stop(): void;
}

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const BYTES = [1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8];
const ROWS = [1, 10, 100, 1e3, 1e4, 1e5];
const LATENESS = [0.1, 1, 5, 15, 60, 300, 3600];

/** Starts the metrics of a program. */
export function startMetrics(readings: Readings): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const undo: (() => void)[] = [];
  const on = <T>(from: Channel<T, T>, count: (message: T) => void) => {
    const listener = (message: unknown) => count(message as T);
    from.subscribe(listener);
    undo.push(() => from.unsubscribe(listener));
  };
  countOperations(registers, on);
  countStatements(registers, on);
  countLive(registers, on);
  readGauges(registers, readings);
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    stop() {
      for (const each of undo) each();
      registry.clear();
    },
  };
}

type On = <T>(from: Channel<T, T>, count: (message: T) => void) => void;

function countOperations(registers: Registry[], on: On): void {
  const labelNames = ['transport', 'type', 'field', 'outcome'] as const;
  const answered = new Counter({ registers, name: 'tierline_operations_total', help: 'Operations that were answered.', labelNames });
  const measured = (name: string, help: string, buckets: number[]) =>
    new Histogram({ registers, name, help, labelNames: ['transport', 'type'] as const, buckets });
  const took = measured('tierline_operation_duration_seconds', 'How long operations took, in seconds.', SECONDS);
  const length = measured('tierline_answer_bytes', 'How long answers were, in bytes, before compression.', BYTES);
  const rowsRead = measured(
    'tierline_operation_rows',
    'Rows that operations could read, with every page full, as the limits measure them.',
    ROWS,
  );
  on(channels.operation, ({ transport, type, field, outcome, seconds, bytes, rows }) => {
    answered.inc({ transport, type, field, outcome });
    took.observe({ transport, type }, seconds);
    if (bytes !== undefined) length.observe({ transport, type }, bytes);
    if (rows !== undefined) rowsRead.observe({ transport, type }, rows);
  });
  const limits = new Counter({
    registers,
    name: 'tierline_limit_refusals_total',
    help: 'Operations that were refused because a limit was reached, by the error code of the refusal.',
    labelNames: ['limit', 'measure'],
  });
  on(channels.limit, ({ limit, measure }) => limits.inc({ limit, measure }));
}

function countStatements(registers: Registry[], on: On): void {
  const took = new Histogram({
    registers,
    name: 'tierline_db_statement_duration_seconds',
    help: 'How long compiled reads and changes took in the database, waiting for a connection included, in seconds.',
    labelNames: ['pool', 'outcome'],
    buckets: SECONDS,
  });
  on(channels.statement, ({ pool, outcome, seconds }) => took.observe({ pool, outcome }, seconds));
  const lookups = new Counter({
    registers,
    name: 'tierline_plan_cache_lookups_total',
    help: 'How often a document, plan or statement was looked for, and whether it was there.',
    labelNames: ['cache', 'result'],
  });
  on(channels.cache, ({ cache, found }) => lookups.inc({ cache, result: found ? 'hit' : 'miss' }));
}

function countLive(registers: Registry[], on: On): void {
  const messages = new Counter({
    registers,
    name: 'tierline_live_messages_total',
    help: 'Messages written to subscribers: updates, and control messages by their type.',
    labelNames: ['kind'],
  });
  on(channels.live, ({ kind }) => messages.inc({ kind }));
  const attempts = new Histogram({
    registers,
    name: 'tierline_webhook_attempt_duration_seconds',
    help: 'How long attempts to send a webhook took, in seconds, by what came of them.',
    labelNames: ['outcome'],
    buckets: SECONDS,
  });
  on(channels.webhook, ({ outcome, seconds }) => attempts.observe({ outcome }, seconds));
  const jobs = new Counter({ registers, name: 'tierline_jobs_total', help: 'Scheduled jobs that ran.', labelNames: ['job', 'outcome'] });
  const late = new Histogram({
    registers,
    name: 'tierline_job_lateness_seconds',
    help: 'How late scheduled jobs began, in seconds.',
    labelNames: ['job'],
    buckets: LATENESS,
  });
  on(channels.job, ({ job, outcome, lateness }) => {
    jobs.inc({ job, outcome });
    late.observe({ job }, lateness);
  });
}

function readGauges(registers: Registry[], readings: Readings): void {
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      registers,
      name,
      help,
      collect() {
        this.set(read());
      },
    });
  gauge('tierline_subscriptions', 'Subscriptions that are followed now.', readings.subscriptions);
  gauge('tierline_websockets', 'WebSockets that are open now.', readings.sockets);
  gauge('tierline_event_streams', 'Event streams that are open now.', readings.eventStreams);
  const { eventLog } = readings;
  gauge('tierline_event_log_position', 'The last position of the event log that this process has read.', () => eventLog().position);
  gauge(
    'tierline_event_log_read_age_seconds',
    'How long ago this process last read the event log, in seconds.',
    () => eventLog().secondsSinceRead,
  );
  new Gauge({
    registers,
    name: 'tierline_db_pool_operations',
    help: 'Operations that are at work on the connections of each pool, and operations that wait for their turn.',
    labelNames: ['pool', 'state'],
    collect() {
      for (const [pool, read] of Object.entries(readings.pools))
        for (const [state, value] of Object.entries(read())) this.set({ pool, state }, value);
    },
  });
  new Gauge({
    registers,
    name: 'tierline_plan_cache_characters',
    help: 'How much the caches of documents, plans and statements hold, in characters.',
    labelNames: ['cache'],
    collect() {
      for (const [cache, value] of Object.entries(readings.caches())) this.set({ cache }, value);
    },
  });
  new Gauge({
    registers,
    name: 'tierline_rows',
    help: 'Rows that the database counts: webhook deliveries that wait, webhook endpoints by state, imports, and records that imports refused.',
    labelNames: ['kind'],
    async collect() {
      this.reset();
      // While the database is away there is nothing to count, and everything else is shown all the same.
      const rows = await readings.rows().catch(() => ({}));
      for (const [kind, value] of Object.entries(rows)) this.set({ kind }, value);
    },
  });
}
