/** The subgraphs that this process serves. */
import { ConfigError } from '../config.ts';
import type { Subgraph } from '../kernel/schema/subgraph.ts';
import { subgraphs } from '../subgraphs.ts';

/** The one of a name, or all of them. */
export function subgraphsOf(name: string | null): readonly Subgraph[] {
  if (!name) return subgraphs;
  const found = subgraphs.filter((subgraph) => subgraph.name === name);
  if (found.length === 0)
    throw new ConfigError(`--subgraph is "${name}": it must be one of ${subgraphs.map((each) => each.name).join(', ')}`);
  return found;
}
