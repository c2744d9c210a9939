/** Post-processing computes fields in code, and replaces their inputs with the results. */
import type { MikroORM } from '@mikro-orm/postgresql';
import type { EntityProperty } from '@mikro-orm/core';
import type { ComputeContext } from '../schema/edge.ts';
import type { Selection, ViewerFieldPlan } from './plan.ts';
import type { SiteValues } from './argument-values.ts';

/** The inputs of a computation besides the data: viewer, time, language and arguments. */
interface Asking extends ComputeContext {
  readonly sites: readonly SiteValues[];
  /** Pending computations: there may be more than one turn of the event loop has time for. */
  readonly left: (() => void)[];
}

/** Changes an answer in place, once its pending computations are done. */
export type PostProcessor = (data: any, asked: Asking) => void;

/** The post-processor of a selection, or null where nothing is computed. */
export function postProcessorOf(selection: Selection, orm: MikroORM): PostProcessor | null {
  const steps = selection.flatMap(([key, part]): PostProcessor[] => {
    if (part.kind === 'computed') {
      const revive = reviver(
        part.edge.needs.map((name) => part.type.properties.get(name)!),
        orm,
      );
      return [(object, asked) => asked.left.push(() => (object[key] = part.project(part.edge.compute(revive(object[key]), asked))))];
    }
    if (part.kind === 'gathered') {
      const { edge, site, project } = part;
      return [
        (object, { sites, now, left }) => left.push(() => (object[key] = project(edge.compute(object[key], sites[site]!.given, now())))),
      ];
    }
    if (part.kind === 'viewer') {
      return within(key, all(part.selection.flatMap(([name, of]) => viewer(name, of, orm))));
    }
    if (part.kind === 'one' || part.kind === 'found' || part.kind === 'row') return within(key, postProcessorOf(part.selection, orm));
    if (part.kind === 'links') return within(key, each(postProcessorOf(part.selection, orm)));
    if (part.kind !== 'list') return [];
    const inner = part.selection.flatMap(([name, of]) => {
      if (of.kind === 'nodes') return within(name, each(postProcessorOf(of.selection, orm)));
      if (of.kind !== 'edges') return [];
      return within(
        name,
        each(
          all(of.selection.flatMap(([under, leaf]) => (leaf.kind === 'node' ? within(under, postProcessorOf(leaf.selection, orm)) : []))),
        ),
      );
    });
    return within(key, all(inner));
  });
  return all(steps);
}

function viewer(key: string, part: ViewerFieldPlan, orm: MikroORM): PostProcessor[] {
  if (part.kind === 'told')
    return [(object, asked) => (object[key] = part.project(part.told.tell(object[key], asked.viewer, asked.language)))];
  return part.kind === 'organization' ? within(key, postProcessorOf(part.selection, orm)) : [];
}

const all = (steps: PostProcessor[]): PostProcessor | null =>
  steps.length === 0 ? null : (object, asked) => steps.forEach((step) => step(object, asked));
const each = (finish: PostProcessor | null): PostProcessor | null =>
  finish && ((list, asked) => (list as unknown[]).forEach((object) => finish(object, asked)));
const within = (key: string, finish: PostProcessor | null): PostProcessor[] =>
  finish ? [(object, asked) => object[key] !== null && finish(object[key], asked)] : [];

function reviver(properties: EntityProperty[], orm: MikroORM) {
  const platform = orm.em.getPlatform();
  return (row: Record<string, unknown>): any => {
    for (const { name, runtimeType, customType } of properties) {
      const value = row[name];
      if (value === null) continue;
      if (runtimeType === 'Date') row[name] = new Date(value as string);
      else if (customType) row[name] = customType.convertToJSValue(value, platform as never);
    }
    return row;
  };
}
