/** The command `npm run import -- FOLDER …`: takes exports of Partner Center, Microsoft Graph and others into the database. */
import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { storeConfig } from '../config.ts';
import { lineOf } from '../config/error.ts';
import { connect } from '../database/orm.ts';
import { importFolder, type Imported } from './folder.ts';
import { progressOn } from './report/progress.ts';
import { guidOf } from './values/guid.ts';
import { harmless } from './report/remarks.ts';
import { mappingOf, type Mapping } from './tables/mapping.ts';
import { writeReport, writeReportFile } from './report/json.ts';
import { reportText } from './report/text.ts';
import { WrongOwner } from './detect/declared-owner.ts';
import { withOwner } from '../ingest/owner-connection.ts';

const USAGE = `Usage: npm run import -- FOLDER [options]

Reads every file in FOLDER, recognises by its content what it is, and takes what it knows. docs/importing.md says which exports that are.

  --partner TENANT_ID    the partner whose export it is, where the files do not tell it
  --customer TENANT_ID   the customer out of whose tenant it was exported: a Message Center, service requests, subscriptions or tickets
  --new                  --partner or --customer is new: neither the files nor the database name it
  --map FILE             what the columns of tables and the words of a desk mean, as JSON; can be given several times
  --dry-run              do everything, report it, and write nothing
  --report FILE          write the whole report to FILE as JSON, with every record that was not taken
  --json                 write that JSON to the standard output instead of the text
  --by NAME              who imports, for the record; your login name if left out
  -h, --help             show this

Exit codes:
  0  everything was taken, or left out because it has no place in Tierline
  1  the import failed; what was written until then stays, and importing again goes on
  2  the command was not understood, or --partner or --customer does not fit
  3  some records or files were refused; the others were taken
  4  nothing was taken: nothing in FOLDER was recognised, or nothing of it has a place
  130  stopped with Ctrl-C`;

/** How the command ends. */
export const EXIT = { done: 0, failed: 1, usage: 2, refused: 3, nothing: 4, stopped: 130 } as const;

/** What a call of the command asks for. */
export interface Call {
  readonly folder: string;
  readonly partner: string | undefined;
  readonly customer: string | undefined;
  readonly allowNew: boolean;
  readonly isDry: boolean;
  readonly report: string | undefined;
  readonly json: boolean;
  readonly by: string | undefined;
  readonly mappings?: readonly Mapping[] | undefined;
}

/** What the arguments ask for, what is wrong with them, or `help`. */
export function callOf(args: string[]): Call | string {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: {
        partner: { type: 'string' },
        customer: { type: 'string' },
        new: { type: 'boolean', default: false },
        'dry-run': { type: 'boolean', default: false },
        report: { type: 'string' },
        json: { type: 'boolean', default: false },
        by: { type: 'string' },
        map: { type: 'string', multiple: true },
        help: { type: 'boolean', short: 'h' },
      },
      allowPositionals: true,
    });
    if (values.help) return 'help';
    const [partner, customer] = [values.partner, values.customer].map((given) => (given === undefined ? undefined : guidOf(given.trim())));
    const [folder] = positionals;
    if (!folder || positionals.length > 1) return folder ? 'one folder at a time' : 'which folder?';
    if (partner === null) return `--partner is "${values.partner}": it must be the GUID of a tenant`;
    if (customer === null) return `--customer is "${values.customer}": it must be the GUID of a tenant`;
    const by = values.by?.replaceAll(/\s+/g, ' ').trim();
    if (by !== undefined && (by === '' || by.length > 200 || /\p{Cc}/u.test(by))) return '--by must be a name of 1 to 200 characters';
    if (values.report === '') return '--report must be the name of a file';
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return `${folder} is not a folder`;
    const { new: allowNew, 'dry-run': isDry, report, json } = values;
    const mappings = values.map?.map(mappingIn);
    const wrong = mappings?.flatMap((each) => (Array.isArray(each) ? each : [])) ?? [];
    if (wrong.length > 0) return wrong.join('\n          ');
    return { folder, partner, customer, allowNew, isDry, report, json, by, mappings: mappings as Mapping[] | undefined };
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

/** Runs the command: writes the report with `tell` and how it goes on with `write`, and answers the exit code. */
export async function importCommand(args: string[], tell: (text: string) => void, write: (line: string) => void): Promise<number> {
  const say = (line: string) => write(harmless(line));
  const call = callOf(args);
  if (call === 'help') {
    tell(USAGE);
    return EXIT.done;
  }
  if (typeof call === 'string') {
    say(`Tierline: ${call}\n\n${USAGE}`);
    return EXIT.usage;
  }
  const started = performance.now();
  try {
    const imported = await withOwner(storeConfig(), (ownerUrl) => take(ownerUrl, call, say), say);
    const ran = { seconds: (performance.now() - started) / 1000, exitCode: exitCodeOf(imported) };
    if (call.report !== undefined) writeReportFile(call.report, imported, ran);
    if (call.json) {
      let text = '';
      writeReport(imported, ran, (piece) => (text += piece));
      tell(text.trimEnd());
    } else tell(reportText(imported, ran.seconds));
    imported.report.close();
    return ran.exitCode;
  } catch (error) {
    say(`Tierline: ${lineOf(error)}`);
    return error instanceof WrongOwner ? EXIT.usage : EXIT.failed;
  }
}

/** The exit code of an import that came to its end. */
export function exitCodeOf({ report, recognised }: Imported): number {
  if (report.refused.count > 0 && recognised > 0) return EXIT.refused;
  const isTaken = [...report.counts.values()].some(({ created, changed, unchanged }) => created + changed + unchanged > 0);
  return isTaken ? EXIT.done : EXIT.nothing;
}

async function take(ownerUrl: string, { json: _json, report: _report, ...call }: Call, say: (line: string) => void) {
  const orm = await connect({ url: ownerUrl });
  try {
    return await importFolder({ orm, ...call, progress: progressOn(say) });
  } finally {
    await orm.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [tell, say] = [process.stdout, process.stderr].map((stream) => (line: string) => void stream.write(`${line}\n`));
  process.once('SIGINT', () => {
    say!('Tierline: stopped. What was written until now stays; importing the same folder again goes on from there.');
    process.exit(EXIT.stopped);
  });
  process.exitCode = await importCommand(process.argv.slice(2), tell!, say!);
}
