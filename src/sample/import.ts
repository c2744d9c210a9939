/** The command `npm run import -- FOLDER [--partner TENANT_ID] [--customer TENANT_ID] [--map FILE]`: takes exports of the vendor and of other desks into the database. */
import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { config, ConfigError } from '../config.ts';
import { DataDirInUse } from '../database/embedded.ts';
import { connect } from '../database/orm.ts';
import { DatabaseUnusable } from '../database/prepare.ts';
import { importFolder } from './import/folder.ts';
import { progressOn } from './import/progress.ts';
import { guidOf } from './import/reading.ts';
import { mappingOf, type Mapping } from './import/tables/mapping.ts';
import { reportText } from './import/telling.ts';
import { withOwner } from './owner.ts';

const USAGE = `Usage: npm run import -- FOLDER [--partner TENANT_ID] [--customer TENANT_ID] [--map FILE]

Reads every file in FOLDER and takes what it knows; docs/importing.md lists the kinds of exports.
--partner TENANT_ID   the tenant of the partner whose export it is, where the files do not tell it
--customer TENANT_ID  the tenant of the customer whose Message Center, subscriptions or tickets they are, where the files do not tell it
--map FILE            what the columns of tables and the words of a desk mean, as JSON; can be given several times`;

/** What a call of the command asks for. */
export interface Call {
  readonly folder: string;
  readonly partner: string | undefined;
  readonly customer: string | undefined;
  readonly mappings?: readonly Mapping[] | undefined;
}

/** What the arguments ask for, or what is wrong with them. */
export function callOf(args: string[]): Call | string {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { partner: { type: 'string' }, customer: { type: 'string' }, map: { type: 'string', multiple: true } },
      allowPositionals: true,
    });
    const [partner, customer] = [values.partner, values.customer].map((given) => (given === undefined ? undefined : guidOf(given.trim())));
    const [folder] = positionals;
    if (!folder || positionals.length > 1) return folder ? 'one folder at a time' : 'which folder?';
    if (partner === null) return `--partner is "${values.partner}": it must be the GUID of a tenant`;
    if (customer === null) return `--customer is "${values.customer}": it must be the GUID of a tenant`;
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return `${folder} is not a folder`;
    const read = values.map?.map(mappingIn);
    const wrong = read?.flatMap((each) => (Array.isArray(each) ? each : [])) ?? [];
    if (wrong.length > 0) return wrong.join('\n          ');
    return { folder, partner, customer, mappings: read as Mapping[] | undefined };
  } catch (error) {
    return (error as Error).message.split(/[.\n]/)[0]!;
  }
}

/** The mapping in a file, or everything that is wrong with it. */
function mappingIn(path: string): Mapping | string[] {
  const name = basename(path);
  try {
    const mapping = mappingOf(name, readFileSync(path, 'utf8'));
    return Array.isArray(mapping) ? mapping.map((problem) => `--map ${name}: ${problem}`) : mapping;
  } catch (error) {
    return [`--map ${name}: cannot be read: ${(error as Error).message}`];
  }
}

/** Runs the command: writes the report with `tell` and how it goes on with `say`, and answers the exit code. */
export async function importCommand(args: string[], tell: (text: string) => void, say: (line: string) => void): Promise<number> {
  const call = callOf(args);
  if (typeof call === 'string') {
    say(`Tierline: ${call}\n\n${USAGE}`);
    return 2;
  }
  const started = performance.now();
  try {
    const imported = await withOwner(config(undefined, []), (ownerUrl) => take(ownerUrl, call, say), say);
    tell(reportText(imported, (performance.now() - started) / 1000));
    return imported.report.refused.count > 0 ? 1 : 0;
  } catch (error) {
    const expected = [ConfigError, DataDirInUse, DatabaseUnusable].some((type) => error instanceof type);
    say(`Tierline: ${expected ? (error as Error).message : ((error as Error).stack ?? String(error))}`);
    return 1;
  }
}

async function take(ownerUrl: string, call: Call, say: (line: string) => void) {
  const orm = await connect({ url: ownerUrl });
  try {
    return await importFolder({ orm, ...call, progress: progressOn(say) });
  } finally {
    await orm.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [tell, say] = [process.stdout, process.stderr].map((stream) => (line: string) => void stream.write(`${line}\n`));
  process.exitCode = await importCommand(process.argv.slice(2), tell!, say!);
}
