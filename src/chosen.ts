/** The subgraphs that are served: all, or the one that was named. */
import { ConfigError } from './config.ts';
import { subgraphs } from './subgraphs.ts';

/** The subgraphs that a name stands for; all without one. */
export function chosen(name: string | null) {
  if (!name) return subgraphs;
  const found = subgraphs.filter((subgraph) => subgraph.name === name);
  if (found.length === 0)
    throw new ConfigError(`--subgraph is "${name}": it must be one of ${subgraphs.map((each) => each.name).join(', ')}`);
  return found;
}
