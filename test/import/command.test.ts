import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, watch, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { callOf, importCommand } from '../../src/import/cli.ts';
import { progressOn } from '../../src/import/report/progress.ts';
import { customer, EXPORTS, folderOf, guid } from './imported.ts';

const root = new URL('../..', import.meta.url).pathname;

/** Runs the command as a program of its own. */
function run(args: string[], env: NodeJS.ProcessEnv): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    const argv = ['--import', './src/run.mjs', 'src/import/cli.ts', ...args];
    const { DATABASE_URL: _url, ...inherited } = process.env;
    execFile(process.execPath, argv, { cwd: root, env: { ...inherited, ...env } }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    );
  });
}

/** Waits until a file is written in a folder. */
async function noted(folder: string, file: string): Promise<void> {
  for await (const { filename } of watch(folder)) if (filename === file) return;
}

describe('a call', () => {
  test('names a folder, and may name the partner whose export it is', () => {
    expect(callOf([EXPORTS])).toMatchObject({ folder: EXPORTS, partner: undefined, isDry: false, json: false });
    expect(callOf([EXPORTS, '--partner', '5F0C3C1E-41AA-4B53-9C0E-6D2F8A1B7E01'])).toMatchObject({
      folder: EXPORTS,
      partner: '5f0c3c1e-41aa-4b53-9c0e-6d2f8a1b7e01',
    });
    expect(callOf([EXPORTS, '--dry-run', '--json', '--report', 'r.json', '--by', ' Olga  M. ', '--new'])).toMatchObject({
      isDry: true,
      json: true,
      report: 'r.json',
      by: 'Olga M.',
      allowNew: true,
    });
    expect(callOf(['-h'])).toBe('help');
  });

  test('that cannot be understood says what is wrong with it', () => {
    expect(callOf([])).toBe('which folder?');
    expect(callOf(['a', 'b'])).toBe('one folder at a time');
    expect(callOf(['/nowhere'])).toBe('/nowhere is not a folder');
    expect(callOf([EXPORTS, '--partner', 'me'])).toBe('--partner is "me": it must be the GUID of a tenant');
    expect(callOf([EXPORTS, '--customer', ''])).toBe('--customer is "": it must be the GUID of a tenant');
    expect(callOf([EXPORTS, '--by', ' '])).toBe('--by must be a name of 1 to 200 characters');
    expect(callOf([EXPORTS, '--partners'])).toBe("Unknown option '--partners'");
  });
});

