/** Hand-off categories: the five kinds of problems for which a partner turns to the vendor, and the evidence that each needs. */
import { defineEnum, type ValueOf } from '../../kernel/schema/enum.ts';

export const HandoffCategory = defineEnum(
  'HandoffCategory',
  'The kind of a problem that is handed over to the vendor (rules R09 to R13).',
  {
    UNDOCUMENTED_SERVICE_PROBLEM: 'A service does not work as its description says, and service health does not say so (rule R09).',
    SERVICE_UNAVAILABLE: 'A service is unavailable (rule R10).',
    BUG_OR_IRREGULARITY: 'A bug or irregularity affects how a service looks or works (rule R11).',
    LARGE_SCALE_NETWORK_DISRUPTION: 'A network is disrupted on a large scale; not the customer’s own (rule R12).',
    REGIONAL_MULTITENANT: 'A region has a problem that several tenants notice (rule R13).',
  },
);
export type HandoffCategory = ValueOf<typeof HandoffCategory>;

/** What may serve as evidence. */
export type EvidenceKind = 'expected' | 'since' | 'steps' | 'networks' | 'region' | 'tickets';

/** What a category asks for. */
export interface Handoff {
  /** The rule by which problems of this kind are handed over. */
  readonly rule: string;
  readonly evidence: readonly EvidenceKind[];
}

/** What each category asks for. */
export const HANDOFFS: Readonly<Record<HandoffCategory, Handoff>> = {
  UNDOCUMENTED_SERVICE_PROBLEM: { rule: 'R09', evidence: ['expected'] },
  SERVICE_UNAVAILABLE: { rule: 'R10', evidence: ['since'] },
  BUG_OR_IRREGULARITY: { rule: 'R11', evidence: ['steps'] },
  LARGE_SCALE_NETWORK_DISRUPTION: { rule: 'R12', evidence: ['networks', 'since'] },
  REGIONAL_MULTITENANT: { rule: 'R13', evidence: ['region', 'tickets'] },
};

/** From how many customers a regional problem needs tickets (rule R13). */
export const CUSTOMERS_OF_A_REGION = 2;
