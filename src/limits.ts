/** Limits: what a document may ask at most, found before anything is executed. */
import {
  getLocation,
  GraphQLError,
  Kind,
  Lexer,
  Source,
  TokenKind,
  type FieldNode,
  type SelectionNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';
import { PAGE } from './kernel/page.ts';
import { weightOf } from './kernel/type.ts';

/** The most a document may hold: tokens, brackets within brackets, levels, fields (with every fragment spread out) and rows that it could answer. */
export const LIMITS = { tokens: 10_000, nesting: 200, depth: 24, fields: 2_000, rows: 200_000 } as const;

const OPENING: readonly string[] = [TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L];
const CLOSING: readonly string[] = [TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R];

/** Says where a text is nested deeper than {@link LIMITS} allow: the parser and what follows it recurse, and would run out of stack. */
export function nestedTooDeep(query: string): GraphQLError | null {
  if ((query.match(/[{[(]/g)?.length ?? 0) <= LIMITS.nesting) return null;
  const source = new Source(query);
  const lexer = new Lexer(source);
  try {
    for (let level = 0, token = lexer.advance(); token.kind !== TokenKind.EOF; token = lexer.advance()) {
      if (CLOSING.includes(token.kind)) level -= 1;
      if (!OPENING.includes(token.kind) || ++level <= LIMITS.nesting) continue;
      const { line, column } = getLocation(source, token.start);
      return new GraphQLError(`The document is nested more than ${LIMITS.nesting} levels deep at line ${line}, column ${column}.`, {
        source,
        positions: [token.start],
      });
    }
  } catch {
    // What is no token at all, the parser says better.
  }
  return null;
}

type Fragments = Pick<ValidationContext, 'getFragment'>;

interface Size {
  depth: number;
  fields: number;
  rows: number;
}

/** Refuses a document that is deeper, wider or could answer more rows than {@link LIMITS} allow. */
export const withinLimits: ValidationRule = (context) => ({
  OperationDefinition: {
    enter(operation) {
      const size = sizeOf(operation.selectionSet, context, new Map());
      for (const key of ['depth', 'fields', 'rows'] as const) {
        if (size[key] <= LIMITS[key]) continue;
        context.reportError(
          new GraphQLError(`The operation is too large: its ${key} come to ${size[key]}, and ${LIMITS[key]} is the most.`, {
            nodes: operation,
          }),
        );
        return;
      }
    },
  },
});

/** How many rows the fields of some nodes could answer. */
export const rowsOf = (selections: readonly SelectionNode[], context: Fragments): number =>
  sizeOf({ kind: Kind.SELECTION_SET, selections }, context, new Map()).rows;

function sizeOf(set: SelectionSetNode, context: Fragments, known: Map<string, Size>): Size {
  const total: Size = { depth: 0, fields: 0, rows: 0 };
  for (const selection of set.selections) {
    const size = sizeOfSelection(selection, context, known);
    total.depth = Math.max(total.depth, size.depth);
    total.fields += size.fields;
    total.rows += size.rows;
  }
  return total;
}

function sizeOfSelection(selection: SelectionNode, context: Fragments, known: Map<string, Size>): Size {
  if (selection.kind === Kind.FIELD) return sizeOfField(selection, context, known);
  if (selection.kind === Kind.INLINE_FRAGMENT) return sizeOf(selection.selectionSet, context, known);
  return sizeOfFragment(selection.name.value, context, known);
}

function sizeOfField(field: FieldNode, context: Fragments, known: Map<string, Size>): Size {
  // The schema's description of itself is bounded by the schema, however deep it is asked.
  if (field.name.value.startsWith('__') || !field.selectionSet) return { depth: 1, fields: 1, rows: 0 };
  const inner = sizeOf(field.selectionSet, context, known);
  const page = isConnection(field) ? pageSize(field) : 0;
  const rows = page ? page * (1 + inner.rows) : inner.rows + weightOf(field.name.value);
  return { depth: inner.depth + 1, fields: inner.fields + 1, rows };
}

function sizeOfFragment(name: string, context: Fragments, known: Map<string, Size>): Size {
  const found = known.get(name);
  if (found) return found;
  const nothing = { depth: 0, fields: 0, rows: 0 };
  known.set(name, nothing); // a fragment that spreads itself is refused by another rule
  const fragment = context.getFragment(name);
  const size = fragment ? sizeOf(fragment.selectionSet, context, known) : nothing;
  known.set(name, size);
  return size;
}

/** Whether a field is a list: it says how long, or what it selects is what connections have. */
const isConnection = ({ arguments: args = [], selectionSet }: FieldNode): boolean =>
  args.some(({ name }) => name.value === 'first' || name.value === 'last') ||
  selectionSet!.selections.some((each) => each.kind === Kind.FIELD && (each.name.value === 'nodes' || each.name.value === 'edges'));

/** How many rows a page asks for; a variable may stand for the most. */
function pageSize({ arguments: args = [] }: FieldNode): number {
  const size = args.find(({ name }) => name.value === 'first' || name.value === 'last')?.value;
  if (!size) return PAGE.standard;
  return size.kind === Kind.INT ? Math.max(1, Number(size.value)) : PAGE.most;
}
