import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { connect } from '@nats-io/transport-node';
import { cursorsOf, organizationOf } from '../kit/cursors.ts';
import { testDatabase } from '../kit/database.ts';
import { testPlatform, type Caller, type TestPlatform } from '../kit/platform.ts';
import { count, listen } from './ear.ts';
import { logOf, type Log } from './log.ts';
import { isThere, natsServer, type NatsServer } from './nats-server.ts';

(isThere ? describe : describe.skip)('with NATS JetStream between PostgreSQL and the processes', () => {
  let nats: NatsServer;
  let platforms: TestPlatform[];
  let log: Log;
  let callers: Caller[];

  beforeAll(async () => {
    nats = await natsServer();
    const env = { NATS_URL: nats.url };
    const first = await testPlatform({ env });
    platforms = [first, await testPlatform({ env, database: first.database })];
    log = await logOf(first.database);
    callers = await Promise.all(platforms.map((platform) => platform.as('customer')));
  });
  afterAll(async () => {
    await log.close();
    await platforms[1]!.stop();
    await platforms[0]!.stop();
    await nats.stop();
  });

  const moments = (most: number) => Array.from({ length: most }, () => log.moment());
  const write = async (all: Date[]) => {
    for (const at of all) await log.write(at);
  };
  /** Ends the relay as the end of its process would. */
  const endRelay = () =>
    platforms[0]!.database.sql(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'tierline relay'`,
    );

  test('what is committed once reaches the sockets of all processes, and only one relay is connected to PostgreSQL for it', async () => {
    const after = await log.end();
    const ears = callers.map((caller) => listen(caller, { after }));
    const written = moments(30);
    await write(written);
    await Promise.all(ears.map((ear) => ear.until(count(30))));

    for (const ear of ears) expect(ear.heard.map(({ at }) => at)).toEqual(written.map((at) => at.toISOString()));
    const following = await platforms[0]!.database.sql(
      `select application_name, count(*)::int from pg_stat_activity where datname = current_database() and application_name in ('tierline feed', 'tierline relay') group by 1`,
    );
    expect(following).toEqual([{ application_name: 'tierline relay', count: 2 }]);
    await Promise.all(ears.map((ear) => ear.close()));
  });

  test('who comes back with a cursor gets what it missed, from the stream', async () => {
    const after = await log.end();
    const first = moments(5);
    const live = listen(callers[0]!, { after });
    await write(first);
    await live.until(count(5));
    const again = listen(callers[1]!, { after: live.heard[1]!.cursor });
    await again.until(count(3));
    expect(again.heard.map(({ at }) => at)).toEqual(first.slice(2).map((at) => at.toISOString()));
    await Promise.all([live.close(), again.close()]);
  });

  test('nothing is lost and nothing comes twice when NATS is killed and comes back', async () => {
    const after = await log.end();
    const ears = callers.map((caller) => listen(caller, { after }));
    const written = moments(20);
    await write(written.slice(0, 5));
    await nats.kill();
    await write(written.slice(5, 12));
    await nats.start();
    await write(written.slice(12));
    await Promise.all(ears.map((ear) => ear.until(count(20))));
    for (const ear of ears) expect(ear.heard.map(({ at }) => at)).toEqual(written.map((at) => at.toISOString()));
    await Promise.all(ears.map((ear) => ear.close()));
  });

  test('a session that is revoked while NATS is away ends all the same, on every process', async () => {
    const claims = { name: 'x', kind: 'CUSTOMER', role: 'MEMBER', organization: organizationOf('customer')! } as const;
    const people = await Promise.all(platforms.map(async (each) => each.with((await each.issuer.sign('leaver', claims)).token)));
    const keeper = await platforms[0]!.issuer.sign('keeper', { ...claims, role: 'ADMINISTRATOR' });
    await nats.kill();
    const revoke = 'mutation { sessionRevocationCreate(input: { subject: "leaver" }) { problems { code } } }';
    expect(await platforms[0]!.with(keeper.token).get<any, any>(revoke)).toEqual({ sessionRevocationCreate: { problems: [] } });
    for (const person of people) while (!(await person.ask('{ viewer { name } }')).errors) await new Promise(setImmediate);
    await nats.start();
  });

  test('another process takes over when the relay is gone, and goes on where it stopped', async () => {
    const after = await log.end();
    const ear = listen(callers[1]!, { after });
    const written = moments(10);
    await write(written.slice(0, 4));
    await ear.until(count(4));
    await endRelay();
    await write(written.slice(4));
    await ear.until(count(10));
    expect(ear.heard.map(({ at }) => at)).toEqual(written.map((at) => at.toISOString()));
    await ear.close();
  });

  test('a stream that has let go of all it held is filled again by the next relay, and nobody misses anything', async () => {
    const after = await log.end();
    const ears = callers.map((caller) => listen(caller, { after }));
    const written = moments(8);
    await write(written.slice(0, 4));
    await Promise.all(ears.map((ear) => ear.until(count(4))));
    await nats.purge();
    await endRelay();
    await write(written.slice(4));
    await Promise.all(ears.map((ear) => ear.until(count(8))));
    for (const ear of ears) expect(ear.heard.map(({ at }) => at)).toEqual(written.map((at) => at.toISOString()));
    await Promise.all(ears.map((ear) => ear.close()));
  });

  test('when the log goes back under it, the stream begins anew: whoever is there starts over, and hears all that is new', async () => {
    const { sql } = platforms[0]!.database;
    const common = await log.end();
    const ears = callers.map((caller) => listen(caller, { after: common }));
    await write(moments(4));
    await Promise.all(ears.map((ear) => ear.until(count(4))));
    const { position, stamp } = (await cursorsOf(platforms[0]!.database)).decode(common, organizationOf('customer'));
    await sql(
      `with gone as (delete from event_log where position > ${position}) update event_head set position = ${position}, stamp = ${stamp}`,
    );
    const written = moments(7);
    await write(written);

    await Promise.all(ears.map((ear) => ear.ended));
    for (const ear of ears)
      expect(ear.marks.at(-1)).toMatchObject({ __typename: 'ResyncRequired', reason: expect.stringMatching(/^NOT_REACHED|LOG_DIVERGED$/) });
    const again = callers.map((caller) => listen(caller, { after: common }));
    await Promise.all(again.map((ear) => ear.until(count(7))));
    for (const ear of again) expect(ear.heard.map(({ at }) => at)).toEqual(written.map((at) => at.toISOString()));
    await Promise.all(again.map((ear) => ear.close()));
  });

  test('a process that starts while the stream holds less than the log begins at the present', async () => {
    const { database } = platforms[0]!;
    await write(moments(20));
    const end = await log.end();
    await nats.purge();
    const late = await testPlatform({ database, env: { NATS_URL: nats.url } });
    const ear = listen(await late.as('customer'));
    await ear.begun;
    expect([ear.heard, ear.marks]).toEqual([[], [{ __typename: 'LiveFromHere', cursor: end }]]);
    const at = log.moment();
    await endRelay();
    await log.write(at);
    expect((await ear.until(count(1))).map((each) => each.at)).toEqual([at.toISOString()]);
    await ear.close();
    await late.stop();
  });

  test('a process on a copy of the server’s files, whose log has the same name, refuses to start where the other’s relay answers', async () => {
    const database = await testDatabase();
    const [{ id }] = (await database.sql<{ id: string }>('select id from event_identity()')) as [{ id: string }];
    const other = await connect({ servers: nats.url });
    const answering = other.subscribe(`tierline.relay.${id.replaceAll('-', '').slice(0, 16)}`, {
      callback: (_error, asked) => void asked.respond('1700000000.5'),
    });
    await other.flush();
    try {
      await expect(testPlatform({ database, env: { NATS_URL: nats.url } })).rejects.toThrow(
        'at NATS_URL another PostgreSQL server relays this event log: one of the two databases is a copy of the other',
      );
      answering.unsubscribe();
    } finally {
      await other.close();
      await database.drop();
    }
  });

  test('who missed what is no longer kept, because NATS was away for too long, is told to start over; and the stream goes on', async () => {
    const { sql } = platforms[0]!.database;
    const ears = callers.map((caller) => listen(caller));
    await Promise.all(ears.map((ear) => ear.begun));
    await nats.kill();
    await write(moments(4));
    await sql('select event_sequence()');
    // As long as the head: everything up to here is dropped with its partitions.
    await sql(`do $$ declare part regclass; begin
      for part in select inhrelid::regclass from pg_inherits where inhparent = 'event_log'::regclass loop execute format('drop table %s', part); end loop;
      update event_head set floor = position, floor_stamp = stamp, ceiling = position; end $$`);
    await nats.start();
    await write(moments(1));
    await Promise.all(ears.map((ear) => ear.ended));
    for (const ear of ears) expect(ear.marks.at(-1)).toMatchObject({ __typename: 'ResyncRequired', reason: 'NO_LONGER_KEPT' });

    const after = await log.end();
    const again = callers.map((caller) => listen(caller, { after }));
    const written = moments(3);
    await write(written);
    await Promise.all(again.map((ear) => ear.until(count(3))));
    for (const ear of again) expect(ear.heard.map(({ at }) => at)).toEqual(written.map((at) => at.toISOString()));
  });
});
