import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterEach, expect, test } from '@jest/globals';
import { testDatabase } from '../kit/database.ts';
import { programs } from './program.ts';

const { folder, serve } = await programs();
const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

/** Starts the program by the README's own command, on a database that is there. */
async function npmStart(env: Record<string, string>): Promise<{ process: ChildProcess; url: string; ended: Promise<unknown[]> }> {
  const root = new URL('../../', import.meta.url).pathname;
  const clean = { PATH: process.env.PATH, HOME: process.env.HOME, PORT: '0', LOG_LEVEL: 'warn', SAMPLE: 'no', ...env };
  const child = spawn('npm', ['start'], { cwd: root, env: clean, stdio: ['ignore', 'pipe', 'inherit'] });
  started.push(child);
  const ended = once(child, 'close');
  for await (const line of createInterface(child.stdout!)) {
    const url = /^Tierline is at (http:\/\/\S+)$/.exec(line)?.[1];
    if (url) return { process: child, url, ended };
  }
  throw new Error('it did not start');
}

const ready = async (url: string): Promise<number | null> =>
  fetch(new URL('/readyz', url)).then(
    async (response) => {
      await response.text();
      return response.status;
    },
    () => null,
  );

/** Waits until nobody listens any more, and answers what `/readyz` said on the way. */
async function statesUntilGone(url: string): Promise<(number | null)[]> {
  const states = new Set<number | null>();
  while (!states.has(null)) states.add(await ready(url));
  return [...states];
}

test('on SIGTERM `/readyz` says 503 first while requests are still answered, then the program ends', async () => {
  const database = await testDatabase();
  const program = await serve({ DATABASE_URL: database.url, DATA_DIR: folder('drain'), SAMPLE: 'no', SHUTDOWN_DELAY_SECONDS: '2' });
  expect(await ready(program.url)).toBe(200);

  program.process.kill('SIGTERM');

  expect(await statesUntilGone(program.url)).toEqual(expect.arrayContaining([503, null]));
  expect(await program.ended).toMatchObject({ code: 0, stderr: '' });
  await database.drop();
});

test.each(['SIGINT', 'SIGHUP'] as const)(
  'on %s, and on its echo from npm, it ends in order without waiting for load balancers',
  async (signal) => {
    const database = await testDatabase();
    const program = await serve({ DATABASE_URL: database.url, DATA_DIR: folder('interrupt'), SAMPLE: 'no', SHUTDOWN_DELAY_SECONDS: '300' });

    program.process.kill(signal);
    program.process.kill(signal);

    expect(await program.ended).toMatchObject({ code: 0, signal: null, stderr: '' });
    await database.drop();
  },
);

test('a second SIGTERM ends the delay at once', async () => {
  const database = await testDatabase();
  const program = await serve({ DATABASE_URL: database.url, DATA_DIR: folder('twice'), SAMPLE: 'no', SHUTDOWN_DELAY_SECONDS: '300' });

  program.process.kill('SIGTERM');
  while ((await ready(program.url)) !== 503);
  const again = setInterval(() => program.process.kill('SIGTERM'), 500);

  expect(await program.ended).toMatchObject({ code: 1 });
  clearInterval(again);
  await database.drop();
});

test('a signal to `npm start` reaches the program: `/readyz` says 503, then both end, and nothing is left behind', async () => {
  const database = await testDatabase();
  const { process: npm, url, ended } = await npmStart({ DATABASE_URL: database.url, DATA_DIR: folder('npm'), SHUTDOWN_DELAY_SECONDS: '1' });

  npm.kill('SIGTERM');

  expect(await statesUntilGone(url)).toEqual(expect.arrayContaining([503, null]));
  await ended;
  expect(
    await database.sql(
      "select count(*)::int as left from pg_stat_activity where application_name like 'tierline%' and datname = current_database()",
    ),
  ).toEqual([{ left: 0 }]);
  await database.drop();
});
