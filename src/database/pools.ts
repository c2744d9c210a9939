/** Pools: the connections of a process by what they are for, and who comes first where all of them are in use. */
import { ViewerPool } from '../kernel/compile/viewer-pool.ts';
import { Turns } from '../kernel/load/turns.ts';
import { connecting, type Login } from './connection.ts';
import type { TurnsByLane } from './pool.ts';
import { Probe } from './probe.ts';
import { settingsFor, type Purpose, type SessionTimes } from './session.ts';

/** How many connections there are of each kind. */
export interface Sizes {
  readonly reads: number;
  readonly changes: number;
  readonly live: number;
}

/** How many connections the program has for its own work: clocks, sessions, the ledger of webhooks. */
const PROGRAM = 2;
/** How many live updates are worked out at the same time. */
const EVALUATIONS = 8;
/** An update is not refused: it waits, and whoever waits for it is told when that takes too long. */
const LIVE_WAITS = { waiting: { person: Infinity, organization: Infinity, all: Infinity }, waitMs: 60_000 };
const LIVE_WITHIN_MS = 10_000;
/** A database that takes longer than this to say a word is not ready. */
const READY_WITHIN_MS = 2_000;

/** How the program connects, and what it reads with. Nothing is connected yet. */
export function poolsOf(login: Login, sizes: Sizes, times: SessionTimes) {
  const { reads, changes, live } = sizes;
  /** How to connect for some purpose. */
  const sessionFor = (purpose: Purpose) => connecting(login, purpose, settingsFor(purpose, times));
  // Requests and live evaluations share a pool, each with slots of its own; the program's own work takes what is left.
  const requests = new Turns({ slots: changes });
  const lanes: TurnsByLane = { requests, live: new Turns({ slots: live, ...LIVE_WAITS }) };
  const matching = new Turns({ slots: live, ...LIVE_WAITS });
  return {
    sessionFor,
    /** For the entity manager. */
    orm: { ...login, lanes, settings: settingsFor('changes', times) },
    /** How many connections that has at most. */
    most: changes + live + PROGRAM,
    readers: new ViewerPool({ ...sessionFor('reads'), max: reads, withinMs: times.readMs }),
    matchers: new ViewerPool({ ...sessionFor('live'), max: live, withinMs: LIVE_WITHIN_MS, turns: matching }),
    evaluations: new Turns({ slots: EVALUATIONS, ...LIVE_WAITS }),
    /** How many operations are at work on the entity manager's connections for requests, and how many wait. */
    changing: () => ({ working: requests.working, waiting: requests.queued }),
    probe: new Probe(sessionFor('probe'), READY_WITHIN_MS),
  };
}
