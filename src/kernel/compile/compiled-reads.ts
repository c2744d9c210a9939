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
import type { ComputeContext } from '../schema/edge.ts';
import { inSlices, loopTurn } from '../load/event-loop.ts';
import { channels, type CacheLookup } from '../../telemetry/channels.ts';
import { Problem } from '../write/problem.ts';
import type { OperationRun } from '../load/run.ts';
import { tooLarge } from '../load/stopped.ts';
import type { Catalog } from './catalog.ts';
import { postProcessorOf, type PostProcessor } from './post-process.ts';
import { NotCompilable, type Plan } from './plan.ts';
import { planOf } from './planner.ts';
import { Parameter, valuesAt, type SiteValues } from './argument-values.ts';
import { statementOf } from './statement.ts';
import type { ViewerPool } from './viewer-pool.ts';

/** The answer of a compiled read: `data` as the database wrote it, or after code has calculated its part. */
export type Data = { text: string } | { value: unknown };

interface Compiled {
  readonly plan: Plan;
  readonly finish: PostProcessor | null;
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
  /** How long the document is: its plans weigh as much as it does. */
  readonly length: number;
}

/**
 * How many letters of documents, of the documents of plans, and of statements are kept. A letter of a document stands for some 100 bytes
 * of memory, in a plan as well; one of a statement for some 20: so no more than 300 MB are kept, whatever is asked, and mostly far less.
 */
export const CACHE_LIMITS = { documents: 2 ** 20, plans: 2 ** 20, statements: 2 ** 22 };

/** What may be asked and is not compiled is answered by null: the caller executes it field by field. */
export class CompiledReads {
  readonly #schema: GraphQLSchema;
  readonly #catalog: Catalog;
  readonly #orm: MikroORM;
  readonly #pool: ViewerPool;
  readonly #known = new LRUCache<string, Known>({ maxSize: CACHE_LIMITS.documents, sizeCalculation: ({ length }) => length });
  /** By document and switches. */
  readonly #plans = new LRUCache<string, { readonly compiled: Compiled | null; readonly length: number }>({
    maxSize: CACHE_LIMITS.plans,
    sizeCalculation: ({ length }) => length,
  });
  /** By document, switches and shape of the arguments. */
  readonly #statements = new LRUCache<string, Statement>({ maxSize: CACHE_LIMITS.statements, sizeCalculation: ({ text }) => text.length });
  #made = 0;

  constructor(schema: GraphQLSchema, catalog: Catalog, orm: MikroORM, pool: ViewerPool) {
    this.#schema = schema;
    this.#catalog = catalog;
    this.#orm = orm;
    this.#pool = pool;
  }

  /** How much is kept, in letters. */
  get kept(): Record<keyof typeof CACHE_LIMITS, number> {
    return {
      documents: this.#known.calculatedSize,
      plans: this.#plans.calculatedSize,
      statements: this.#statements.calculatedSize,
    };
  }

  /** Reads an operation; `key` is the same for the same document and operation name, and for no other. */
  async read(
    key: string,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    given: Record<string, unknown>,
    asked: ComputeContext & { readonly run?: OperationRun },
  ): Promise<Data | null> {
    const { viewer, run } = asked;
    if (operation.operation !== 'query') return null;
    let known = this.#known.get(key);
    lookedUp('documents', known);
    if (!known) this.#known.set(key, (known = know(document, operation)));
    const { coerced, errors } = getVariableValues(this.#schema, operation.variableDefinitions ?? [], given, { maxErrors: 1 });
    if (errors) return null;
    let compiled: Compiled | null;
    let sites: SiteValues[];
    let statement: Statement;
    try {
      const switches = Object.fromEntries(known.switches.map((name) => [name, coerced[name]]));
      const variant = `${key}\n${JSON.stringify(switches)}`;
      // What is new takes a while to plan, and then a while to write: others come in between.
      if (!this.#plans.has(variant)) await loopTurn(viewer);
      const isNew = !this.#plans.has(variant);
      compiled = this.#compiled(variant, known, switches);
      if (!compiled) return null;
      if (isNew) await loopTurn(viewer);
      sites = compiled.plan.sites.map((site) => valuesAt(site, coerced));
      statement = this.#statement(variant, compiled, sites);
    } catch (error) {
      // A wrong argument is an error at its field, beside the data of the others: that is the other way's business.
      if (error instanceof Problem || error instanceof GraphQLError || error instanceof NotCompilable) return null;
      throw error;
    }
    const values = statement.parameters.map((each) => (each instanceof Parameter ? each.read(sites, viewer) : each));
    const text = await this.#pool.read(viewer, { name: statement.name, text: statement.text, values }, run?.signal);
    if (!compiled.finish) return { text };
    if (text.length > MOST_FINISHED) throw tooLarge(`${MOST_FINISHED} characters, some of them of fields that are calculated`);
    const value: unknown = JSON.parse(text);
    const left: (() => void)[] = [];
    compiled.finish(value, { ...asked, sites, left });
    await inSlices(viewer, left);
    return { value };
  }

  #compiled(variant: string, { operation, fragments, length }: Known, switches: Record<string, unknown>): Compiled | null {
    const found = this.#plans.get(variant);
    lookedUp('plans', found);
    if (found) return found.compiled;
    let compiled: Compiled | null = null;
    try {
      const plan = planOf({ schema: this.#schema, catalog: this.#catalog, operation, fragments, switches });
      compiled = { plan, finish: postProcessorOf(plan.root, this.#orm) };
    } catch (error) {
      if (!(error instanceof NotCompilable)) throw error;
    }
    this.#plans.set(variant, { compiled, length });
    return compiled;
  }

  #statement(variant: string, { plan }: Compiled, sites: readonly SiteValues[]): Statement {
    const shape = `${variant}\n${sites.map(({ signature }) => signature).join('\n')}`;
    const found = this.#statements.get(shape);
    lookedUp('statements', found);
    if (found) return found;
    const { sql: text, parameters } = statementOf(plan, sites).compile(this.#orm.em.getKysely<any>());
    const statement = { name: `read ${++this.#made}`, text, parameters };
    this.#statements.set(shape, statement);
    return statement;
  }
}

/** How many characters an answer holds at most that has to be taken apart: that is done in one go. */
const MOST_FINISHED = 4 * 2 ** 20;

const lookedUp = (cache: CacheLookup['cache'], found: unknown): void => {
  if (channels.cache.hasSubscribers) channels.cache.publish({ cache, found: found !== undefined });
};

/** What a document counts for whose text is not known: the most that a request may hold. */
const LONGEST = CACHE_LIMITS.documents / 2;

/** The fragments of a document, by name. */
export function fragmentsOf(document: DocumentNode): Record<string, FragmentDefinitionNode> {
  const fragments: Record<string, FragmentDefinitionNode> = {};
  for (const each of document.definitions) if (each.kind === Kind.FRAGMENT_DEFINITION) fragments[each.name.value] = each;
  return fragments;
}

function know(document: DocumentNode, operation: OperationDefinitionNode): Known {
  const fragments = fragmentsOf(document);
  const switches = new Set<string>();
  visit(document, {
    Directive({ name, arguments: args = [] }) {
      if (name.value !== 'include' && name.value !== 'skip') return;
      for (const { value } of args) if (value.kind === Kind.VARIABLE) switches.add(value.name.value);
    },
  });
  return { operation, fragments, switches: [...switches].sort(), length: document.loc?.source.body.length ?? LONGEST };
}
