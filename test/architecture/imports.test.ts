import { isBuiltin } from 'node:module';
import { describe, expect, test } from '@jest/globals';
import { subgraphs } from '../../src/subgraphs.ts';
import { COMPUTED, entries, manifest, sources, type Source } from './sources.ts';

const names = subgraphs.map(({ name }) => name);

/** main → app → {server, import, sample, subscriptions, subgraphs} → subgraph → kernel → telemetry: which part may import which. */
const MAY: Readonly<Record<string, readonly string[]>> = {
  main: ['app', 'config', 'database', 'logger'],
  app: ['auth', 'config', 'database', 'graphql', 'kernel', 'logger', 'sample', 'server', 'subgraphs', 'subscriptions', 'telemetry'],
  // The command that operators run, and what writes rows in bulk for it and for the sample world.
  import: ['config', 'database', 'ingest', 'kernel', 'logger', ...names],
  sample: ['auth', 'config', 'database', 'ingest', 'kernel', 'logger', 'server', 'telemetry', ...names],
  ingest: ['config', 'database', 'kernel', 'logger', 'subgraphs', ...names],
  server: ['auth', 'graphql', 'kernel', 'limits', 'request-context', 'telemetry'],
  graphql: ['kernel', 'limits', 'request-context', 'telemetry'],
  database: ['config', 'kernel', 'subgraphs', 'telemetry'],
  subgraphs: ['kernel', ...names],
  ...Object.fromEntries(names.map((name) => [name, ['kernel']])),
  subscriptions: ['kernel', 'request-context', 'telemetry'],
  // What a document may cost follows from what the kernel declares of its fields.
  limits: ['kernel'],
  // What the log says of the request that is being worked on, over HTTP and over a socket.
  'request-context': ['kernel', 'telemetry'],
  auth: ['config', 'kernel', 'telemetry'],
  config: [],
  logger: ['telemetry'],
  kernel: ['telemetry'],
  // What is measured, traced, and told apart in the log: every part may say something there, and it knows none of them but the configuration, which says where traces go.
  telemetry: ['config'],
};

/** Whether a part leads to another one, by however many steps. */
const leadsTo = (from: string, to: string, passed = new Set<string>()): boolean =>
  (MAY[from] ?? []).some((next) => next === to || (!passed.has(next) && leadsTo(next, to, passed.add(next))));

/** The part of the program that a file belongs to: a folder of `src/`, or a file beside them. */
function partOf(path: string): string {
  const [folder, name] = path.split('/') as [string, string];
  return folder === 'src' ? name.replace(/\.ts$/, '') : folder;
}

const arrows = sources.flatMap(({ path, imports }) => imports.flatMap(({ file }) => (file ? [[path, file] as const] : [])));
const shown = (wrong: readonly (readonly [string, string])[]) => wrong.map(([from, to]) => `${from} -> ${to}`);
const across = (from: string, may: (part: string) => boolean) =>
  shown(arrows.filter(([a, b]) => partOf(a) === from && partOf(b) !== from && !may(partOf(b))));

describe('the parts of the program', () => {
  test('every file belongs to a part whose place in the program is stated', () => {
    expect(sources.map(({ path }) => path).filter((path) => !(partOf(path) in MAY))).toEqual([]);
  });

  test('go no way in a circle: from no part does it lead back to itself', () => {
    expect(Object.keys(MAY).filter((part) => leadsTo(part, part))).toEqual([]);
  });

  test('the kernel imports nothing beside itself, packages, and the telemetry that it writes to', () =>
    expect(across('kernel', (part) => part === 'telemetry')).toEqual([]));

  test('no subgraph imports another one: it knows foreign types as stubs and foreign happenings as events', () => {
    expect(names.flatMap((name) => across(name, (part) => part === 'kernel'))).toEqual([]);
  });

  test('the live layer imports the kernel, and what it notes for the log and for telemetry', () =>
    expect(across('subscriptions', (part) => ['kernel', 'request-context', 'telemetry'].includes(part))).toEqual([]));

  test('every arrow points down: main, app, what makes and serves the graph beside the live layer and the subgraphs, one subgraph, kernel', () => {
    // A command of its own begins like main, and works with the folder it lies in.
    const may = (from: string) => [...(MAY[partOf(from)] ?? []), ...(entries.has(from) ? MAY.main! : [])];
    expect(shown(arrows.filter(([from, to]) => partOf(from) !== partOf(to) && !may(from).includes(partOf(to))))).toEqual([]);
  });

  test('what runs is a dependency of its own, not one of another package or of the tests', () => {
    const asked = new Set(sources.flatMap(({ imports }) => imports.flatMap((each) => each.package ?? [])));
    expect([...asked].filter((name) => name !== COMPUTED && !isBuiltin(name) && !(name in manifest.dependencies))).toEqual([]);
  });
});

