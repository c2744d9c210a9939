/** The rulebook subgraph: the duties and rights of whoever supports, or is supported, as data. */
import { subgraph } from '../kernel/schema/subgraph.ts';
import { RuleFields, RuleReads } from './rule/resolver.ts';
import { ruleFact } from './rule/rules.ts';

export const rulebook = subgraph({
  name: 'rulebook',
  entities: [],
  types: [],
  stubs: [],
  facts: [ruleFact],
  resolvers: [RuleReads, RuleFields],
});
