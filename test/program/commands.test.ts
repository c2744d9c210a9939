/** What the commands beside the program say when they cannot do their work. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

const ROOT = new URL('../../', import.meta.url).pathname;
let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'tierline-commands-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

test.each([
  ['import/cli.ts', '.'],
  ['sample/sample.ts'],
  ['import/organizations-cli.ts'],
  ['sample/token.ts', 'vendor'],
  ['database/migrate.ts'],
])('%s says in one line that the data folder cannot be one', async (command, ...args) => {
  const file = join(folder, 'file');
  await writeFile(file, '');
  const argv = ['--import', './src/run.mjs', `src/${command}`, ...args];
  const env = { PATH: process.env.PATH, DATA_DIR: join(file, 'below') };
  const { code, err } = await new Promise<{ code: unknown; err: string }>((resolve) => {
    execFile(process.execPath, argv, { cwd: ROOT, env }, (error, _out, err) => resolve({ code: error?.code, err }));
  });
  expect({ code, lines: err.match(/\n/g)?.length }).toEqual({ code: 1, lines: 1 });
  expect(err).toMatch(/data folder|ENOTDIR/);
});
