/** The rule that measures documents: whatever is too large is refused before anything else of it is checked. */
import {
  GraphQLError,
  Kind,
  NoFragmentCyclesRule,
  validate,
  visit,
  type DefinitionNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';
import { argumentsOf, LARGEST, SMALLEST } from './arguments.ts';
import { costOf, costOfFragment, type Cost, type Fragments } from './cost.ts';
import { DOCUMENT, OPERATION, SUBSCRIPTION, operationTooLarge } from './limits.ts';
import { pairsIn } from './pairs.ts';

/** Refuses a document that is larger than the limits, and empties it: no other rule looks at what would take it long. */
export const operationLimitsRule: ValidationRule = (context: ValidationContext) => {
  const document = context.getDocument() as { definitions: readonly DefinitionNode[] };
  const wrong = measured(context.getSchema(), context.getDocument());
  if (wrong) {
    document.definitions = [];
    context.reportError(wrong);
  }
  return {};
};

/** Operations whose variables decide whether they are within the limits. */
const undecided = new WeakSet<OperationDefinitionNode>();

/** How many rows an operation could read. */
const rows = new WeakMap<OperationDefinitionNode, number>();

/** How many rows an operation that was measured could read, every page of it full: with the variables that were measured last. */
export const possibleRowsOf = (operation: OperationDefinitionNode): number | undefined => rows.get(operation);

/** What of a document is too large, whatever its variables are. */
function measured(schema: GraphQLSchema, document: DocumentNode): GraphQLError | null {
  const operations = document.definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION);
  const all = document.definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION);
  const fragments = fragmentsOf(all);
  for (const [measure, value] of [
    ['operations', operations.length],
    ['fragments', all.length],
    ['name', longestName(document)],
  ] as const) {
    if (value > DOCUMENT[measure]) return operationTooLarge(measure, value, DOCUMENT[measure]);
  }
  // What follows would not come to an end.
  const [endless] = all.length > 0 ? validate(schema, document, [NoFragmentCyclesRule], { maxErrors: 1 }) : [];
  if (endless) return new GraphQLError(endless.message, { nodes: endless.nodes, extensions: INVALID });
  for (const each of operations) {
    const wrong = measuredOperation(schema, each, fragments);
    if (wrong) return wrong;
  }
  for (const each of all) {
    const { selections } = costOfFragment(schema, each, fragments, SMALLEST);
    if (selections > OPERATION.selections) return operationTooLarge('selections', selections, OPERATION.selections, each);
  }
  for (const { selectionSet } of [...operations, ...all]) {
    const pairs = pairsIn([selectionSet], fragments, DOCUMENT.pairs);
    if (pairs > DOCUMENT.pairs) return operationTooLarge('pairs', pairs, DOCUMENT.pairs, selectionSet);
  }
  return null;
}

function measuredOperation(schema: GraphQLSchema, operation: OperationDefinitionNode, fragments: Fragments): GraphQLError | null {
  const variables = operation.variableDefinitions?.length ?? 0;
  if (variables > DOCUMENT.variables) return operationTooLarge('variables', variables, DOCUMENT.variables, operation);
  const largest = costOf(schema, operation, fragments, LARGEST);
  rows.set(operation, largest.rows);
  if (!excess(operation, largest, fragments)) return null;
  const wrong = excess(operation, costOf(schema, operation, fragments, SMALLEST), fragments);
  if (!wrong) undecided.add(operation);
  return wrong;
}

/** What of an operation is too large with these variables. That takes no time where any others would do as well. */
export function exceeding(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): GraphQLError | null {
  if (!undecided.has(operation)) return null;
  const fragments = fragmentsOf(document.definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION));
  const cost = costOf(schema, operation, fragments, argumentsOf(operation, variables));
  rows.set(operation, cost.rows);
  return excess(operation, cost, fragments);
}

function excess(operation: OperationDefinitionNode, cost: Cost, fragments: Fragments): GraphQLError | null {
  const isLive = operation.operation === 'subscription';
  const limits = isLive ? SUBSCRIPTION : OPERATION;
  for (const measure of ['depth', 'selections', 'subqueries', 'rows', 'cells', 'bytes'] as const) {
    if (cost[measure] > limits[measure])
      return operationTooLarge(measure, cost[measure], limits[measure], operation, isLive ? ' for each event' : '');
  }
  if (operation.operation !== 'mutation') return null;
  const changes = rootFields(operation.selectionSet, fragments);
  return changes > limits.mutations ? operationTooLarge('mutations', changes, limits.mutations, operation) : null;
}

/** The fields of a root, with its fragments spread out: there are no more than selections. */
function rootFields({ selections }: OperationDefinitionNode['selectionSet'], fragments: Fragments): number {
  return selections.reduce((sum, each) => {
    if (each.kind === Kind.FIELD) return sum + 1;
    const set = each.kind === Kind.INLINE_FRAGMENT ? each.selectionSet : fragments(each.name.value)?.selectionSet;
    return set ? sum + rootFields(set, fragments) : sum;
  }, 0);
}

function fragmentsOf(all: readonly FragmentDefinitionNode[]): Fragments {
  const byName = new Map(all.map((each) => [each.name.value, each]));
  return (name) => byName.get(name);
}

/** The length of the longest name. Where no word of the text is that long, nobody looks. */
function longestName(document: DocumentNode): number {
  if (!LONG_WORD.test(document.loc!.source.body)) return 0;
  let length = 0;
  visit(document, { Name: ({ value }) => void (length = Math.max(length, value.length)) });
  return length;
}

const LONG_WORD = new RegExp(`\\b\\w{${DOCUMENT.name + 1}}`);
const INVALID = { code: 'GRAPHQL_VALIDATION_FAILED', http: { status: 400 } };
