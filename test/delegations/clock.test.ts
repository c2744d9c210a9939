/** The clocks of delegations, driven by the time that the program is given. */
import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { connect } from '../../src/database/orm.ts';
import { createIngest } from '../../src/ingest/ingest.ts';
import { takeAway } from '../http/outage.ts';
import { recorder } from '../http/records.ts';
import { testDatabase } from '../kit/database.ts';
import { testPlatform } from '../kit/platform.ts';
import { ORGANIZATION, stage } from '../mutations/stage.ts';
import { deskOn, ROLE } from './desk.ts';

const set = stage();
const { act, setClock, platform } = set;
const { pending, active, group, seen } = deskOn(set);
const DAY = 86_400_000;
const sql = <T extends object>(text: string, values?: unknown[]) => platform().database.sql<T>(text, values);

const START = new Date('2035-03-01T08:00:00Z');
const at = (days: number, more = 0) => new Date(START.getTime() + days * DAY + more);
/** The time is so many days after the start, and the clocks have struck. */
const later = async (days: number, more = 0) => {
  setClock(at(days, more));
  await platform().runDueJobs();
};
const notices = async (persona: string, id: string) =>
  (
    await seen(persona, id, 'notices(orderBy: { field: GIVEN_AT, direction: ASC }) { nodes { daysLeft extends givenAt endsAt } }')
  ).notices.nodes.map(({ daysLeft }: { daysLeft: number }) => daysLeft);

beforeAll(async () => {
  // A world far from its own time has nothing else to do.
  await sql(`update delegation set status = 'EXPIRED' where status in ('ACTIVE', 'APPROVAL_PENDING')`);
});
afterEach(() => setClock());

describe('a request', () => {
  test('lapses 90 days after it was made, and not a moment before', async () => {
    setClock(START);
    const id = await pending();
    await later(90, -1);
    expect((await seen('customer', id)).status).toBe('APPROVAL_PENDING');
    await later(90);
    expect(await seen('customer', id)).toMatchObject({ status: 'EXPIRED', startedAt: null, endsAt: at(90).toISOString() });
    expect((await act('customer', 'delegationApprove', { delegationId: id })).problems).toMatchObject([{ code: 'STATE' }]);
    const { timeline } = await seen('reseller', id, 'timeline { nodes { kind actor } }');
    expect(timeline.nodes.at(-1)).toEqual({ kind: 'delegation.lapsed', actor: 'Tierline' });
  });

  test('is over when its 90 days are, although its clock has not struck yet', async () => {
    setClock(START);
    const id = await pending();
    setClock(at(90));
    for (const deed of ['delegationApprove', 'delegationReject', 'delegationTerminate'])
      expect((await act('customer', deed, { delegationId: id })).problems).toMatchObject([
        { code: 'STATE', field: 'delegationId', message: expect.stringMatching(/^A delegation that has expired cannot be /) },
      ]);
  });
});

