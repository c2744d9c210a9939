/** The audit trail as somebody reads it. */
import type { Caller } from '../kit/platform.ts';
import type { Stage } from '../mutations/stage.ts';

/** An entry, as it is read. */
export interface Entry {
  readonly id: string;
  readonly at: string;
  readonly verb: string;
  readonly outcome: string;
  readonly thingType: string | null;
  readonly thingId: string | null;
  readonly code: string | null;
  readonly messageId: string | null;
  readonly rules: readonly { code: string }[];
  readonly actor: string;
  readonly actorSubject: string;
  readonly actorKind: string;
  readonly actorRole: string;
  readonly requestId: string;
  readonly partner: { id: string } | null;
  readonly customer: { id: string } | null;
  readonly ticket: { id: string } | null;
}

const ENTRY = `id at verb outcome thingType thingId code messageId rules { code } actor actorSubject actorKind actorRole requestId
  partner { id } customer { id } ticket { id }`;

/** The entries that somebody reads, the newest first. */
export async function trailOf(
  { platform }: Stage,
  who: string | Caller,
  filter: Record<string, unknown> = {},
  { first = 100 } = {},
): Promise<Entry[]> {
  const caller = typeof who === 'string' ? await platform().as(who) : who;
  const document = `query ($filter: AuditEntryFilter, $first: Int) { auditEntries(first: $first, filter: $filter) { nodes { ${ENTRY} } } }`;
  return (await caller.get<any, any>(document, { filter, first })).auditEntries.nodes;
}

/** The verbs and outcomes of what somebody reads of a thing, the newest first. */
export const storyOf = async (on: Stage, who: string | Caller, thing: string): Promise<string[]> =>
  (await trailOf(on, who, { things: [thing] })).map(({ verb, outcome }) => `${verb} ${outcome}`);
