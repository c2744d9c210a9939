/** `npm run import -- FOLDER [--partner TENANT_ID]`: takes Partner Center and Microsoft Graph exports into the database. */
import { statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { config, ConfigError } from '../config.ts';
import { DataDirInUse } from '../database/embedded.ts';
import { connect } from '../database/orm.ts';
import { DatabaseUnusable } from '../database/prepare.ts';
import { importFolder } from './import/folder.ts';
import { progressOn } from './import/progress.ts';
import { guidOf } from './import/reading.ts';
import { reportText } from './import/telling.ts';
import { withOwner } from './owner.ts';

const USAGE = `Usage: npm run import -- FOLDER [--partner TENANT_ID]

Reads every file in FOLDER and takes what it knows: Partner Center and Microsoft Graph JSON, as exported.
--partner TENANT_ID   the tenant of the partner whose export it is, where the files do not tell it`;

interface Call {
  readonly folder: string;
  readonly partner: string | undefined;
}

/** How the command was called, or what is wrong with the call. */
function asked(): Call | string {
  try {
    const { values, positionals } = parseArgs({ options: { partner: { type: 'string' } }, allowPositionals: true });
    const partner = values.partner === undefined ? undefined : guidOf(values.partner.trim());
    const [folder] = positionals;
    if (!folder || positionals.length > 1) return folder ? 'one folder at a time' : 'which folder?';
    if (partner === null) return `--partner is "${values.partner}": it must be the GUID of a tenant`;
    return statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? { folder, partner } : `${folder} is not a folder`;
  } catch (error) {
    return (error as Error).message;
  }
}

async function run({ folder, partner }: Call): Promise<number> {
  const say = (line: string) => process.stderr.write(`${line}\n`);
  const started = performance.now();
  const done = await withOwner(config(process.env, []), async (ownerUrl) => {
    const orm = await connect({ url: ownerUrl });
    try {
      return await importFolder({ orm, folder, partner, progress: progressOn(say) });
    } finally {
      await orm.close();
    }
  }, say);
  process.stdout.write(`${reportText(done, (performance.now() - started) / 1000)}\n`);
  return done.report.refused.count > 0 ? 1 : 0;
}

const call = asked();
if (typeof call === 'string') {
  process.stderr.write(`Tierline: ${call}\n\n${USAGE}\n`);
  process.exitCode = 2;
} else {
  process.exitCode = await run(call).catch((error: Error) => {
    const expected = [ConfigError, DataDirInUse, DatabaseUnusable].some((type) => error instanceof type);
    process.stderr.write(`Tierline: ${expected ? error.message : (error.stack ?? error.message)}\n`);
    return 1;
  });
}
