import { expect, test } from '@jest/globals';
import { testPlatform } from '../kit/platform.ts';

const QUERY = '{ services(first: 1) { nodes { id } } }';
const CHANGE =
  'mutation { ticketResolve(input: { ticketId: "01990000-0000-7000-8000-00000000ffff", resolution: "x", outcome: SOLVED, scope: WITHIN }) { problems { code } } }';
/** More often than the program keeps connections. */
const ROUNDS = 25;

test('connections to the database that end, whatever they were used for just then, are replaced: the program never runs out of them', async () => {
  const platform = await testPlatform();
  const reseller = await platform.as('reseller');
  const ask = (operation: string) => reseller.ask<any, any>(operation);
  for (let round = 0; round < ROUNDS; round++) {
    const killed = platform.database.sql(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'tierline'`,
    );
    const answers = Array.from({ length: 10 }, async (_, index) => {
      for (let turn = 0; turn < index; turn++) await new Promise(setImmediate);
      return ask(index % 2 ? QUERY : CHANGE);
    });
    await Promise.all([killed, ...answers]);
  }

  expect((await ask(QUERY)).data.services.nodes).toHaveLength(1);
  expect((await ask(CHANGE)).data.ticketResolve.problems).toEqual([{ code: 'NOT_FOUND' }]);
  await platform.stop();
}, 30_000);
