/** The organizations that tokens name: whether Tierline knows them. A token of one that is not there gets no empty world, but a refusal. */
import type { MikroORM } from '@mikro-orm/postgresql';
import { LRUCache } from 'lru-cache';
import { isId } from '../kernel/schema/input.ts';
import type { ViewerKind } from '../kernel/access/viewer.ts';
import type { NamedOrganization } from './claims.ts';
import { Forbidden, shownClaim } from './denied.ts';
import type { Identifier } from './mapping.ts';
import type { Log } from '../telemetry/log-events.ts';

/** The id of the one organization of a kind that a token names, or {@link Forbidden}. */
export type FindOrganization = (kind: ViewerKind, named: NamedOrganization) => Promise<string>;

/** How long an organization that was found is not looked for again. One that was not found is looked for each time: it may be imported by now. */
const REMEMBERED_MS = 60_000;
const MOST_REMEMBERED = 10_000;

/** Tells the operator about a claim that leads nowhere, once in a while: it is the same for everybody who comes from there. */
const TOLD_EVERY_MS = 60_000;

const AS: Record<Identifier, string> = { ID: 'id', TENANT_ID: 'tenant id', PARTNER_ID: 'partner id', DOMAIN: 'domain' };

/** Looks organizations up in the database. */
export function organizationsIn(orm: MikroORM, log: Log<'warn'>): FindOrganization {
  const known = new LRUCache<string, string>({ max: MOST_REMEMBERED, ttl: REMEMBERED_MS });
  const asked = new Map<string, Promise<string[]>>();
  const told = new LRUCache<string, true>({ max: 1_000, ttl: TOLD_EVERY_MS });
  const lookUp = async (kind: ViewerKind, { as, identifies }: NamedOrganization): Promise<string[]> => {
    const sql = 'select id from viewer_organizations(?, ?, ?, ?) as found (id)';
    const values = [kind, as, identifies, isId(identifies) ? identifies : null];
    return (await orm.em.fork().execute<{ id: string }[]>(sql, values)).map(({ id }) => id);
  };
  return async (kind, named) => {
    const key = JSON.stringify([kind, named.as, named.identifies.toLowerCase()]);
    const found = known.get(key);
    if (found) return found;
    let answer = asked.get(key);
    if (!answer) asked.set(key, (answer = lookUp(kind, named).finally(() => asked.delete(key))));
    const [id, ...others] = await answer;
    if (id !== undefined && others.length === 0) {
      known.set(key, id);
      return id;
    }
    const { claim, value, as } = named;
    const isKnown = id !== undefined;
    const what = `${kind.toLowerCase()} ${isKnown ? 'alone' : 'that Tierline knows'}`;
    const event = isKnown ? 'auth.organization_ambiguous' : 'auth.organization_unknown';
    if (!told.has(key)) log.warn({ event, claim, value: value.slice(0, 100), kind, as }, `a token names no ${what} by its ${AS[as]}`);
    told.set(key, true);
    throw new Forbidden(`The token's claim "${claim}" is ${shownClaim(value)}: the ${AS[as]} of no ${what}.`);
  };
}
