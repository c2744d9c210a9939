/** Records that say something about the same thing in one batch. */

/** One record for each key, in the order in which the keys first came: what is said later goes over what was said before. */
export function merged<R extends object>(
  records: readonly R[],
  keyOf: (record: R) => string,
  merge: (earlier: R, later: R) => R = over,
): Map<string, R> {
  const all = new Map<string, R>();
  for (const record of records) {
    const key = keyOf(record);
    const earlier = all.get(key);
    all.set(key, earlier ? merge(earlier, record) : record);
  }
  return all;
}

/** The later record over the earlier one; what it does not say is kept. */
export const over = <R extends object>(earlier: R, later: R): R => ({
  ...earlier,
  ...Object.fromEntries(Object.entries(later).filter(([, value]) => value !== undefined)),
});

/** Of two records of one thing the one that was changed last; the later one if that does not tell. */
export const newest = <R extends { updatedAt: Date }>(earlier: R, later: R): R => (later.updatedAt >= earlier.updatedAt ? later : earlier);