type Place = { subgraph: string; capability: string; role: string };

/** Where in a subgraph a file lies; what has none of the five names (a table of states, a value type) is a `detail`. */
function placeOf(path: string): Place | null {
  const [folder, subgraph, ...rest] = path.split('/');
  if (folder !== 'src' || !names.includes(subgraph!)) return null;
  const role = rest.at(-1)!.replace(/\.ts$/, '');
  const known = rest.length === 1 || ['resolver', 'actions', 'inputs', 'entity', 'policy'].includes(role);
  return { subgraph: subgraph!, capability: rest.slice(0, -1).join('/'), role: known ? role : 'detail' };
}

/** Inside a capability: resolver → actions → inputs, entity → policy. */
const WITHIN: Readonly<Record<string, readonly string[]>> = {
  resolver: ['actions', 'inputs', 'entity', 'policy', 'detail'],
  actions: ['inputs', 'entity', 'policy', 'detail', 'stubs'],
  inputs: ['entity', 'policy', 'detail', 'stubs'],
  entity: ['policy', 'detail', 'stubs'],
  policy: ['detail'],
  detail: ['entity', 'policy', 'detail', 'stubs'],
};
/** To a sibling in the same subgraph: its rows and what they are made of, never its verbs. */
const BESIDE: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(Object.keys(WITHIN).map((role) => [role, ['entity', 'policy', 'detail']])),
  policy: ['policy', 'detail'],
};

describe('the inside of a subgraph', () => {
  const inside = (may: (from: Place, to: Place) => boolean) =>
    arrows.filter(([a, b]) => {
      const [from, to] = [placeOf(a), placeOf(b)];
      return from && to && from.subgraph === to.subgraph && !may(from, to);
    });

  test('in a capability resolver imports actions, actions import inputs and entity, entity imports policy, and no arrow points back', () => {
    expect(
      shown(
        inside((from, to) => !from.capability || ![from.capability, ''].includes(to.capability) || WITHIN[from.role]!.includes(to.role)),
      ),
    ).toEqual([]);
  });

  test('a capability knows the rows of its siblings, and nothing that changes or serves them', () => {
    expect(
      shown(
        inside((from, to) => !from.capability || [from.capability, ''].includes(to.capability) || BESIDE[from.role]!.includes(to.role)),
      ),
    ).toEqual([]);
  });

  test('nothing in a subgraph imports its manifest, and its stubs know entities alone', () => {
    const manifestOrStub = inside((from, to) => to.role !== 'index' && (from.role !== 'stubs' || to.role === 'entity'));
    expect(shown(manifestOrStub)).toEqual([]);
  });

  test('a subgraph is reached through its manifest, unless its rows are written in bulk, or named as exports name them', () => {
    const reaches = (source: Source) =>
      source.imports.some(({ file }) => file && placeOf(file) && partOf(file) !== partOf(source.path) && placeOf(file)!.role !== 'index');
    expect(
      sources
        .filter(reaches)
        .map(({ path }) => partOf(path))
        .filter((part) => !['import', 'ingest', 'sample'].includes(part)),
    ).toEqual([]);
  });
});
