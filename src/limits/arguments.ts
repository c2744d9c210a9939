/** Arguments that say how much is asked: the size of a page, and the number of references. */
import { Kind, type FieldNode, type OperationDefinitionNode, type ValueNode } from 'graphql';
import { PAGE } from '../kernel/schema/pagination.ts';

/** What the arguments of fields come to. */
export interface Arguments {
  /** The rows of a page. */
  page(field: FieldNode): number;
  /** How many references are asked for. */
  references(field: FieldNode): number;
}

/** More references than any request can hold. */
const MANY = 1_000_000;

/** The arguments, where `page` says the value of a variable as it came, undefined where there is none, and `references` how many it holds. */
function argumentsBy(page: (variable: string) => unknown, references: (variable: string) => number): Arguments {
  return {
    page: ({ arguments: args = [] }) => {
      const sizes = args.flatMap(({ name, value }) => (name.value === 'first' || name.value === 'last' ? (sizeOf(value, page) ?? []) : []));
      return sizes.length > 0 ? Math.max(...sizes) : PAGE.standard;
    },
    references: ({ arguments: args = [] }) => {
      const value = args.find(({ name }) => name.value === 'representations')?.value;
      if (!value) return 1;
      if (value.kind === Kind.LIST) return value.values.length;
      return value.kind === Kind.VARIABLE ? references(value.name.value) : 1;
    },
  };
}

/** What cannot be a size is refused where the page is read; until then it counts as the largest. */
function sizeOf(value: ValueNode, variable: (name: string) => unknown): number | null {
  if (value.kind === Kind.NULL) return null;
  const given = value.kind === Kind.VARIABLE ? variable(value.name.value) : value.kind === Kind.INT ? Number(value.value) : PAGE.most;
  if (given === undefined || given === null) return null;
  return typeof given === 'number' && given >= 1 && given <= PAGE.most ? given : PAGE.most;
}

/** Where a variable may have any value: the largest. */
export const LARGEST: Arguments = argumentsBy(
  () => PAGE.most,
  () => MANY,
);

/** The same, where the smallest is taken. */
export const SMALLEST: Arguments = argumentsBy(
  () => 1,
  () => 0,
);

/** Where the values are known, as they came with the request. */
export function argumentsOf(
  { variableDefinitions = [] }: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): Arguments {
  const standard = new Map(variableDefinitions.map(({ variable, defaultValue }) => [variable.name.value, defaultValue]));
  const valueOf = (name: string): unknown => {
    if (Object.hasOwn(variables, name)) return variables[name];
    const value = standard.get(name);
    return value?.kind === Kind.INT ? Number(value.value) : value?.kind === Kind.LIST ? value.values : undefined;
  };
  return argumentsBy(valueOf, (name) => {
    const value = valueOf(name);
    return Array.isArray(value) ? value.length : 1;
  });
}
