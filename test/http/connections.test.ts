import { expect, test } from '@jest/globals';
import { testPlatform } from '../kit/platform.ts';

const QUERY = '{ services(first: 1) { nodes { id } } }';
/** More often than the program keeps connections. */
const ROUNDS = 25;

test('connections to the database that end, whatever they were used for just then, are replaced: the program never runs out of them', async () => {
  const platform = await testPlatform();
  const reseller = await platform.as('reseller');
  const ask = () => reseller.ask<any, any>(QUERY);
  for (let round = 0; round < ROUNDS; round++) {
    const killed = platform.database.sql(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'tierline'`,
    );
    const answers = Array.from({ length: 10 }, async (_, index) => {
      for (let turn = 0; turn < index; turn++) await new Promise(setImmediate);
      return ask();
    });
    await Promise.all([killed, ...answers]);
  }

  const { data } = await ask();
  expect(data.services.nodes).toHaveLength(1);
  await platform.stop();
}, 30_000);
