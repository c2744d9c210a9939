/** The links between incidents, as they come in: known to both, and told of both. */
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { ServiceIncident } from '../../health/incident/entity.ts';
import { IMPORT, type Happening } from '../events.ts';
import { loadForUpdate, type Upserted } from '../upsert.ts';
import type { IncidentRecord } from '../records/index.ts';

/** Links incidents to those that they name and that are there. Answers what happened with that; nothing where they were linked before. */
export async function linkRelatedIncidents(
  em: SqlEntityManager,
  said: readonly { incident: Upserted<ServiceIncident>; record: IncidentRecord }[],
): Promise<Happening[]> {
  const others = await loadForUpdate(
    em,
    ServiceIncident,
    'trackingId',
    said.flatMap(({ record }) => record.related ?? []),
  );
  const pairs = said.flatMap(({ incident: { row }, record: { related = [], updatedAt } }) =>
    related.flatMap((trackingId) => {
      const other = others.get(trackingId);
      if (!other || other.id === row.id) return [];
      const at = updatedAt > other.updatedAt ? updatedAt : other.updatedAt;
      return [
        { one: row.id, other: other.id, at },
        { one: other.id, other: row.id, at },
      ];
    }),
  );
  if (pairs.length === 0) return [];
  const { rows } = await sql<{ one: string; other: string }>`insert into incident_link (incident_id, related_id)
    select distinct one, other from jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as r(one uuid, other uuid) order by one, other
    on conflict do nothing returning incident_id as one, related_id as other`.execute(em.getKysely());
  return rows.map(({ one, other }) => ({
    ...IMPORT,
    kind: 'incident.linked',
    at: pairs.find((pair) => pair.one === one && pair.other === other)!.at,
    subject: ['ServiceIncident', one],
    data: { relatedId: other },
  }));
}
