/** Aggregated fields: code computes them from rows that one SQL expression aggregates, from arguments, and from the time. */
import type { RawBuilder } from 'kysely';
import type { Context } from '../access/request-context.ts';
import type { EdgeBase } from './edge.ts';
import type { Input } from './input.ts';
import type { Row } from '../read/rows.ts';

/**
 * A field computed from the JSON that an SQL expression aggregates for the parent's id `p.key`, as the viewer; from its arguments; and from
 * the time.
 */
export interface AggregatedField extends EdgeBase {
  readonly kind: 'gathered';
  readonly from: RawBuilder<unknown>;
  /** Its cost in document limits: the number of rows it counts as, and of values. */
  readonly rows: number;
  readonly cells: number;
  /** Validates and cleans the arguments, or throws their problems. */
  check(args: object): unknown;
  compute(gathered: unknown, args: unknown, now: Date): unknown;
}

/** Declares an aggregated field. It is never null: without rows, `compute` decides the value. */
export function aggregatedField<G, A>({
  args,
  type,
  description,
  ...edge
}: {
  readonly type: () => Function;
  readonly description: string;
  readonly args: Input<A>;
  readonly from: RawBuilder<unknown>;
  readonly rows: number;
  readonly cells: number;
  compute(gathered: G, args: A, now: Date): unknown;
}): AggregatedField {
  return {
    kind: 'gathered',
    ...(edge as Pick<AggregatedField, 'from' | 'rows' | 'cells' | 'compute'>),
    type,
    description,
    nullable: false,
    args: () => args.cls,
    check: (given) => args.check(given),
    async resolve(root: Row, { read, now }: Context, given: object) {
      const checked = args.check(given);
      return edge.compute((await read.sqlField(edge.from, root.id)) as G, checked, now());
    },
  };
}
