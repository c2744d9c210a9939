/** The link between two incidents: a row each way, so that both know of the other. */
import { defineEntity, p } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { linkPolicy } from './policy.ts';

const schema = defineEntity({
  name: 'IncidentLink',
  tableName: 'incident_link',
  policies: linkPolicy.rows,
  uniques: [{ properties: ['incidentId', 'relatedId'] }],
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    // No foreign keys: each of two who link the same from both sides holds the incident that the other's key would ask for.
    incidentId: p.uuid(),
    relatedId: p.uuid(),
  },
});

/** That an incident has to do with another. */
export class IncidentLink extends schema.class {}
schema.setClass(IncidentLink);

/** Links two incidents both ways; answers whether they were not linked yet. */
export async function linkBoth(em: SqlEntityManager, one: string, other: string): Promise<boolean> {
  // In the order of the ids, so that two who do it at once wait for each other instead of blocking each other.
  const [first, second] = [one, other].sort() as [string, string];
  const { numInsertedOrUpdatedRows } = await em
    .getKysely<any>()
    .insertInto('incident_link')
    .values([
      { incident_id: first, related_id: second },
      { incident_id: second, related_id: first },
    ])
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows !== 0n;
}
