/** What the trials say together: a figure for each log, number of readers and pace, and tables of them that can be put into a page. */
import { quantile, spread } from '../measure/statistics.ts';
import { number } from '../report/table.ts';
import { LOGS, PACES, type Log, type Pace, type Shot } from './trial.ts';

/** The rounds of one trial together. */
export interface Figure {
  readonly readers: number;
  readonly log: Log;
  readonly pace: Pace;
  readonly perSecond: number;
  /** Of all events of all rounds. */
  readonly p50: number;
  readonly p99: number;
  /** Milliseconds of processor time: for 1,000 events, or for a second of waiting. */
  readonly postgresMs: number;
  readonly natsMs: number;
  readonly readersMs: number;
  readonly connections: number;
}

/** PostgreSQL's figures divided by those of NATS, in the same rounds. */
export interface Ratio {
  readonly readers: number;
  readonly pace: Pace;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** Processor time of PostgreSQL alone. */
  readonly postgresMs: number;
  /** Processor time of PostgreSQL and nats-server together. */
  readonly serversMs: number;
}

/** What a run says. */
export interface Figures {
  readonly figures: readonly Figure[];
  readonly ratios: readonly Ratio[];
  /** Milliseconds of a server's processor time that one more process costs for one event, at the steady pace. */
  readonly more: { readonly postgresMs: number; readonly natsMs: number };
}

/** All figures of a run. */
export function figures(shots: readonly Shot[]): Figures {
  const counts = [...new Set(shots.map(({ readers }) => readers))];
  const all = PACES.flatMap((pace) => counts.flatMap((readers) => LOGS.map((log) => ({ pace, readers, log }))));
  const found = all.map(({ pace, readers, log }) =>
    figure(shots.filter((each) => each.pace === pace && each.readers === readers && each.log === log)),
  );
  const ratios = found.flatMap((over, index) => {
    if (over.log !== 'PostgreSQL' || over.pace === 'idle') return [];
    const nats = found[index + 1]!;
    const times = (of: (one: Figure) => number) => of(over) / of(nats);
    return {
      readers: over.readers,
      pace: over.pace,
      perSecond: times(({ perSecond }) => perSecond),
      p50: times(({ p50 }) => p50),
      p99: times(({ p99 }) => p99),
      postgresMs: times(({ postgresMs }) => postgresMs),
      serversMs: times(({ postgresMs, natsMs }) => postgresMs + natsMs),
    };
  });
  const steady = (log: Log) => found.filter((each) => each.pace === 'steady' && each.log === log);
  const slope = (log: Log, of: (one: Figure) => number) => {
    const [few, many] = [steady(log)[0]!, steady(log).at(-1)!];
    return (of(many) - of(few)) / 1000 / (many.readers - few.readers);
  };
  const more = { postgresMs: slope('PostgreSQL', (one) => one.postgresMs), natsMs: slope('NATS', (one) => one.natsMs) };
  return { figures: found, ratios, more };
}

function figure(rounds: readonly Shot[]): Figure {
  const [{ readers, log, pace, connections }] = rounds as [Shot];
  const delays = rounds.flatMap((each) => each.delays).sort((one, other) => one - other);
  const median = (of: (shot: Shot) => number) => spread(rounds.map(of)).median;
  const per = (shot: Shot) => (pace === 'idle' ? shot.seconds : shot.events / 1000);
  return {
    readers,
    log,
    pace,
    perSecond: median(({ events, seconds }) => events / seconds),
    p50: quantile(delays, 0.5),
    p99: quantile(delays, 0.99),
    postgresMs: median((shot) => shot.postgresMs / per(shot)),
    natsMs: median((shot) => shot.natsMs / per(shot)),
    readersMs: median((shot) => shot.readersMs / per(shot)),
    connections,
  };
}

const HEADS: Readonly<Record<Pace, readonly string[]>> = {
  steady: ['p50 ms', 'p99 ms', 'PostgreSQL', 'nats-server', 'the processes', 'connections'],
  'flat out': ['events/s', 'p50 ms', 'p99 ms', 'PostgreSQL', 'nats-server', 'the processes'],
  idle: ['PostgreSQL', 'nats-server', 'the processes', 'connections'],
};

/** A pace as a table in Markdown: a line for each number of readers, each cell PostgreSQL's log / NATS. */
export function table(pace: Pace, all: readonly Figure[]): string {
  const cells: Readonly<Record<string, (figure: Figure) => number>> = {
    'events/s': ({ perSecond }) => perSecond,
    'p50 ms': ({ p50 }) => p50,
    'p99 ms': ({ p99 }) => p99,
    PostgreSQL: ({ postgresMs }) => postgresMs,
    'nats-server': ({ natsMs }) => natsMs,
    'the processes': ({ readersMs }) => readersMs,
    connections: ({ connections }) => connections,
  };
  const own = all.filter((each) => each.pace === pace);
  const lines = own
    .filter(({ log }) => log === 'PostgreSQL')
    .map((one) => {
      const nats = own.find(({ readers, log }) => readers === one.readers && log === 'NATS')!;
      return [String(one.readers), ...HEADS[pace].map((head) => `${told(cells[head]!(one))} / ${told(cells[head]!(nats))}`)];
    });
  const rows = [['processes', ...HEADS[pace]], HEADS[pace].map(() => '--:'), ...lines];
  rows[1]!.unshift('--:');
  return rows.map((row) => `| ${row.join(' | ')} |`).join('\n');
}

const told = (value: number) =>
  Number.isNaN(value) ? '–' : value >= 10 || Number.isInteger(value) ? Math.round(value).toLocaleString('en') : number(value);
