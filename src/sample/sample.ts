/** The command `npm run sample -- --tickets N`: the sample world in some size, added to whatever is in the database. */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { config, ConfigError } from '../config.ts';
import { lineOf } from '../config/error.ts';
import { connect } from '../database/orm.ts';
import { appendOnly } from '../ingest/append-only.ts';
import { createIngest } from '../ingest/ingest.ts';
import { withOwner } from '../ingest/owner-connection.ts';
import type { Ingest } from '../ingest/records/index.ts';
import { USUAL_TICKETS, writeWorld, type WorldCounts } from './world.ts';

const USAGE = `Usage: npm run sample -- [--tickets N]

Adds what is missing of a sample world of N tickets (${USUAL_TICKETS}), and changes nothing that is there.`;
const MOST_TICKETS = 5_000_000;
const TOLD_EVERY = 10_000;

/** How many tickets the arguments ask for; null for a call that it does not understand. */
export function ticketsAsked(args: string[]): number | null {
  try {
    const { tickets = String(USUAL_TICKETS) } = parseArgs({ args, options: { tickets: { type: 'string' } } }).values;
    return /^[1-9]\d*$/.test(tickets) && Number(tickets) <= MOST_TICKETS ? Number(tickets) : null;
  } catch {
    return null;
  }
}

/** Adds a world of that size to the database of the owner's URL, and answers what was new. */
export async function addWorld(ownerUrl: string, tickets: number, now: Date, say: (line: string) => void = () => {}): Promise<WorldCounts> {
  const orm = await connect({ url: ownerUrl });
  try {
    return await writeWorld(telling(appendOnly(createIngest(orm), orm), tickets, say), { now, tickets });
  } finally {
    await orm.close();
  }
}

function telling(intake: Ingest, tickets: number, say: (line: string) => void): Ingest {
  let done = 0;
  return {
    async write(kind, records) {
      const counts = await intake.write(kind, records);
      if (kind !== 'ticket') return counts;
      const before = done;
      done += records.length;
      if (Math.floor(done / TOLD_EVERY) > Math.floor(before / TOLD_EVERY)) say(`${done} of ${tickets} tickets`);
      return counts;
    },
  };
}

async function run(tickets: number): Promise<void> {
  const settings = config(undefined, []);
  if (!settings.sample) throw new ConfigError('The sample world is off here: set SAMPLE=yes to add it to this database all the same.');
  const say = (line: string) => process.stderr.write(`${line}\n`);
  const counts = await withOwner(settings, (ownerUrl) => addWorld(ownerUrl, tickets, new Date(), say), say);
  const added = Object.entries(counts).filter(([, count]) => count > 0);
  process.stdout.write(
    added.length > 0 ? `Added: ${added.map(([kind, count]) => `${kind} ${count}`).join(', ')}\n` : 'Everything is there already.\n',
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const tickets = ticketsAsked(process.argv.slice(2));
  if (tickets === null) {
    process.stderr.write(`${USAGE}\n`);
    process.exitCode = 2;
  } else {
    process.exitCode = await run(tickets).then(
      () => 0,
      (error: unknown) => {
        process.stderr.write(`Tierline: ${lineOf(error)}\n`);
        return 1;
      },
    );
  }
}
