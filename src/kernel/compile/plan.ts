/** Plans: the selection of an operation as a tree of what has to be read. A plan holds no viewer and no variable's value. */
import type { EntityProperty } from '@mikro-orm/core';
import type { FieldNode, GraphQLField } from 'graphql';
import type { ComputedField, ArgumentEdge, ManyToManyEdge, SqlField, ReferenceEdge } from '../schema/edge.ts';
import type { AggregatedField } from '../schema/aggregated-field.ts';
import type { AccessIndex, ConnectionList } from '../schema/list.ts';
import type { JoinCondition } from '../read/batch-reader.ts';
import type { ViewerField } from '../schema/query-fields.ts';
import type { TableType } from './catalog.ts';

/** A selection on an object, by response key, in the order of the answer. */
export type Selection = readonly (readonly [key: string, part: Part])[];

/** A field with arguments whose values come with the request. */
export interface ArgumentSite {
  readonly field: GraphQLField<unknown, unknown>;
  readonly node: FieldNode;
  readonly list: ConnectionList | null;
  /** For a root field that finds one row: the properties that are its natural keys. */
  readonly keys?: readonly EntityProperty[];
  /** For an edge with arguments of its own. */
  readonly gathered?: AggregatedField;
}

/** What one field of a selection reads. */
export type Part =
  | { readonly kind: 'constant'; readonly value: string }
  | { readonly kind: 'column'; readonly property: EntityProperty }
  | { readonly kind: 'value'; readonly property: EntityProperty; readonly value: ValuePart }
  | { readonly kind: 'computed'; readonly edge: ComputedField; readonly type: TableType; readonly project: (value: unknown) => unknown }
  | { readonly kind: 'lookup'; readonly edge: SqlField }
  | { readonly kind: 'gathered'; readonly edge: AggregatedField; readonly site: number; readonly project: (value: unknown) => unknown }
  | { readonly kind: 'one'; readonly edge: ReferenceEdge; readonly type: TableType; readonly of: TableType; readonly selection: Selection }
  | { readonly kind: 'found'; readonly edge: ArgumentEdge; readonly site: number; readonly type: TableType; readonly selection: Selection }
  | { readonly kind: 'links'; readonly edge: ManyToManyEdge; readonly type: TableType; readonly selection: Selection }
  | ({ readonly kind: 'list'; readonly ways: readonly JoinCondition[] } & ListPart)
  | { readonly kind: 'row'; readonly site: number; readonly type: TableType; readonly selection: Selection }
  | { readonly kind: 'viewer'; readonly selection: readonly (readonly [key: string, part: ViewerFieldPlan])[] };

/** The source of a viewer field: the token, a computation, or the organization as a row. */
export type ViewerFieldPlan =
  | { readonly kind: 'constant'; readonly value: string }
  | { readonly kind: 'said'; readonly field: string }
  | { readonly kind: 'told'; readonly told: ViewerField; readonly project: (value: unknown) => unknown }
  | { readonly kind: 'organization'; readonly type: TableType; readonly selection: Selection };

/** What is read of a list. */
export interface ListPart {
  readonly site: number;
  readonly type: TableType;
  readonly index: AccessIndex | null;
  readonly selection: readonly (readonly [key: string, part: ConnectionPart])[];
}

/** What one field of a connection reads. */
export type ConnectionPart =
  | { readonly kind: 'constant'; readonly value: string }
  | { readonly kind: 'nodes'; readonly selection: Selection }
  | {
      readonly kind: 'edges';
      readonly selection: readonly (readonly [
        key: string,
        part: { kind: 'constant'; value: string } | { kind: 'cursor' } | { kind: 'node'; selection: Selection },
      ])[];
    }
  | { readonly kind: 'pageInfo'; readonly keys: readonly (readonly [key: string, field: string])[] }
  | { readonly kind: 'totalCount' };

/** What is read of a value that is stored as JSON. */
export interface ValuePart {
  readonly field: string;
  readonly many: boolean;
  /** The name of a value that must not be missing; null where it may be. */
  readonly required: string | null;
  /** What is selected of it, a text where that is a constant; null for a leaf. */
  readonly selection: readonly (readonly [key: string, part: ValuePart | string])[] | null;
}

/** A compiled operation. */
export interface Plan {
  readonly root: Selection;
  readonly sites: readonly ArgumentSite[];
}

/** Thrown where a selection has a part that is resolved in code: the operation is then executed field by field. */
export class NotCompilable extends Error {}
