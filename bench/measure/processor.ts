/** Processor time, as Linux counts it; elsewhere there are no figures. */
import { readdirSync, readFileSync } from 'node:fs';

/** `sysconf(_SC_CLK_TCK)`, which is 100 on every Linux that Node runs on. */
const TICK_MS = 10;

/** Milliseconds of processor time used so far. */
export interface Used {
  readonly server: number;
  /** PostgreSQL's backends and helpers, those that have ended included. */
  readonly database: number;
  /** Everything else on this machine that is not the bench. */
  readonly others: number;
}

/** Reads what was used: by a server, by the database of that postmaster, by the rest of the machine. */
export function used(server: number, postmaster: number, own: readonly number[]): Used | null {
  if (process.platform !== 'linux') return null;
  const machine = readFileSync('/proc/stat', 'utf8').split('\n')[0]!.trim().split(/\s+/).slice(1).map(Number);
  const [user, nice, system, , , irq, softirq, steal] = machine as [number, number, number, number, number, number, number, number];
  const all = stats();
  const itself = (pid: number) => all.get(pid)?.itself ?? 0;
  const database =
    itself(postmaster) +
    (all.get(postmaster)?.ended ?? 0) +
    [...all.values()].filter(({ parent }) => parent === postmaster).reduce((sum, each) => sum + each.itself, 0);
  const bench = itself(server) + database + own.reduce((sum, pid) => sum + itself(pid), 0);
  return { server: itself(server), database, others: (user + nice + system + irq + softirq + steal) * TICK_MS - bench };
}

interface Stat {
  readonly parent: number;
  readonly itself: number;
  readonly ended: number;
}

function stats(): Map<number, Stat> {
  const found = new Map<number, Stat>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = statOf(Number(name));
    if (stat) found.set(Number(name), stat);
  }
  return found;
}

function statOf(pid: number): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold anything; what follows is state, parent, … user, system, and both of ended children.
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [user, system, endedUser, endedSystem] = fields.slice(11, 15) as [number, number, number, number];
    return { parent: fields[1]!, itself: (user + system) * TICK_MS, ended: (endedUser + endedSystem) * TICK_MS };
  } catch {
    return null; // it has just ended
  }
}

/** The parent of a process: that of a backend is the postmaster. */
export const parentOf = (pid: number): number => statOf(pid)?.parent ?? 0;

/** Milliseconds of processor time that some processes have used so far. */
export const spent = (pids: readonly number[]): number => pids.reduce((sum, pid) => sum + (statOf(pid)?.itself ?? 0), 0);
