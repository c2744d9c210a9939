/** Streams of records: however many there are, only a few are held at a time. */

/** A stream with each item turned into several. */
export function* each<A, B>(items: Iterable<A>, turn: (item: A) => Iterable<B>): Generator<B> {
  for (const item of items) yield* turn(item);
}

/** Two streams that are in order of creation, as one. */
export function* mergedStreams<T extends { createdAt: Date }>(long: Iterable<T>, short: readonly T[]): Generator<T> {
  let taken = 0;
  for (const item of long) {
    while (taken < short.length && short[taken]!.createdAt <= item.createdAt) yield short[taken++]!;
    yield item;
  }
  yield* short.slice(taken);
}

/** A stream in pieces of at most so many. */
export function* pieces<T>(items: Iterable<T>, size: number): Generator<T[]> {
  let piece: T[] = [];
  for (const item of items) {
    piece.push(item);
    if (piece.length < size) continue;
    yield piece;
    piece = [];
  }
  if (piece.length > 0) yield piece;
}
