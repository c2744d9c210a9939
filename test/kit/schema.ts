/** `npm run schema`: writes `schema/` from the code. With `--check` it writes nothing and fails if the folder says something else. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { composeServices } from '@apollo/composition';
import {
  getNamedType,
  isIntrospectionType,
  isObjectType,
  isUnionType,
  lexicographicSortSchema,
  parse,
  printSchema,
  type GraphQLSchema,
} from 'graphql';
import { subgraphSdl, wholeGraph } from '../../src/graphql/schema.ts';
import { subgraphs } from '../../src/subgraphs.ts';

/** The folder that is written. */
export const SCHEMA_DIR = fileURLToPath(new URL('../../schema/', import.meta.url));

/** Where each subgraph is served when each has a process of its own; a router's configuration overrides it. */
const addressOf = (name: string) => `http://${name}.tierline.internal:4000/graphql`;

/** What Apollo's composer makes of the subgraphs, or an error that lists what it has against them. */
export function supergraphSdl(address: (name: string) => string = addressOf): string {
  const services = subgraphs.map((subgraph) => ({
    name: subgraph.name,
    url: address(subgraph.name),
    typeDefs: parse(subgraphSdl(subgraph)),
  }));
  const { supergraphSdl: sdl, errors } = composeServices(services);
  if (!sdl) throw new Error(`the subgraphs do not compose:\n${errors?.map(({ message }) => message).join('\n')}`);
  return sdl;
}

/** What the cache of a client must be told: the members of unions, what identifies each type (null where nothing does), and the lists that have pages. */
export function clientCache(graph: GraphQLSchema) {
  const types = Object.values(lexicographicSortSchema(graph).getTypeMap()).filter((type) => !isIntrospectionType(type));
  const unions = types.filter(isUnionType).map((type) => [type.name, type.getTypes().map(({ name }) => name)]);
  const facts = new Map(subgraphs.flatMap((subgraph) => (subgraph.facts ?? []).map(({ name, key }) => [name, key])));
  const roots = [graph.getQueryType(), graph.getMutationType(), graph.getSubscriptionType()].map((type) => type?.name);
  const objects = types.filter(isObjectType).map((type) => ({ name: type.name, fields: Object.values(type.getFields()) }));
  const keys = objects
    .filter(({ name }) => !roots.includes(name))
    .map(({ name, fields }) => [name, facts.get(name) ?? (fields.some((field) => field.name === 'id') ? 'id' : null)]);
  const connections = objects
    .map(
      ({ name, fields }) =>
        [name, fields.filter(({ type }) => getNamedType(type).name.endsWith('Connection')).map((field) => field.name)] as const,
    )
    .filter(([, fields]) => fields.length > 0);
  return { possibleTypes: Object.fromEntries(unions), keys: Object.fromEntries(keys), connections: Object.fromEntries(connections) };
}

/** Every file of `schema/`, by name, as the code says it. */
export function schemaFiles(): Record<string, string> {
  const note = '# Written by `npm run schema` from the code. Do not edit.\n\n';
  const files: Record<string, string> = {};
  for (const subgraph of subgraphs) files[`${subgraph.name}.graphql`] = note + subgraphSdl(subgraph);
  files['supergraph.graphql'] = `${note}${supergraphSdl()}\n`;
  files['client-cache.json'] = `${JSON.stringify(clientCache(wholeGraph(subgraphs)), null, 2)}\n`;
  files['api.graphql'] = `${note}${printSchema(lexicographicSortSchema(wholeGraph(subgraphs)))}\n`;
  return files;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const check = process.argv.includes('--check');
  if (!check) await mkdir(SCHEMA_DIR, { recursive: true });
  const stale: string[] = [];
  for (const [name, text] of Object.entries(schemaFiles())) {
    const kept = await readFile(SCHEMA_DIR + name, 'utf8').catch(() => null);
    if (kept === text) continue;
    stale.push(name);
    if (!check) await writeFile(SCHEMA_DIR + name, text);
  }
  if (check && stale.length > 0) {
    process.stderr.write(`schema/ is not what the code says: ${stale.join(', ')}. Run \`npm run schema\`.\n`);
    process.exit(1);
  }
}
