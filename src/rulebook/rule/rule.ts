/** What a support rule consists of, beside its words. */
import { defineEnum, type ValueOf } from '../../kernel/schema/enum.ts';

export const RuleStrength = defineEnum('SupportRuleStrength', 'How far a rule binds.', {
  MUST: 'It has to be followed.',
  SHOULD: 'It is expected to be followed.',
  MAY: 'It permits something.',
  FACT: 'It says how something is.',
});
export type RuleStrength = ValueOf<typeof RuleStrength>;

export const RuleArea = defineEnum('SupportRuleArea', 'The part of the work in which a rule applies.', {
  ROLES: 'Who does support work.',
  RELATIONSHIP: 'Who answers for a customer.',
  SOLVING: 'Solving a problem on behalf of a customer.',
  HANDING_OFF: 'Handing a problem over to the vendor.',
  COMMUNICATION: 'Who tells customers what.',
  INTAKE: 'Taking in the requests of customers, and what is owed to them.',
  OFFERING: 'How support is set up, offered and charged.',
  SELF_SERVICE: 'What customers do for themselves.',
  SUBSCRIPTION: 'Buying, changing and cancelling subscriptions.',
  CONTACT: 'Whom customers are told to turn to.',
});
export type RuleArea = ValueOf<typeof RuleArea>;

export const RuleParty = defineEnum('SupportRuleParty', 'Somebody whom a rule binds, permits or concerns.', {
  DIRECT_BILL: 'A partner with direct billing.',
  INDIRECT_PROVIDER: 'An indirect provider.',
  INDIRECT_RESELLER: 'An indirect reseller.',
  CUSTOMER: 'A customer.',
  VENDOR: 'The vendor.',
});
export type RuleParty = ValueOf<typeof RuleParty>;

export const RuleHolding = defineEnum('SupportRuleHolding', 'In what way a rule is held.', {
  ENFORCED: 'What breaks the rule is refused, or cannot be done.',
  REPRESENTED: 'What the rule speaks of is there as data, for people to act by.',
});
export type RuleHolding = ValueOf<typeof RuleHolding>;

/** One way in which Tierline holds a rule. The tests look whether it is true. */
export interface Hold {
  readonly how: RuleHolding;
  /** A place in the graph (`Mutation.ticketOpen`), a policy of the database (`policy note_insert`), or `read-only TABLE`. */
  readonly by: string;
}

/** A rule without its words. */
export interface Rule {
  readonly strength: RuleStrength;
  readonly area: RuleArea;
  readonly parties: readonly RuleParty[];
  /** The part of the source in which it stands. */
  readonly section: string;
  readonly held: readonly Hold[];
}

/** The words of a rule in one language. */
export interface RuleText {
  /** The rule itself. */
  readonly sentence: string;
  /** What it means, for somebody who has run into it. */
  readonly explanation: string;
  /** Why nothing holds it, for a rule that nothing can hold. */
  readonly reason?: string;
}
