import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { pino } from 'pino';
import { config } from '../../src/config.ts';
import { start } from '../../src/app.ts';
import { testDatabase } from '../kit/database.ts';
import { testPlatform } from '../kit/platform.ts';
import { dial, post } from './wire.ts';

const BODY = JSON.stringify({ query: '{ viewer { name } }' });

test('stopping lets open requests end and waits for nobody who is idle', async () => {
  const platform = await testPlatform();
  const { token } = await platform.as('reseller');
  await post(platform.url, token, BODY); // leaves an idle connection
  const [silent, wrong, open] = [await dial(platform.url), await dial(platform.url), await dial(platform.url)];
  wrong.write('GET /elsewhere HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n');
  open.write(
    `POST /graphql HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\ncontent-length: ${BODY.length}\r\n\r\n${BODY.slice(0, 3)}`,
  );
  await once(wrong, 'data');
  const stopped = platform.stop();
  await once(silent.resume(), 'close');

  open.write(BODY.slice(3));
  const [reply] = (await once(open, 'data')) as [Buffer];
  await stopped;

  expect(String(reply)).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*Davide Ronchi/);
  await expect(dial(platform.url)).rejects.toThrow('ECONNREFUSED');
}, 9_000); // less than a connection is given that never ends

test('stopping twice is stopping once, and both wait for it', async () => {
  const database = await testDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'tierline-stopping-'));
  const { url, stop } = await start(
    { ...config({ DATABASE_URL: database.url, DATA_DIR: dataDir, SAMPLE: 'no' }, []), port: 0 },
    { log: pino({ level: 'silent' }) },
  );

  for (const _ of await Promise.all([stop(), stop()])) await expect(dial(url)).rejects.toThrow('ECONNREFUSED');

  await database.drop();
  await rm(dataDir, { recursive: true });
});