describe('the command', () => {
  let dataDir: string;
  beforeAll(async () => void (dataDir = await mkdtemp(join(tmpdir(), 'tierline-import-'))));
  afterAll(() => rm(dataDir, { recursive: true, force: true }));
  const env = () => ({ DATA_DIR: dataDir, SAMPLE: 'no', PORT: '0' });

  test('ends with 2 and its usage when it is not understood', async () => {
    const { code, out, err } = await run([], env());
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^Tierline: which folder\?\n\nUsage: npm run import -- FOLDER/);
  });

  test('works while no server runs, with a database of its own for as long as it takes', async () => {
    const { code, out, err } = await run([EXPORTS], env());
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^customers +3 /m);
  });

  test('works while the server runs, on its database', async () => {
    const taken = noted(dataDir, 'tierline.pid');
    const server = spawn(process.execPath, ['--import', './src/run.mjs', 'src/main.ts'], {
      cwd: root,
      env: { ...process.env, DATABASE_URL: '', ...env() },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      // The server has only just taken the folder: the command waits for its database.
      await taken;
      const [{ code, out }] = await Promise.all([run([EXPORTS], env()), once(server.stdout, 'data')]);
      expect(code).toBe(0);
      expect(out).toMatch(/^customers +0 +0 +4 +0$/m);
    } finally {
      server.kill('SIGTERM');
      await once(server, 'exit');
    }
  });

  test('takes the tables that --map explains, and only tells of a README', async () => {
    const mapping = join(dataDir, 'map.json');
    await writeFile(mapping, JSON.stringify({ kind: 'customers', columns: { tenantId: 'Tenant', name: 'Firma' } }));
    const table = await folderOf({ 'kunden.csv': `Tenant;Firma\n${guid(8)};Acht GmbH\n`, 'README.md': '# Notes\n' });
    try {
      expect(callOf([table, '--map', join(dataDir, 'none.json')])).toMatch(/^--map none\.json: cannot be read/);
      const { code, out } = await run([table, '--map', mapping, '--dry-run', '--json', '--partner', guid(900), '--new'], env());
      expect(code).toBe(0);
      expect(JSON.parse(out)).toMatchObject({ counts: { customer: { created: 1 } }, leftOut: [{ file: 'README.md' }] });
    } finally {
      await rm(table, { recursive: true });
    }
  });

  test('ends with 3 when something was refused, 4 when nothing was taken, 2 for a partner that does not fit, and 1 when there is no database', async () => {
    const folder = await folderOf({ 'customers.json': [customer(1), customer(2, { id: 'two' })] });
    const strange = await folderOf({ 'teams.json': [{ hello: 'you' }] });
    try {
      const report = join(dataDir, 'report.json');
      const { code, out } = await run([folder, '--report', report, '--by', 'Olga'], env());
      expect(code).toBe(3);
      expect(out).toMatch(
        /Refused, because something is wrong with it:\n {2}customers.json, record 2 \(two\), id: is "two", not a GUID\n$/,
      );
      expect(JSON.parse(await readFile(report, 'utf8'))).toMatchObject({
        exitCode: 3,
        importedBy: 'Olga',
        refused: [{ record: 2, id: 'two' }],
      });
      expect((await run([strange], env())).code).toBe(4);
      const wrong = await run([folder, '--partner', '5f0c3c1e-41aa-4b53-9c0e-6d2f8a1b7eff'], env());
      expect(wrong).toMatchObject({ code: 2, out: '' });
      expect(wrong.err).toMatch(/^Tierline: --partner is 5f0c.*Known are .*--new/);
      const dry = await run([folder, '--dry-run', '--json'], env());
      expect(JSON.parse(dry.out)).toMatchObject({ dryRun: true, import: null, counts: { customer: { unchanged: 1 } } });
      const without = await run([folder], { ...env(), DATABASE_URL: 'postgres://nobody:no@127.0.0.1:1/none' });
      expect(without.code).toBe(1);
      expect(without.err).toMatch(/^Tierline: the database cannot be used: .*\n$/);
    } finally {
      await rm(folder, { recursive: true });
      await rm(strange, { recursive: true });
    }
  });
});

test('progress is told of thousands of small files as well', () => {
  const lines: string[] = [];
  let now = 0;
  const progress = progressOn(
    (line) => lines.push(line),
    () => now,
  );
  for (let file = 0; file < 4_000; file++) {
    now += 10;
    progress.looked?.(file, 4_000);
  }
  expect(lines).toHaveLength(4);
  expect(lines[0]).toBe('999 of 4,000 files looked at');
  for (let file = 0; file < 1_500; file++) {
    now += 10;
    progress.start(`f${file}.json`, 10);
    progress.records(1);
  }
  expect(lines.slice(4)).toEqual([expect.stringMatching(/^f\d+\.json: file 1,000$/)]);
});

test('nothing that a folder or a file is called commands a terminal', async () => {
  const said: string[] = [];
  await importCommand(
    ['/nowhere/\u001b[2J'],
    () => {},
    (line) => said.push(line),
  );
  expect(said.join('')).toContain('/nowhere/\uFFFD[2J is not a folder');
  expect(said.join('')).not.toMatch(/[^\P{Cc}\n]/u);
});

test('progress is told of a file that takes longer than a second, and at most once a second', () => {
  const lines: string[] = [];
  let now = 0;
  const progress = progressOn(
    (line) => lines.push(line),
    () => now,
  );
  progress.start('quick.json', 100);
  progress.records(5);
  progress.start('long.json', 200_000_000);
  for (let step = 1; step <= 6; step++) {
    now += 400;
    progress.read(20_000_000);
    progress.records(10_000);
  }
  expect(lines).toEqual(['long.json: 30 % of 200 MB, 20,000 records', 'long.json: 60 % of 200 MB, 50,000 records']);
});
