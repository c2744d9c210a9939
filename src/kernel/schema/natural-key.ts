/** Natural keys: the fields beside the id by which another system knows a row, as arguments and as references from other subgraphs. */
import type { ReturnTypeFunc } from './field.ts';
import { isId } from './input.ts';
import { kernelMessages as say } from '../i18n/kernel-messages.ts';
import { Problem } from '../write/problem.ts';
import type { Row } from '../read/rows.ts';
import { publicFieldNamed, typeInfo } from './type.ts';

/** A natural key of a type. */
export interface NaturalKey {
  readonly name: string;
  readonly type: ReturnTypeFunc;
  readonly description: string;
}

/** The natural keys of a published class. */
export const naturalKeysOf = (cls: Function): readonly NaturalKey[] =>
  typeInfo(cls).keys.map((name) => ({ name, ...publicFieldNamed(cls, name) }));

/** The one key that the arguments give, or a problem where they give none or several. */
export function referenceNamed(
  args: Readonly<Record<string, unknown>>,
  keys: readonly { readonly name: string }[],
): { readonly key: string; readonly value: unknown } {
  const names = ['id', ...keys.map(({ name }) => name)];
  const [key, ...others] = names.filter((name) => args[name] != null);
  if (key === undefined || others.length > 0) throw new Problem('INVALID', say.exactlyOne({ fields: names }), { field: 'id' });
  return { key, value: args[key] };
}

/** A value as its column keeps it; null for one that no row can have. */
export function keyValue(value: unknown, columnType: string | undefined): string | number | null {
  if (columnType === 'uuid') return isId(value) ? value.toLowerCase() : null;
  if (columnType === 'int') return Number.isInteger(value) && Math.abs(value as number) < 2 ** 31 ? (value as number) : null;
  return typeof value === 'string' && value.isWellFormed() && !value.includes('\0') ? value : null;
}

/** For each value the one row that has it; null where none has, or several have. */
export function onlyRows(values: readonly unknown[], rows: readonly Row[], key: string): (Row | null)[] {
  const found = Map.groupBy(rows, (row) => row[key]);
  return values.map((value) => (found.get(value)?.length === 1 ? found.get(value)![0]! : null));
}
