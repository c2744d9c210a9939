/** Following: one subscription as data. What it asks is told apart from who asks, so that those who ask alike are answered once. */
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

/** A subscription as it came. */
export interface PlanRequest {
  /** The same for the same document and operation name, and for no other. */
  readonly key: string;
  readonly document: DocumentNode;
  readonly name: string | undefined;
  readonly variables: Record<string, unknown>;
  readonly viewer: Viewer;
  readonly language: Language;
  /** A cursor that the transport names: it counts for more than the argument. */
  readonly after?: string;
}

/** What is followed. */
export interface SubscriptionPlan {
  readonly asked: PlanRequest;
  readonly live: SubscriptionDefinition;
  /** The filter's values, checked and cleaned, and the same as text. */
  readonly given: FilterValues;
  readonly filter: string;
  /** The place after which everything is to be delivered; null for what is new only. */
  readonly after: EventPosition | null;
  /** The role for which its cursors are; null where another role is told the same. */
  readonly role: ViewerRole | null;
  /** Whether `after` was told to another role, so that what was known then may be more or less than what may be seen now. */
  readonly isOtherRole: boolean;
  /** Those of one class are shown the same by the same selection, and hear of the same events. */
  readonly visibility: string;
  /** Those of one shape are sent the same text. */
  readonly shape: string;
}

interface Known {
  /** One for all who ask with it. */
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Record<string, FragmentDefinitionNode>;
  /** The variables that the selection below the root field looks at. */
  readonly inner: readonly string[];
  readonly parts: Map<string, ReadonlySet<ViewerAttribute>>;
}

/** How many characters of documents are remembered. */
const MOST_KNOWN = 2 ** 20;

/** Reads subscriptions. What was found out about a document is kept. */
export class SubscriptionPlanner {
  readonly #schema: GraphQLSchema;
  readonly #catalog: Catalog;
  readonly #visibility: PolicyDependencies;
  readonly #lives: ReadonlyMap<string, SubscriptionDefinition>;
  readonly #cursors: EventCursors;
  readonly #known = new LRUCache<string, Known>({
    maxSize: MOST_KNOWN,
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

  /** What the subscription follows, or what is wrong with it; a wrong filter or cursor is thrown as the problem that it is. */
  of(given: PlanRequest): SubscriptionPlan | readonly GraphQLError[] {
    let known = this.#known.get(given.key);
    if (!known) this.#known.set(given.key, (known = know(given)));
    const { document, operation, fragments } = known;
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
    let parts = known.parts.get(keys);
    if (!parts) known.parts.set(keys, (parts = this.#parts(asked, known, live, narrowed)));
    const visibility = `${[...parts].join(' ')}\n${visibilityKey(asked.viewer, parts)}\n${asked.language}`;
    const cursor = asked.after ?? args.after ?? null;
    const { organization } = asked.viewer;
    const after = cursor === null ? null : this.#cursors.decode(cursor, organization);
    const role = parts.has('role') ? asked.viewer.role : null;
    const before = cursor === null ? null : this.#cursors.roleIn(cursor, organization);
    const inner = JSON.stringify(known.inner.map((each) => coerced[each]));
    return {
      asked,
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

  /** What decides who hears of the same events and is shown the same of them. */
  #parts({ document }: PlanRequest, { operation }: Known, live: SubscriptionDefinition, given: FilterValues): ReadonlySet<ViewerAttribute> {
    const { tables, texts, isPersonal } = dependenciesOf(this.#schema, this.#catalog, document, operation);
    if (isPersonal) return new Set(VIEWER_ATTRIBUTES);
    const filters = filtersOf(live);
    const told = [live.list.target(), ...live.subjects()].map((cls) => typeInfo(cls).table);
    return this.#visibility.of([...tables, ...told], [...texts, ...given.map(([key]) => sqlText(filters[key]!.where([''])))]);
  }
}

/** What narrows it, checked and cleaned. An id that cannot be one names nothing. */
function checkedOf(
  live: SubscriptionDefinition,
  { id, filter }: { id?: string; filter?: Record<string, unknown> },
): Record<string, unknown> {
  if (live.filter) return filter ? (live.filter.check(filter, 'filter') as Record<string, unknown>) : {};
  if (!isId(id)) throw notFound('id');
  return { [ID_FILTER]: id.toLowerCase() };
}

const ONE_FIELD = 'A subscription must select exactly one field.';

function know({ document, name }: PlanRequest): Known {
  const operation = getOperationAST(document, name)!;
  const fragments = fragmentsOf(document);
  // The arguments of the root field say what is followed, and not what is shown. Fragments count in whole: too much is safe.
  const inner = new Set<string>();
  let fields = 0;
  const note = ({ name: { value } }: { name: { value: string } }) => void inner.add(value);
  visit(operation.selectionSet, {
    Field: { enter: () => void (fields += 1), leave: () => void (fields -= 1) },
    // Those of a directive beneath it decide what is shown, like everything else there.
    Argument: (_node, _key, _parent, _path, ancestors) =>
      fields === 1 && (ancestors.at(-1) as ASTNode).kind === Kind.FIELD ? false : undefined,
    Variable: note,
  });
  for (const fragment of Object.values(fragments)) visit(fragment, { Variable: note });
  return { document, operation, fragments, inner: [...inner].sort(), parts: new Map() };
}
