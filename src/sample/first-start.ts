/** What the program does with the sample world: fills an empty database once, and hands out tokens for its personas. */
import { connect } from '../database/orm.ts';
import type { SampleIssuer } from '../auth/sample-issuer.ts';
import { LOCK } from '../kernel/write/advisory-locks.ts';
import type { PersonaTokens } from '../server/http-server.ts';
import { appendOnly } from '../ingest/append-only.ts';
import { createIngest } from '../ingest/ingest.ts';
import { personas } from './personas.ts';
import { writeWorld } from './world.ts';
import type { Log } from '../telemetry/log-events.ts';

/** Fills an empty database with the sample world, and completes one whose making was cut off. One process does it; others that start meanwhile wait. */
export async function ensureSampleWorld(ownerUrl: string, now: Date, log: Log<'info'>): Promise<void> {
  const orm = await connect({ url: ownerUrl });
  // A context of its own: inside a transaction, MikroORM takes every EntityManager of the same context for that transaction's.
  const lock = await connect({ url: ownerUrl }, { pool: { max: 1 }, contextName: 'sample lock' });
  try {
    await lock.em.transactional(async (em) => {
      await em.execute(`select pg_advisory_xact_lock(${LOCK.SAMPLE_WORLD})`);
      const own = orm.em.fork();
      const [{ wanted }] = (await own.execute(
        `select case when exists (select from sample_world) then (select made_at is null from sample_world)
           else not exists (select from service) and not exists (select from partner) and not exists (select from customer) end as wanted`,
      )) as [{ wanted: boolean }];
      if (!wanted) return;
      await own.execute('insert into sample_world default values on conflict do nothing');
      const counts = await writeWorld(appendOnly(createIngest(orm), orm), { now });
      await own.execute('update sample_world set made_at = now()');
      log.info({ event: 'sample.world_made', counts }, 'the program made the sample world');
    });
  } finally {
    await lock.close();
    await orm.close();
  }
}

/** The personas, as GraphiQL's chooser asks for them. */
export function samplePersonas(issuer: SampleIssuer): PersonaTokens {
  return {
    list: () => personas.map(({ name, description }) => ({ name, description })),
    async token(name) {
      const persona = personas.find((each) => each.name === name);
      return persona ? { ...(await issuer.sign(persona.subject, persona.claims)), description: persona.description } : null;
    },
  };
}
