/** Gathered edges: what code calculates from rows that one SQL expression gathers, from arguments, and from the time. */
import type { RawBuilder } from 'kysely';
import type { Context } from '../access/request-context.ts';
import type { EdgeBase } from './edge.ts';
import type { Input } from './input.ts';
import type { Row } from '../read/rows.ts';

/** Calculated from what an expression over the parent's id `p.key` gathers as JSON, as the viewer; from the arguments; and from the time. */
export interface AggregatedField extends EdgeBase {
  readonly kind: 'gathered';
  readonly from: RawBuilder<unknown>;
  /** How many rows it is as good as, and as many values as it costs to calculate it, where documents are measured. */
  readonly rows: number;
  readonly cells: number;
  /** The arguments, checked and cleaned; throws what is wrong with them. */
  check(args: object): unknown;
  compute(gathered: unknown, args: unknown, now: Date): unknown;
}

/** Declares a gathered edge. It is never null: where nothing is gathered, `compute` says what that comes to. */
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
