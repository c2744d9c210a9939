/** Pairs: how many fields of one name lie at one place of an answer, each of which validation compares with every other. */
import { Kind, type FieldNode, type SelectionSetNode } from 'graphql';
import type { Fragments } from './cost.ts';

/**
 * How many pairs a selection has; no more are counted than are one too many. What it takes grows with the selection as it is with
 * every fragment spread out, so that has to be within its limit.
 */
export function pairsIn(sets: readonly SelectionSetNode[], fragments: Fragments, most: number): number {
  const fields = new Map<string, FieldNode[]>();
  const spread = new Set<string>();
  for (const set of sets) gather(set, fragments, fields, spread);
  let pairs = 0;
  for (const same of fields.values()) {
    pairs += (same.length * (same.length - 1)) / 2;
    if (pairs > most) return pairs;
    const below = same.flatMap(({ selectionSet }) => selectionSet ?? []);
    if (below.length > 0) pairs += pairsIn(below, fragments, most - pairs);
  }
  return pairs;
}

function gather({ selections }: SelectionSetNode, fragments: Fragments, into: Map<string, FieldNode[]>, spread: Set<string>): void {
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) {
      const key = (selection.alias ?? selection.name).value;
      const same = into.get(key);
      if (same) same.push(selection);
      else into.set(key, [selection]);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) gather(selection.selectionSet, fragments, into, spread);
    else if (!spread.has(selection.name.value)) {
      spread.add(selection.name.value);
      const fragment = fragments(selection.name.value);
      if (fragment) gather(fragment.selectionSet, fragments, into, spread);
    }
  }
}
