/** The words in which the table of rules is written: whom a rule is about, how far it binds, and what holds it. */
import type { Hold, Rule, RuleArea, RuleParty, RuleStrength } from './rule.ts';

/** Every partner, however it takes part. */
export const partners: readonly RuleParty[] = ['DIRECT_BILL', 'INDIRECT_PROVIDER', 'INDIRECT_RESELLER'];
/** Partners who own the relationship from end to end. */
export const direct: readonly RuleParty[] = ['DIRECT_BILL'];
/** Resellers, and the providers behind them. */
export const chain: readonly RuleParty[] = ['INDIRECT_RESELLER', 'INDIRECT_PROVIDER'];
/** Customers alone. */
export const customerRule: readonly RuleParty[] = ['CUSTOMER'];
/** Partners and their customers. */
export const betweenThem: readonly RuleParty[] = [...partners, 'CUSTOMER'];
/** The vendor, and the customers it may speak to. */
export const toCustomers: readonly RuleParty[] = ['VENDOR', 'CUSTOMER'];

/** The parts of the source, in English. */
const AT = {
  roles: 'Appropriate roles',
  start: 'Introduction',
  handOff: 'Introduction: problems to hand over',
  talk: 'Communication with customers',
  duty: 'Meeting the support requirement',
  self: 'Customer self-support through the portals',
  next: 'Next steps',
} as const;

const as =
  (how: Hold['how']) =>
  (...places: string[]): Hold[] =>
    places.map((by) => ({ how, by }));
/** What holds a rule: enforces it, or represents it. Each names places of the graph or of the database. */
export const [enforced, shown] = [as('ENFORCED'), as('REPRESENTED')];

const of =
  (strength: RuleStrength) =>
  (area: RuleArea, parties: readonly RuleParty[], section: keyof typeof AT, ...held: Hold[][]): Rule => ({
    strength,
    area,
    parties,
    section: AT[section],
    held: held.flat(),
  });
/** A rule that binds so far. */
export const [must, should, may, fact] = [of('MUST'), of('SHOULD'), of('MAY'), of('FACT')];
