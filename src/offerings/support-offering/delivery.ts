/** Delivery: who does which part of the work of an offering (rules R22 to R24). */
import { defineEnum, type ValueOf } from '../../kernel/schema/enum.ts';

export const SupportDelivery = defineEnum('SupportDelivery', 'Who does the work of an offering.', {
  DIRECT: 'The partner’s own support structure (rule R24).',
  OUTSOURCED: 'Another company works in the partner’s name, for all or part of it (rule R23).',
  RESOLD: 'The support of another company, sold on (rule R22).',
});
export type SupportDelivery = ValueOf<typeof SupportDelivery>;

export const OutsourcingScope = defineEnum('OutsourcingScope', 'How much of an offering is outsourced (rule R23).', {
  FULL: 'The supplier covers all duties of the offering.',
  PARTIAL: 'The supplier covers some duties of the offering, and the partner the others.',
});
export type OutsourcingScope = ValueOf<typeof OutsourcingScope>;

export const SupportDuty = defineEnum('SupportDuty', 'A part of the work that a partner owes its customers (rules R19 to R21).', {
  RECEIVE: 'Receiving incoming requests (rule R19).',
  DIAGNOSE: 'Diagnosing them to the best of one’s ability (rule R20).',
  RESOLVE: 'Resolving what is within the support boundaries (rule R21).',
});
export type SupportDuty = ValueOf<typeof SupportDuty>;

/** Every duty, in the order in which they are done. */
export const DUTIES: readonly SupportDuty[] = Object.values(SupportDuty);
