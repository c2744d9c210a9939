/** The columns of each type under the names of the graph; of tickets, the widest, only those that an operation selects are read. */
import type { FieldNode, FragmentDefinitionNode, SelectionSetNode } from 'graphql';

/** Narrow enough to be read as they are. */
export const columns = {
  customer: 'id, name, domain, country',
  partner: 'id, name, kind, country',
  service: 'id, name, status',
  subscription: 'id, offer_name as "offerName", quantity, status, region',
  incident: 'id, tracking_id as "trackingId", title, status, started_at as "startedAt", service_id as "serviceId"',
  note: 'id, author, audience, text, created_at as "createdAt"',
  event: 'id, at, kind, actor',
} as const;

/** What each field of a ticket needs. */
const TICKET: Record<string, string> = {
  ...Object.fromEntries(
    ['number', 'title', 'description', 'state', 'severity', 'channel', 'resolution', 'assignee', 'contact'].map((name) => [name, name]),
  ),
  updatedAt: 'updated_at as "updatedAt"',
  resolvedAt: 'resolved_at as "resolvedAt"',
  customer: 'customer_id as "customerId"',
  partner: 'partner_id as "partnerId"',
  provider: 'provider_id as "providerId"',
  service: 'service_id as "serviceId"',
  subscription: 'subscription_id as "subscriptionId"',
};

/** What a resolver is told of the operation. */
export interface Info {
  readonly fieldNodes: readonly FieldNode[];
  readonly fragments?: Readonly<Record<string, FragmentDefinitionNode>>;
}

const known = new WeakMap<FieldNode, string>();

/** The columns of tickets that are selected below a field, or below its `nodes`. */
export function ticketColumns({ fieldNodes, fragments = {} }: Info, below?: 'nodes'): string {
  const [field] = fieldNodes as [FieldNode];
  let found = known.get(field);
  if (!found) {
    const sets = fieldNodes.map(({ selectionSet }) => selectionSet!);
    const rows = below
      ? sets.flatMap((set) => fieldsOf(set, fragments).filter(({ name }) => name.value === below)).map(({ selectionSet }) => selectionSet!)
      : sets;
    const names = new Set(rows.flatMap((set) => fieldsOf(set, fragments)).map(({ name }) => name.value));
    // Cursors need the instant, edges and lists the id.
    const needed = [
      'id',
      'created_at as "createdAt"',
      ...Object.keys(TICKET)
        .filter((name) => names.has(name))
        .map((name) => TICKET[name]!),
    ];
    known.set(field, (found = needed.join(', ')));
  }
  return found;
}

function fieldsOf({ selections }: SelectionSetNode, fragments: NonNullable<Info['fragments']>): FieldNode[] {
  return selections.flatMap((each) => {
    if (each.kind === 'Field') return [each];
    return fieldsOf(each.kind === 'InlineFragment' ? each.selectionSet : fragments[each.name.value]!.selectionSet, fragments);
  });
}
