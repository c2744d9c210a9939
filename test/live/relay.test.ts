/** The relay is a process like any other: it can be killed. */
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testDatabase, type TestDatabase } from '../kit/database.ts';
import { testPlatform, type TestPlatform } from '../kit/platform.ts';
import { programs } from '../program/program.ts';
import { count, listen } from './ear.ts';
import { logOf, type Log } from './log.ts';
import { isThere, natsServer, type NatsServer } from './nats-server.ts';

const EVENTS = 400;
const WRITERS = 4;

const { serve, folder } = await programs();

(isThere ? describe : describe.skip)('a process that is the relay to NATS and is killed', () => {
  let nats: NatsServer;
  let database: TestDatabase;
  let log: Log;
  let other: TestPlatform;

  beforeAll(async () => {
    [nats, database] = await Promise.all([natsServer(), testDatabase()]);
    log = await logOf(database);
  });
  afterAll(async () => {
    await other?.stop();
    await log.close();
    await database.drop();
    await nats.stop();
  });

  /** The connections of whoever is the relay, as the operating system knows their other ends. */
  const relays = async () =>
    (
      await database.sql<{ port: number }>(
        `select client_port as port from pg_stat_activity where application_name = 'tierline relay' and datname = current_database()`,
      )
    ).map(({ port }) => port);

  test('has another take its place, and nothing is lost and nothing comes twice', async () => {
    const env = { NATS_URL: nats.url };
    const first = await serve({ DATABASE_URL: database.url, DATA_DIR: folder('first'), SAMPLE: 'no', ...env });
    const after = await log.end();
    await log.write(log.moment());
    let leading = await relays();
    while (leading.length < 2) leading = await relays();
    other = await testPlatform({ database, env });
    const ear = listen(await other.as('customer'), { after });
    await ear.until(count(1));

    const writing = Array.from({ length: WRITERS }, async () => {
      for (let n = 0; n < EVENTS / WRITERS; n++) await log.write(log.moment());
    });
    await ear.until(count(EVENTS / 4));
    expect(await relays()).toEqual(leading); // it is still the first
    first.process.kill('SIGKILL');
    await once(first.process, 'exit');
    await Promise.all(writing);
    await ear.until(count(EVENTS + 1));
    expect(ear.heard.map(({ at }) => at)).toEqual(await log.behind(after));

    expect((await relays()).some((port) => leading.includes(port))).toBe(false);
    await ear.close();
  });
});
