/** What an event of Azure touches: services and regions, and what was said of them; and its times. */
import type { PostRecord } from '../../ingest/records/index.ts';
import { htmlOf } from '../graph/post.ts';
import { FieldReader } from '../steps/field-reader.ts';

/** What an event touches. */
export interface Impact {
  readonly services: readonly string[];
  readonly regions: readonly string[];
  readonly posts: readonly PostRecord[];
}

const listOf = (record: FieldReader, key: string): FieldReader[] => {
  const value = record.raw(key);
  if (typeof value !== 'string') return record.list(key);
  // Alerts write the list as text.
  try {
    return new FieldReader({ [key]: JSON.parse(value) as unknown }).list(key);
  } catch {
    return record.refuse(key, 'is neither a list nor one as JSON text');
  }
};

/** The services, regions and updates of an event. */
export function impactsOf(event: FieldReader): Impact {
  const impacts = event.has('impact') ? listOf(event, 'impact') : event.has('impactedServices') ? listOf(event, 'impactedServices') : [];
  const services = impacts.flatMap((each) => each.line('impactedService') ?? each.line('serviceName') ?? []);
  const inRegions = impacts.flatMap((each) => (each.has('impactedRegions') ? listOf(each, 'impactedRegions') : []));
  const regions = inRegions.flatMap((each) => each.line('impactedRegion') ?? each.line('regionName') ?? []);
  const posts = inRegions.flatMap((each) =>
    each.list('updates').flatMap((update): PostRecord[] => {
      const [said, createdAt] = [update.text('summary'), momentOf(update, 'updateDateTime')];
      return said && createdAt ? [{ kind: 'REGULAR', html: htmlOf(said, 'HTML'), createdAt }] : [];
    }),
  );
  const named = (key: string, sign: RegExp): string[] =>
    event
      .line(key)
      ?.split(sign)
      .map((each) => each.trim())
      .filter(Boolean) ?? [];
  return {
    services: distinct(services.length > 0 ? services : named('service', /;/)),
    regions: regionsOf(regions.length > 0 ? regions : named('region', /[,;]/)),
    // The same update is repeated for each region.
    posts: [...new Map(posts.map((post) => [`${post.createdAt.getTime()}\n${post.html}`, post])).values()],
  };
}

/** Regions as Azure writes them in addresses: `westeurope`. What is global is everywhere. */
function regionsOf(names: readonly string[]): string[] {
  const regions = distinct(names.map((name) => name.toLowerCase().replaceAll(/\s+/g, '')));
  return regions.includes('global') ? [] : regions;
}

const distinct = (names: readonly string[]): string[] => [...new Set(names)];

/** The milliseconds from the beginning of the year 1, from which .NET counts ticks, to that of 1970. */
const YEAR_ONE = 62_135_596_800_000;

/** A time: as text, or in Resource Graph as a number of ticks of .NET, or of seconds or milliseconds since 1970. */
export function momentOf(record: FieldReader, key: string): Date | undefined {
  const value = record.raw(key);
  const digits = typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value.trim())) ? Number(value) : undefined;
  if (digits === undefined) return record.instant(key);
  if (digits <= 1) return undefined;
  return digits > 1e16 ? new Date(Math.round(digits / 10_000) - YEAR_ONE) : new Date(digits > 1e11 ? digits : digits * 1_000);
}
