/** Options: what to measure, read from the command line. */
import { parseArgs } from 'node:util';
import { contenders } from './contenders/index.ts';
import { workloads } from './workloads/index.ts';

/** What was asked for. */
export interface Options {
  readonly contenders: readonly string[];
  readonly workloads: readonly string[];
  readonly connections: readonly number[];
  readonly tickets: readonly number[];
  readonly rounds: number;
  readonly seconds: number;
  readonly warmUp: number;
  /** A folder in which the data is kept for the next run; none for a folder that is deleted. */
  readonly keep: string | null;
  /** Whether deliveries to subscribers are measured, and nothing else; to so many of them. */
  readonly fanOut: readonly number[] | null;
  /** Whether following the event log is measured, and nothing else; with so many processes that follow it. */
  readonly feeds: readonly number[] | null;
  /** Whether deliveries to webhooks are measured, and nothing else; to so many endpoints at once. */
  readonly webhooks: readonly number[] | null;
}

/** Something is wrong with the command line; the message says what. */
export class OptionError extends Error {}

export const HELP = `npm run bench -- [options]
  --only limit,tierline,…    contenders: ${contenders.map(({ name }) => name).join(', ')}
  --workload page,deep,…     workloads: ${workloads.map(({ name }) => name).join(', ')}
  --connections 1,20,200     how many connections ask at once
  --tickets 50000,1000000    how many tickets there are
  --rounds 5  --seconds 3    how often and how long each contender has its turn
  --warm-up 1                seconds before the first round that are not counted
  --keep FOLDER              keeps the data there and takes it from there: loading a million tickets takes minutes
  --fan-out                  deliveries to subscribers instead: beside ws alone, and graphql-ws that executes for each
  --subscribers 1000,10000   how many of them
  --stalled                  what readers who stop reading cost the others, and nothing else
  --webhooks                 deliveries to webhook endpoints instead: 3 rounds unless you say otherwise
  --endpoints 1,6            how many of them
  --feeds                    following the event log instead: over PostgreSQL alone and over NATS. Needs nats-server
  --readers 1,4,16,32,64     how many processes follow it; 3 rounds of 2 seconds unless you say otherwise
  --quick                    20 connections, 50,000 tickets, 2 rounds of 1 second
`;

const STANDARD_WORKLOADS = workloads.flatMap(({ name, extra }) => (extra ? [] : [name])).join(',');
const STANDARD = { connections: '1,20,200', tickets: '50000,1000000', rounds: '5', seconds: '3', 'warm-up': '1' };
const QUICK = { connections: '20', tickets: '50000', rounds: '2', seconds: '1', 'warm-up': '0.5' };
const FEEDS = { ...STANDARD, rounds: '3', seconds: '2' };

/** Reads the command line; null when help was asked for. */
export function options(argv: readonly string[]): Options | null {
  const values = parse(argv);
  if (values.help) return null;
  const said = { ...(values.quick ? QUICK : values.feeds || values.webhooks ? FEEDS : STANDARD), ...values };
  return {
    contenders: among('only', said.only, contenders),
    workloads: among('workload', said.workload ?? STANDARD_WORKLOADS, workloads),
    connections: numbers('connections', said.connections, 1, 2000),
    tickets: numbers('tickets', said.tickets, 1000, 10_000_000),
    rounds: numbers('rounds', said.rounds, 1, 50)[0]!,
    seconds: numbers('seconds', said.seconds, 0.1, 3600)[0]!,
    warmUp: numbers('warm-up', said['warm-up'], 0.1, 600)[0]!,
    keep: said.keep ?? null,
    fanOut: values.stalled ? [] : values['fan-out'] ? numbers('subscribers', values.subscribers ?? '1000,10000', 1, 15_000) : null,
    webhooks: values.webhooks ? numbers('endpoints', values.endpoints ?? '1,6', 1, 20) : null,
    feeds: values.feeds ? numbers('readers', values.readers ?? '1,4,16,32,64', 1, 80) : null,
  };
}

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const KNOWN = {
  only: text,
  workload: text,
  connections: text,
  tickets: text,
  rounds: text,
  seconds: text,
  'warm-up': text,
  keep: text,
  quick: flag,
  'fan-out': flag,
  stalled: flag,
  subscribers: text,
  feeds: flag,
  readers: text,
  webhooks: flag,
  endpoints: text,
  help: flag,
};

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: KNOWN }).values;
  } catch (error) {
    throw new OptionError((error as Error).message);
  }
}

function among(name: string, given: string | undefined, all: readonly { name: string }[]): string[] {
  const known = all.map((each) => each.name);
  const asked = given?.split(',') ?? known;
  const unknown = asked.find((each) => !known.includes(each));
  if (unknown !== undefined) throw new OptionError(`--${name}: there is no "${unknown}", only ${known.join(', ')}`);
  return known.filter((each) => asked.includes(each));
}

function numbers(name: string, given: string, min: number, max: number): number[] {
  const found = given.split(',').map(Number);
  if (found.some((each) => !(each >= min && each <= max))) throw new OptionError(`--${name} is "${given}": from ${min} to ${max}, please`);
  return found;
}