describe('a delegation', () => {
  test('that is at its end is neither extended nor handed on, although its clock has not struck yet', async () => {
    setClock(START);
    const id = await active({ duration: 'P1D' });
    const groupId = await group();
    setClock(at(1));
    for (const [deed, input] of [
      ['delegationAutoExtendSet', { delegationId: id, autoExtend: true }],
      ['delegationAssignmentCreate', { delegationId: id, groupId, roleIds: [ROLE.serviceSupport] }],
    ] as const)
      expect((await act('reseller', deed, input)).problems).toMatchObject([
        { code: 'STATE', message: expect.stringMatching(/^A delegation that has expired cannot be /) },
      ]);
    await later(1);
    expect((await seen('customer', id)).status).toBe('EXPIRED');
  });

  test('gives notice 30, 7 and 1 days before its end and on the day, to partner and customer and to nobody else, and ends', async () => {
    setClock(START);
    const id = await active({ duration: 'P60D' });
    await later(30, -1);
    expect(await notices('reseller', id)).toEqual([]);
    for (const [days, given] of [
      [30, [30]],
      [53, [30, 7]],
      [59, [30, 7, 1]],
      [60, [30, 7, 1, 0]],
    ] as const) {
      await later(days);
      expect(await notices('reseller', id)).toEqual(given);
      expect(await notices('customer', id)).toEqual(given);
      expect(await notices('provider', id)).toEqual([]);
    }
    expect((await seen('customer', id)).status).toBe('EXPIRED');
    const { timeline } = await seen('customer', id, 'timeline { nodes { kind } }');
    expect(timeline.nodes.slice(3).map(({ kind }: any) => kind)).toEqual([
      ...Array(4).fill('delegation.notice_given'),
      'delegation.expired',
    ]);
    const behind = await seen('provider', id, 'timeline { nodes { kind } }');
    expect(behind.timeline.nodes.slice(3)).toEqual([{ kind: 'delegation.expired' }]);
    const { customer } = await (
      await platform().as('customer')
    ).get<any, any>('query ($id: ID!) { customer(id: $id) { delegationNotices(first: 4) { nodes { daysLeft delegation { id } } } } }', {
      id: ORGANIZATION.customer,
    });
    expect(customer.delegationNotices.nodes.filter((notice: any) => notice.delegation.id === id)).toHaveLength(4);
  });

  test('of a day gives no notice of days before it began', async () => {
    setClock(START);
    const id = await active({ duration: 'P1D' });
    await later(1);
    expect(await notices('customer', id)).toEqual([0]);
  });

  test('whose program was off gives the last notice that is due, and not those it has missed', async () => {
    setClock(START);
    const id = await active({ duration: 'P60D' });
    await later(57);
    expect(await notices('customer', id)).toEqual([7]);
    await later(200);
    expect(await notices('customer', id)).toEqual([7, 0]);
    expect(await seen('customer', id)).toMatchObject({ status: 'EXPIRED', endsAt: at(60).toISOString() });
  });

  test('that extends itself goes on for 180 days, announces each end, and says that it is none', async () => {
    setClock(START);
    const id = await active({ duration: 'P60D', autoExtend: true });
    await later(60);
    expect(await seen('customer', id)).toMatchObject({ status: 'ACTIVE', startedAt: START.toISOString(), endsAt: at(240).toISOString() });
    expect(await notices('customer', id)).toEqual([0]);
    await later(211);
    expect(await notices('customer', id)).toEqual([0, 30]);
    const { notices: list } = await seen('customer', id, 'notices { nodes { daysLeft extends endsAt } }');
    expect(list.nodes[0]).toEqual({ daysLeft: 30, extends: true, endsAt: at(240).toISOString() });
    await act('reseller', 'delegationAutoExtendSet', { delegationId: id, autoExtend: false });
    await later(240);
    expect((await seen('customer', id)).status).toBe('EXPIRED');
  });

  test('that extends itself and was passed over for years stands at the next end ahead', async () => {
    setClock(START);
    const id = await active({ duration: 'P1D', autoExtend: true });
    await later(1000);
    expect((await seen('customer', id)).endsAt).toBe(at(1 + 6 * 180).toISOString());
  });

  test('with Global Administrator ends, whatever an account of the vendor’s says', async () => {
    setClock(START);
    const id = await active({ duration: 'P1D', roleIds: [ROLE.globalAdministrator] });
    await sql('update delegation set auto_extend = true where id = $1', [id]);
    await later(1);
    expect((await seen('customer', id)).status).toBe('EXPIRED');
    expect((await seen('customer', id, 'notices { nodes { extends } }')).notices.nodes).toEqual([{ extends: false }]);
  });

  test('that was terminated gives no notice any more', async () => {
    setClock(START);
    const id = await active({ duration: 'P60D' });
    await act('customer', 'delegationTerminate', { delegationId: id });
    await later(100);
    expect(await notices('customer', id)).toEqual([]);
  });

  test.each([
    ['into summer time', '2035-03-24T00:30:00Z'],
    ['out of summer time', '2035-10-27T00:30:00Z'],
  ])('ends at the same moment of its day when clocks are put %s, in a database of Rome', async (_, start) => {
    const begun = new Date(start);
    const after = (days: number, more = 0) => new Date(begun.getTime() + days * DAY + more);
    setClock(begun);
    const id = await active({ duration: 'P2D' });
    await withClient({ options: '-c timezone=Europe/Rome' }, async (client) => {
      const { rows } = await client.query(
        `update delegation set auto_extend = false where id = $1 returning clock_at, current_setting('timezone') as zone`,
        [id],
      );
      expect(rows).toEqual([{ clock_at: after(1), zone: 'Europe/Rome' }]);
    });
    for (const [now, status] of [
      [after(2, -1), 'ACTIVE'],
      [after(2), 'EXPIRED'],
    ] as const) {
      setClock(now);
      await platform().runDueJobs();
      expect((await seen('customer', id)).status).toBe(status);
    }
  });
});

