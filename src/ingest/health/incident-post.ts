/** What the vendor says of incidents, as it comes in: made safe to show. */
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import type { ServiceIncident } from '../../health/incident/entity.ts';
import { sanitizeHtml } from '../../kernel/write/sanitize-html.ts';
import { IncidentPost } from '../../health/incident/post.ts';
import { rowsOf } from '../../kernel/read/rows.ts';
import { merged } from '../merge.ts';
import { upsert, type Upserted } from '../upsert.ts';
import type { PostRecord } from '../records/index.ts';

/** A post that is new, or whose text was corrected. */
export interface Posted {
  readonly id: string;
  readonly createdAt: Date;
  readonly isNew: boolean;
}

/** Writes the posts of incidents, by incident and time. Answers those that are new or corrected, for each incident, oldest first. */
export async function writePosts(
  em: SqlEntityManager,
  said: readonly { incident: Upserted<ServiceIncident>; posts: readonly PostRecord[] }[],
): Promise<Posted[][]> {
  const known = await knownPosts(
    em,
    said.flatMap(({ incident }) => (incident.before ? [incident.row.id] : [])),
  );
  const all = said.flatMap(({ incident: { row }, posts }, index) =>
    [...merged(clean(posts), ({ createdAt }) => createdAt.toISOString(), joined).values()]
      .sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime())
      .map((post) => ({ index, before: known.get(keyOf(row.id, post.createdAt)), said: { ...post, incidentId: row.id } })),
  );
  const written = await upsert(em, IncidentPost, all);
  const answer: Posted[][] = said.map(() => []);
  written.forEach(({ row: { id, createdAt }, was }, at) => {
    if (was !== 'unchanged') answer[all[at]!.index]!.push({ id, createdAt, isNew: was === 'created' });
  });
  return answer;
}

/** A post in which nothing is left that is safe to show says nothing. */
const clean = (posts: readonly PostRecord[]): PostRecord[] =>
  posts.map((post) => ({ ...post, html: sanitizeHtml(post.html) })).filter(({ html }) => html !== '');

/** Two texts of the same moment are one post: the time is what a post is known by. */
const joined = (earlier: PostRecord, later: PostRecord): PostRecord => ({
  ...later,
  html: earlier.html.includes(later.html) ? earlier.html : `${earlier.html}<br />${later.html}`,
});

const keyOf = (incidentId: string, createdAt: Date): string => `${incidentId} ${createdAt.getTime()}`;

async function knownPosts(em: SqlEntityManager, incidentIds: readonly string[]): Promise<Map<string, IncidentPost>> {
  if (incidentIds.length === 0) return new Map();
  const rows = await rowsOf(em, IncidentPost, (query) => query.where(sql<boolean>`t.incident_id = any(${incidentIds}::uuid[])`));
  return new Map((rows as unknown as IncidentPost[]).map((row) => [keyOf(row.incidentId as unknown as string, row.createdAt), row]));
}
