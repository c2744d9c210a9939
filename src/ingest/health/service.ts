/** Services and their health, as they come in. */
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { Service } from '../../health/service/entity.ts';
import { worst, type HealthStatus } from '../../health/service/status.ts';
import { rowsOf } from '../../kernel/read/rows.ts';
import { contextOf } from '../context.ts';
import { IMPORT, emitEvent } from '../events.ts';
import { mergeServices } from './service-merge.ts';
import { countsOf, insert, upsert, newId, type Counts, type Upserted } from '../upsert.ts';
import type { ServiceRecord } from '../records/index.ts';

/** What overviews said of services in this run, by the id of the service: it holds where no open incident says otherwise. */
export type Overviews = Map<string, HealthStatus>;

/** Writes services, by their key or else their name. */
export async function writeServices(em: SqlEntityManager, records: ServiceRecord[], overviews: Overviews): Promise<Counts> {
  const rows = await find(
    em,
    records.flatMap(({ key, name }) => [key, name]),
  );
  const open = await openStatuses(
    em,
    rows.map(({ id }) => id),
  );
  const all = new Map<
    Service | string,
    { before: Service | undefined; said: Pick<Service, 'key' | 'name' | 'status'>; overview: HealthStatus | undefined }
  >();
  for (const record of records) {
    const before = match(rows, record.key) ?? match(rows, record.name);
    const earlier = all.get(before ?? record.key.toLowerCase());
    const last = earlier?.said ?? before;
    // Only an overview knows the name that is shown; other lists repeat the key or shorten it.
    const name = last && !isBare(last) && !record.status ? last.name : record.name;
    const key = last && !isBare(last) ? last.key : record.key;
    const overview = record.status ?? earlier?.overview;
    const status = healthOf(open.get(before?.id ?? ''), overview, before?.status);
    all.set(before ?? record.key.toLowerCase(), { before, said: { key, name, status }, overview });
  }
  const entries = [...all.values()];
  const written = await upsert(em, Service, entries);
  const now = new Date(); // an overview does not say since when it is so
  await tellChanges(em, written, () => now);
  written.forEach(({ row }, index) => {
    const { overview } = entries[index]!;
    if (overview) overviews.set(row.id, overview);
  });
  for (const { row } of written) if (!isBare(row)) await mergeServices(em, row);
  return countsOf(written, records.length);
}

/** Answers the id of a service by its key or name; undefined for none. */
export type ServiceByName = <T extends string | undefined>(name: T) => T extends string ? string : string | undefined;

/** The ids of services by key or name, in any case. Those that are not known are made, bare: their key is their name. */
export async function servicesNamed(em: SqlEntityManager, names: readonly (string | undefined)[]): Promise<ServiceByName> {
  const wanted = new Map(names.flatMap((name) => (name === undefined ? [] : [[name.toLowerCase(), name] as const])));
  const rows = await find(em, [...wanted.keys()]);
  const missing = [...wanted.values()].filter((name) => !match(rows, name));
  const ids = await newId(em, missing.length);
  const made = missing.map((name, index) => ({ id: ids[index]!, key: name, name, status: 'SERVICE_OPERATIONAL' }) as Service);
  await insert(em, Service, made);
  contextOf(em).count('service', { created: made.length });
  return ((name?: string) => (name === undefined ? undefined : match([...rows, ...made], name)!.id)) as ServiceByName;
}

/**
 * Gives services the health that follows from their open incidents: those of the keys, since the times that are given with them.
 * `over` are those of which an incident has just ended.
 */
export async function refreshHealth(
  em: SqlEntityManager,
  since: ReadonlyMap<string, Date>,
  over: ReadonlySet<string>,
  overviews: Overviews,
): Promise<void> {
  const ids = [...since.keys()];
  const rows = (await rowsOf(em, Service, (query) =>
    query
      .where(sql<boolean>`t.id = any(${ids}::uuid[])`)
      .orderBy('t.id')
      .forUpdate(),
  )) as unknown as Service[];
  const open = await openStatuses(em, ids);
  const said = rows.map((before) => {
    const status = healthOf(open.get(before.id), overviews.get(before.id), over.has(before.id) ? undefined : before.status);
    return { before, said: { status } };
  });
  await tellChanges(em, await upsert(em, Service, said), ({ id }) => since.get(id)!);
}

/** Tells those services whose health is another than before; one that was not known was never otherwise. */
async function tellChanges(em: SqlEntityManager, written: readonly Upserted<Service>[], at: (service: Service) => Date): Promise<void> {
  const changed = written.filter(({ row, before }) => before && before.status !== row.status);
  await emitEvent(
    em,
    changed.map(({ row, before }) => ({
      ...IMPORT,
      kind: 'service.status_changed',
      at: at(row),
      subject: ['Service', row.id] as const,
      data: { from: before!.status, to: row.status },
      isNews: true,
    })),
  );
}

const healthOf = (open: HealthStatus[] | undefined, overview: HealthStatus | undefined, before: HealthStatus | undefined): HealthStatus =>
  open ? worst(open) : (overview ?? before ?? 'SERVICE_OPERATIONAL');

const isBare = ({ key, name }: Pick<Service, 'key' | 'name'>): boolean => key === name;

async function find(em: SqlEntityManager, names: readonly string[]): Promise<Service[]> {
  const wanted = [...new Set(names.map((name) => name.toLowerCase()))];
  if (wanted.length === 0) return [];
  const rows = await rowsOf(em, Service, (query) =>
    query
      .where(sql<boolean>`lower(t.key) = any(${wanted}::text[]) or lower(t.name) = any(${wanted}::text[])`)
      .orderBy('t.id')
      .forUpdate(),
  );
  return rows as unknown as Service[];
}

/** By key before name, and by the name of a service that has a key of its own before one that was made bare. */
function match(rows: readonly Service[], wanted: string): Service | undefined {
  const text = wanted.toLowerCase();
  const named = rows.filter(({ name }) => name.toLowerCase() === text);
  return (
    rows.find(({ key, name }) => key.toLowerCase() === text && key !== name) ??
    named.find((row) => !isBare(row)) ??
    rows.find(({ key }) => key.toLowerCase() === text) ??
    named[0]
  );
}

async function openStatuses(em: SqlEntityManager, serviceIds: readonly string[]): Promise<Map<string, HealthStatus[]>> {
  const { rows } = await sql<{
    service: string;
    statuses: HealthStatus[];
  }>`select service_id as service, array_agg(distinct status) as statuses
    from service_incident where service_id = any(${serviceIds}::uuid[]) and not is_resolved
      and (kind <> 'PLANNED_MAINTENANCE' or status <> 'SERVICE_OPERATIONAL') group by service_id`.execute(em.getKysely());
  return new Map(rows.map(({ service, statuses }) => [service, statuses]));
}
