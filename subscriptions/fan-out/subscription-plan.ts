/** Plans a subscription. The plan separates what a request selects from who requests it, so that equal requests share one answer. */
import {
  getOperationAST,
  GraphQLError,
  Kind,
  visit,
  type ASTNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { collectFields } from 'graphql/execution/collectFields.js';
import { getArgumentValues, getVariableValues } from 'graphql/execution/values.js';
import { LRUCache } from 'lru-cache';
import type { Catalog } from '../../src/kernel/compile/catalog.ts';
import { fragmentsOf } from '../../src/kernel/compile/compiled-reads.ts';
import type { FilterValues } from '../../src/kernel/compile/matcher.ts';
import { dependenciesOf, sqlText } from '../../src/kernel/compile/dependencies.ts';
import type { EventCursors, EventPosition } from '../../src/kernel/live/event-cursor.ts';
import type { Language } from '../../src/kernel/i18n/language.ts';
import { isId } from '../../src/kernel/schema/input.ts';
import { filtersOf, ID_FILTER, type SubscriptionDefinition } from '../../src/kernel/live/subscription-field.ts';
import { notFound } from '../../src/kernel/write/problem.ts';
import { typeInfo } from '../../src/kernel/schema/type.ts';
import {
  visibilityKey,
  VIEWER_ATTRIBUTES,
  type ViewerAttribute,
  type PolicyDependencies,
} from '../../src/kernel/live/policy-dependencies.ts';
import type { Viewer, ViewerRole } from '../../src/kernel/access/viewer.ts';

/** A subscription request. */
export interface PlanRequest {
  /** Identifies the document and the operation name. */
  readonly key: string;
  readonly document: DocumentNode;
  readonly name: string | undefined;
  readonly variables: Record<string, unknown>;
  readonly viewer: Viewer;
  readonly language: Language;
  /** A cursor from the transport. It takes precedence over the argument. */
  readonly after?: string;
}

/** A planned subscription. */
export interface SubscriptionPlan {
  readonly request: PlanRequest;
  readonly live: SubscriptionDefinition;
  /** The filter values, validated and cleaned, and their text. */
  readonly given: FilterValues;
  readonly filter: string;
  /** Delivery starts after this position; null means new events only. */
  readonly after: EventPosition | null;
  /** The role that its cursors are for; null when all roles are sent the same. */
  readonly role: ViewerRole | null;
  /** Whether the cursor `after` was made for another role. That role may have seen more or less than this one may. */
  readonly isOtherRole: boolean;
  /** The visibility group: its members see the same rows and hear of the same events. */
  readonly visibility: string;
  /** The rendering key: subscribers with the same shape are sent the same text. */
  readonly shape: string;
}

interface DocumentAnalysis {
  /** One document object for all requests with this key. */
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Record<string, FragmentDefinitionNode>;
  /** The variables that the selection below the root field uses. */
  readonly inner: readonly string[];
  readonly parts: Map<string, ReadonlySet<ViewerAttribute>>;
}

/** The maximum number of characters of cached documents. */
const MAX_CACHED_LENGTH = 2 ** 20;

/** Plans subscriptions and caches the analysis of their documents. */
export class SubscriptionPlanner {
  readonly #schema: GraphQLSchema;
  readonly #catalog: Catalog;
  readonly #visibility: PolicyDependencies;
  readonly #lives: ReadonlyMap<string, SubscriptionDefinition>;
  readonly #cursors: EventCursors;
  readonly #analyses = new LRUCache<string, DocumentAnalysis>({
    maxSize: MAX_CACHED_LENGTH,
    sizeCalculation: ({ document }) => document.loc!.source.body.length,
  });

  constructor(
    schema: GraphQLSchema,
    catalog: Catalog,
    visibility: PolicyDependencies,
    lives: ReadonlyMap<string, SubscriptionDefinition>,
    cursors: EventCursors,
  ) {
    this.#schema = schema;
    this.#catalog = catalog;
    this.#visibility = visibility;
    this.#lives = lives;
    this.#cursors = cursors;
  }

  /** Plans a subscription, or returns its errors; throws the problem of a wrong filter or cursor. */
  of(given: PlanRequest): SubscriptionPlan | readonly GraphQLError[] {
    let analysis = this.#analyses.get(given.key);
    if (!analysis) this.#analyses.set(given.key, (analysis = analyze(given)));
    const { document, operation, fragments } = analysis;
    const asked = { ...given, document };
    const { coerced, errors } = getVariableValues(this.#schema, operation.variableDefinitions ?? [], asked.variables, { maxErrors: 5 });
    if (errors) return errors;
    const type = this.#schema.getSubscriptionType()!;
    const fields = collectFields(this.#schema, fragments, coerced, type, operation.selectionSet);
    const [nodes, ...others] = [...fields.values()] as (readonly FieldNode[])[];
    if (!nodes || others.length > 0)
      return [new GraphQLError(ONE_FIELD, { nodes: operation, extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } })];
    const name = nodes[0]!.name.value;
    const live = this.#lives.get(name);
    if (!live) return [new GraphQLError(ONE_FIELD, { nodes: nodes[0], extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } })];
    const args = getArgumentValues(type.getFields()[name]!, nodes[0]!, coerced) as {
      id?: string;
      filter?: Record<string, unknown>;
      after?: string | null;
    };
    const checked = checkedOf(live, args);
    const narrowed = Object.entries(checked)
      .filter(([, value]) => value !== null)
      .sort(([one], [other]) => (one < other ? -1 : 1));
    const keys = narrowed.map(([key]) => key).join(' ');
    let parts = analysis.parts.get(keys);
    if (!parts) analysis.parts.set(keys, (parts = this.#parts(asked, analysis, live, narrowed)));
    const visibility = `${[...parts].join(' ')}\n${visibilityKey(asked.viewer, parts)}\n${asked.language}`;
    const cursor = asked.after ?? args.after ?? null;
    const { organization } = asked.viewer;
    const after = cursor === null ? null : this.#cursors.decode(cursor, organization);
    const role = parts.has('role') ? asked.viewer.role : null;
    const before = cursor === null ? null : this.#cursors.roleIn(cursor, organization);
    const inner = JSON.stringify(analysis.inner.map((each) => coerced[each]));
    return {
      request: asked,
      live,
      given: narrowed,
      filter: JSON.stringify(narrowed),
      after,
      role,
      isOtherRole: role !== null && before !== null && before !== role,
      visibility,
      shape: `${asked.key}\n${inner}\n${visibility}`,
    };
  }

  /** The viewer attributes that decide which events and which data a subscriber gets. */
  #parts(
    { document }: PlanRequest,
    { operation }: DocumentAnalysis,
    live: SubscriptionDefinition,
    given: FilterValues,
  ): ReadonlySet<ViewerAttribute> {
    const { tables, texts, isPersonal } = dependenciesOf(this.#schema, this.#catalog, document, operation);
    if (isPersonal) return new Set(VIEWER_ATTRIBUTES);
    const filters = filtersOf(live);
    const shown = [live.list.target(), ...live.subjects()].map((cls) => typeInfo(cls).table);
    return this.#visibility.of([...tables, ...shown], [...texts, ...given.map(([key]) => sqlText(filters[key]!.where([''])))]);
  }
}

/** The filter values, validated and cleaned. An impossible id is answered as a missing row. */
function checkedOf(
  live: SubscriptionDefinition,
  { id, filter }: { id?: string; filter?: Record<string, unknown> },
): Record<string, unknown> {
  if (live.filter) return filter ? (live.filter.check(filter, 'filter') as Record<string, unknown>) : {};
  if (!isId(id)) throw notFound('id');
  return { [ID_FILTER]: id.toLowerCase() };
}

const ONE_FIELD = 'A subscription must select exactly one field.';

function analyze({ document, name }: PlanRequest): DocumentAnalysis {
  const operation = getOperationAST(document, name)!;
  const fragments = fragmentsOf(document);
  // The arguments of the root field select events and do not change what is shown. Fragments count as a whole, which is safe.
  const inner = new Set<string>();
  let fields = 0;
  const note = ({ name: { value } }: { name: { value: string } }) => void inner.add(value);
  visit(operation.selectionSet, {
    Field: { enter: () => void (fields += 1), leave: () => void (fields -= 1) },
    // The arguments of directives below it decide what is shown, like everything else there.
    Argument: (_node, _key, _parent, _path, ancestors) =>
      fields === 1 && (ancestors.at(-1) as ASTNode).kind === Kind.FIELD ? false : undefined,
    Variable: note,
  });
  for (const fragment of Object.values(fragments)) visit(fragment, { Variable: note });
  return { document, operation, fragments, inner: [...inner].sort(), parts: new Map() };
}
