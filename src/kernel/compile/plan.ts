/** Plans: the selection of an operation as a tree of what has to be read. A plan holds no viewer and no variable's value. */
import type { EntityProperty } from '@mikro-orm/core';
import type { FieldNode, GraphQLField } from 'graphql';
import type { ComputedEdge, FoundEdge, LinksEdge, LookupEdge, OneEdge } from '../schema/edge.ts';
import type { GatheredEdge } from '../schema/aggregated-field.ts';
import type { AccessIndex, List } from '../schema/list.ts';
import type { On } from '../read/batch-reader.ts';
import type { Told } from '../schema/query-fields.ts';
import type { TableType } from './catalog.ts';

/** A selection on an object, by response key, in the order of the answer. */
export type Selection = readonly (readonly [key: string, part: Part])[];

/** A field with arguments whose values come with the request. */
export interface Site {
  readonly field: GraphQLField<unknown, unknown>;
  readonly node: FieldNode;
  readonly list: List | null;
  /** For a root field that finds one row: the properties that are its natural keys. */
  readonly keys?: readonly EntityProperty[];
  /** For an edge with arguments of its own. */
  readonly gathered?: GatheredEdge;
}

/** What one field of a selection reads. */
export type Part =
  | { readonly kind: 'constant'; readonly value: string }
  | { readonly kind: 'column'; readonly property: EntityProperty }
  | { readonly kind: 'value'; readonly property: EntityProperty; readonly value: ValuePart }
  | { readonly kind: 'computed'; readonly edge: ComputedEdge; readonly type: TableType; readonly project: (value: unknown) => unknown }
  | { readonly kind: 'lookup'; readonly edge: LookupEdge }
  | { readonly kind: 'gathered'; readonly edge: GatheredEdge; readonly site: number; readonly project: (value: unknown) => unknown }
  | { readonly kind: 'one'; readonly edge: OneEdge; readonly type: TableType; readonly of: TableType; readonly selection: Selection }
  | { readonly kind: 'found'; readonly edge: FoundEdge; readonly site: number; readonly type: TableType; readonly selection: Selection }
  | { readonly kind: 'links'; readonly edge: LinksEdge; readonly type: TableType; readonly selection: Selection }
  | ({ readonly kind: 'list'; readonly ways: readonly On[] } & ListPart)
  | { readonly kind: 'row'; readonly site: number; readonly type: TableType; readonly selection: Selection }
  | { readonly kind: 'viewer'; readonly selection: readonly (readonly [key: string, part: ViewerPart])[] };

/** What one field of the viewer reads: what the token said, what is worked out for it, or the organization as a row. */
export type ViewerPart =
  | { readonly kind: 'constant'; readonly value: string }
  | { readonly kind: 'said'; readonly field: string }
  | { readonly kind: 'told'; readonly told: Told; readonly project: (value: unknown) => unknown }
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
  /** What to say is absent where there is nothing and must be something; null where there may be nothing. */
  readonly required: string | null;
  /** What is selected of it, a text where that is a constant; null for a leaf. */
  readonly selection: readonly (readonly [key: string, part: ValuePart | string])[] | null;
}

/** A compiled operation. */
export interface Plan {
  readonly root: Selection;
  readonly sites: readonly Site[];
}

/** Thrown where a selection has a part that is resolved in code: the operation is then executed field by field. */
export class NotCompiled extends Error {}
