/** `npm run schema`: writes `schema/` from the code. With `--check` it writes nothing and fails if the folder says something else. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { composeServices } from '@apollo/composition';
import { lexicographicSortSchema, parse, printSchema } from 'graphql';
import { subgraphSdl, wholeGraph } from '../../src/graph.ts';
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

/** Every file of `schema/`, by name, as the code says it. */
export function schemaFiles(): Record<string, string> {
  const note = '# Written by `npm run schema` from the code. Do not edit.\n\n';
  const files: Record<string, string> = {};
  for (const subgraph of subgraphs) files[`${subgraph.name}.graphql`] = note + subgraphSdl(subgraph);
  files['supergraph.graphql'] = `${note}${supergraphSdl()}\n`;
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
