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

/** How the command was called, or null for a call that it does not understand. */
function asked(): { folder: string; partner: string | undefined } | null {
  try {
    const { values, positionals } = parseArgs({ options: { partner: { type: 'string' } }, allowPositionals: true });
    const partner = values.partner === undefined ? undefined : guidOf(values.partner.trim());
    const [folder] = positionals;
    if (positionals.length !== 1 || !folder || partner === null) return null;
    return statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? { folder, partner } : null;
  } catch {
    return null;
  }
}

async function run({ folder, partner }: { folder: string; partner: string | undefined }): Promise<number> {
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
if (!call) {
  process.stderr.write(`${USAGE}\n`);
  process.exitCode = 2;
} else {
  process.exitCode = await run(call).catch((error: Error) => {
    const expected = [ConfigError, DataDirInUse, DatabaseUnusable].some((type) => error instanceof type);
    process.stderr.write(`Tierline: ${expected ? error.message : (error.stack ?? error.message)}\n`);
    return 1;
  });
}
