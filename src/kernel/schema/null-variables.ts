/** Null variables: where a variable with a default is given as null, and stands where null cannot. GraphQL finds that out when it executes. */
import {
  isNonNullType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  GraphQLError,
  type ASTNode,
  type DocumentNode,
  type GraphQLSchema,
  type VariableNode,
} from 'graphql';

/** A variable that is null where it cannot be. */
interface NullVariable {
  readonly node: VariableNode;
  /** The argument and what lies in it, such as `orderBy.direction`. */
  readonly field: string;
  readonly type: string;
}

/** The error as it came, or one that names the variable that is null, and the place that takes no null. */
export function nameNullVariables(
  error: GraphQLError,
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
): GraphQLError {
  const at = argumentOf(error)?.loc;
  const found = at && nullVariables(schema, document, variables).find(({ node: { loc } }) => loc!.start >= at.start && loc!.end <= at.end);
  if (!found) return error;
  const { node, field, type } = found;
  const variable = `$${node.name.value}`;
  return new GraphQLError(`Variable "${variable}" must not be null: it is used at "${field}", whose type is "${type}".`, {
    nodes: [node],
    path: error.path,
    extensions: { code: 'BAD_USER_INPUT', field },
  });
}

/**
 * What graphql-js found fault with in the document or its variables, while it executed; null where an error has another cause. What a
 * field could not answer has a path, and no place of its own in the document.
 */
export function argumentOf(error: GraphQLError): ASTNode | null {
  let found: ASTNode | null = null;
  let cause: Error | undefined = error;
  for (; cause instanceof GraphQLError; cause = cause.originalError) {
    if (cause.extensions.code !== undefined) return null;
    if (!cause.path) found ??= cause.nodes?.[0] ?? null;
  }
  return cause ? null : found;
}

function nullVariables(schema: GraphQLSchema, document: DocumentNode, variables: Readonly<Record<string, unknown>>): NullVariable[] {
  const found: NullVariable[] = [];
  const types = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(types, {
      VariableDefinition: () => false,
      Variable(node, _key, parent, path, ancestors) {
        const type = types.getInputType();
        if (variables[node.name.value] === null && isNonNullType(type))
          found.push({ node, field: fieldAt([...ancestors, parent!], path), type: String(type) });
      },
    }),
  );
  return found;
}

/** The names of the argument and of the fields, and the indexes in lists, that lead to a value. */
function fieldAt(above: readonly (ASTNode | readonly ASTNode[])[], path: readonly (string | number)[]): string {
  const names = above.flatMap((each, depth) => {
    if (!('kind' in each)) return (above[depth - 1] as ASTNode).kind === Kind.LIST ? [String(path[depth])] : [];
    return each.kind === Kind.ARGUMENT || each.kind === Kind.OBJECT_FIELD ? [each.name.value] : [];
  });
  return names.join('.');
}
