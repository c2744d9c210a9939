/**
 * What readers who stop reading cost the others: the same bursts with and without them, in turns. Each burst is less than a reader may be
 * behind, and there are as many as it takes for the buffers of the system to be full as well: then updates are left out for those readers,
 * and this is counted.
 */
import { resident } from '../measure/memory.ts';
import type { Listeners } from './listeners.ts';
import type { Subscription } from './listener.ts';

/** The server, a way to raise events, and who subscribes. */
export interface StalledOptions {
  readonly pid: number;
  readonly port: number;
  readonly raise: (events: number) => Promise<number>;
  readonly subscriptions: readonly Subscription[];
  readonly stalled: number;
  /** Of how many events a burst is. */
  readonly events: number;
  readonly bursts: number;
  readonly rounds: number;
}

/** Bursts with or without readers who have stopped. */
export interface StalledRound {
  readonly round: number;
  /** How many had stopped. */
  readonly stalled: number;
  /** Events a second that all others had. */
  readonly rate: number;
  /** By how much the server's resident memory was larger right behind it. */
  readonly grownMB: number;
  /** How many of those who had stopped were told that something was left out, or were cut off. */
  readonly leftOut: number;
}

/** Runs the bursts; round 0 is for warming up. */
export async function stalled(listeners: Listeners, options: StalledOptions): Promise<StalledRound[]> {
  const { pid, port, raise, subscriptions, events, bursts, rounds } = options;
  const results: StalledRound[] = [];
  for (let round = 0; round <= rounds; round++) {
    for (const some of round % 2 ? [options.stalled, 0] : [0, options.stalled]) {
      await listeners.open(port, subscriptions);
      const first = await listeners.expect(subscriptions.length);
      await raise(1);
      await first.reached;
      const before = resident(pid)!;
      if (some > 0) listeners.stall(some);
      let ms = 0;
      for (let burst = 0; burst < bursts; burst++) {
        const { reached } = await listeners.expect((subscriptions.length - some) * events);
        const begun = await raise(events);
        ms += (await reached).at - begun;
      }
      const rate = (bursts * events) / (ms / 1000);
      const grownMB = resident(pid)! - before;
      const leftOut = some > 0 ? (await listeners.resume(bursts * events)).leftOut : 0;
      results.push({ round, stalled: some, rate, grownMB, leftOut });
      await listeners.close();
    }
  }
  return results;
}
