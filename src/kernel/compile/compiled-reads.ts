/** Compiled reads: a query as one statement, run as the viewer. Plans are kept by document and statements by shape; neither holds a viewer or a value. */
import type { MikroORM } from '@mikro-orm/postgresql';
import {
  GraphQLError,
  Kind,
  visit,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { getVariableValues } from 'graphql/execution/values.js';
import { LRUCache } from 'lru-cache';
import type { Asked } from '../edge.ts';
import { Problem } from '../problem.ts';
import type { Catalog } from './catalog.ts';
import { finisherOf, type Finisher } from './finish.ts';
import { NotCompiled, type Plan } from './plan.ts';
import { planOf } from './planner.ts';
import { Parameter, valuesAt, type SiteValues } from './shape.ts';
import { statementOf } from './statement.ts';
import type { ViewerPool } from './viewer-pool.ts';

/** The answer of a compiled read: `data` as the database wrote it, or after code has calculated its part. */
export type Data = { text: string } | { value: unknown };

interface Compiled {
  readonly plan: Plan;
  readonly statements: LRUCache<string, Statement>;
  readonly finish: Finisher | null;
}

interface Statement {
  readonly name: string;
  readonly text: string;
  readonly parameters: readonly unknown[];
}

interface Known {
  readonly operation: OperationDefinitionNode;
  readonly fragments: Record<string, FragmentDefinitionNode>;
  /** The names of the variables that `@include` and `@skip` look at. */
  readonly switches: readonly string[];
  readonly variants: Map<string, Compiled | null>;
}

/** What may be asked and is not compiled is answered by null: the caller executes it field by field. */
export class CompiledReads {
  readonly #schema: GraphQLSchema;
  readonly #catalog: Catalog;
  readonly #orm: MikroORM;
  readonly #pool: ViewerPool;
  readonly #known = new LRUCache<string, Known>({ max: 1_000 });
  #statements = 0;

  constructor(schema: GraphQLSchema, catalog: Catalog, orm: MikroORM, pool: ViewerPool) {
    this.#schema = schema;
    this.#catalog = catalog;
    this.#orm = orm;
    this.#pool = pool;
  }

  /** Reads an operation; `key` is the same for the same document and operation name, and for no other. */
  async read(
    key: string,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    given: Record<string, unknown>,
    asked: Asked,
  ): Promise<Data | null> {
    const { viewer } = asked;
    if (operation.operation !== 'query') return null;
    let known = this.#known.get(key);
    if (!known) this.#known.set(key, (known = know(document, operation)));
    const { coerced, errors } = getVariableValues(this.#schema, operation.variableDefinitions ?? [], given, { maxErrors: 1 });
    if (errors) return null;
    const compiled = this.#compiled(known, coerced);
    if (!compiled) return null;
    let sites: SiteValues[];
    let statement: Statement;
    try {
      sites = compiled.plan.sites.map((site) => valuesAt(site, coerced));
      statement = this.#statement(compiled, sites);
    } catch (error) {
      // A wrong argument is an error at its field, beside the data of the others: that is the other way's business.
      if (error instanceof Problem || error instanceof GraphQLError || error instanceof NotCompiled) return null;
      throw error;
    }
    const values = statement.parameters.map((each) => (each instanceof Parameter ? each.read(sites, viewer) : each));
    const text = await this.#pool.read(viewer, { name: statement.name, text: statement.text, values });
    if (!compiled.finish) return { text };
    const value: unknown = JSON.parse(text);
    compiled.finish(value, asked);
    return { value };
  }

  #compiled({ operation, fragments, switches, variants }: Known, variables: Record<string, unknown>): Compiled | null {
    const set = Object.fromEntries(switches.map((name) => [name, variables[name]]));
    const variant = JSON.stringify(set);
    const found = variants.get(variant);
    if (found !== undefined) return found;
    let compiled: Compiled | null = null;
    try {
      const plan = planOf({ schema: this.#schema, catalog: this.#catalog, operation, fragments, switches: set });
      compiled = { plan, statements: new LRUCache({ max: 100 }), finish: finisherOf(plan.root, this.#orm) };
    } catch (error) {
      if (!(error instanceof NotCompiled)) throw error;
    }
    variants.set(variant, compiled);
    return compiled;
  }

  #statement({ plan, statements }: Compiled, sites: readonly SiteValues[]): Statement {
    const shape = sites.map(({ signature }) => signature).join('\n');
    const found = statements.get(shape);
    if (found) return found;
    const { sql: text, parameters } = statementOf(plan, sites).compile(this.#orm.em.getKysely<any>());
    const statement = { name: `read ${++this.#statements}`, text, parameters };
    statements.set(shape, statement);
    return statement;
  }
}

function know(document: DocumentNode, operation: OperationDefinitionNode): Known {
  const fragments: Record<string, FragmentDefinitionNode> = {};
  for (const each of document.definitions) if (each.kind === Kind.FRAGMENT_DEFINITION) fragments[each.name.value] = each;
  const switches = new Set<string>();
  visit(document, {
    Directive({ name, arguments: args = [] }) {
      if (name.value !== 'include' && name.value !== 'skip') return;
      for (const { value } of args) if (value.kind === Kind.VARIABLE) switches.add(value.name.value);
    },
  });
  return { operation, fragments, switches: [...switches].sort(), variants: new Map() };
}