describe('the clocks', () => {
  test('strike the same thing once, however many programs there are and however often they look', async () => {
    const other = await testPlatform({ database: platform().database, now: () => at(70) });
    try {
      setClock(START);
      const ids = await Promise.all(Array.from({ length: 12 }, () => active({ duration: 'P60D' })));
      setClock(at(70));
      await Promise.all([platform().runDueJobs(), other.runDueJobs(), platform().runDueJobs(), other.runDueJobs()]);
      await Promise.all([platform().runDueJobs(), other.runDueJobs()]);
      const counts = await sql<any>(
        `select d.status, count(e)::int as events from delegation d left join event e on e.stream_id = d.id and e.kind in ('delegation.expired', 'delegation.notice_given')
         where d.id = any($1) group by d.id`,
        [ids],
      );
      expect(counts).toEqual(ids.map(() => ({ status: 'EXPIRED', events: 2 })));
    } finally {
      await other.stop();
    }
  });

  test('pass by what somebody holds, do the rest, and come back to it', async () => {
    setClock(START);
    const [held, free] = [await active({ duration: 'P1D' }), await active({ duration: 'P1D' })];
    await withClient({}, async (client) => {
      await client.query('begin');
      await client.query('select from delegation where id = $1 for update', [held]);
      await later(1);
      expect([(await seen('customer', held)).status, (await seen('customer', free)).status]).toEqual(['ACTIVE', 'EXPIRED']);
      await client.query('rollback');
    });
    await platform().runDueJobs();
    expect((await seen('customer', held)).status).toBe('EXPIRED');
  });

  test('need nobody to wind them: an end that an import has told comes when it is time', async () => {
    const id = await active({ displayName: 'Told', duration: 'P1D' });
    const [{ tenant }] = (await sql<any>('select tenant_id as tenant from partner where id = $1', [ORGANIZATION.reseller])) as any;
    await withClient({}, async (client) => {
      const ended = new Promise<void>((resolve) => {
        client.on('notification', () => {
          void seen('customer', id).then(({ status }) => {
            if (status === 'EXPIRED') resolve();
          });
        });
      });
      await client.query('listen tierline_event');
      const orm = await connect({ url: platform().database.url });
      const told = {
        externalId: 'told',
        displayName: 'Told',
        status: 'ACTIVE',
        roleIds: [ROLE.directory],
        duration: 'P1D',
        autoExtend: false,
      } as const;
      const [createdAt, toldAt, endsAt] = [new Date(Date.now() - 2 * DAY), new Date(), new Date(Date.now() + 1_000)];
      await createIngest(orm).write('delegation', [
        { ...told, roleIds: [...told.roleIds], partnerTenantId: tenant, createdAt, startedAt: createdAt, endsAt, toldAt },
      ]);
      await orm.close();
      await ended;
    });
    expect(await seen('customer', id, 'externalId status timeline { nodes { kind } }')).toMatchObject({
      externalId: 'told',
      status: 'EXPIRED',
      timeline: { nodes: expect.arrayContaining([{ kind: 'delegation.changed' }, { kind: 'delegation.expired' }]) },
    });
  });

  test('say nothing as long as nothing is wrong, and go on when the database was away', async () => {
    const { log, records } = recorder();
    const database = await testDatabase();
    const other = await testPlatform({ database, log });
    try {
      await other.runDueJobs();
      expect(records).toEqual([]);
      const giveBack = await takeAway(database);
      await other.runDueJobs();
      expect(records.map(({ event }) => event)).toContain('scheduler.lookup_failed');
      await giveBack();
      await database.sql(`update delegation set ends_at = now() where id = (select id from delegation where status = 'ACTIVE' limit 1)`);
      const before = await database.sql(`select id from delegation where status = 'EXPIRED'`);
      // Connections that were lost are found out one by one.
      while ((await database.sql(`select id from delegation where status = 'EXPIRED'`)).length === before.length) await other.runDueJobs();
    } finally {
      await other.stop();
      await database.drop();
    }
  });

  test('do nothing more once the program is stopped', async () => {
    let time = at(0);
    const other = await testPlatform({ database: platform().database, now: () => time });
    setClock(START);
    const id = await active({ duration: 'P1D' });
    await other.stop();
    time = at(2);
    await other.runDueJobs();
    expect((await seen('customer', id)).status).toBe('ACTIVE');
  });
});

/** Works on a connection of its own, as the owner. */
async function withClient(options: pg.ClientConfig, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: platform().database.url, ...options });
  await client.connect();
  await work(client).finally(() => client.end());
}
