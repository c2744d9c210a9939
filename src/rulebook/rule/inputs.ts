/** How the list of rules is narrowed. */
import { enumOf, input, shortText, optional, listOf } from '../../kernel/schema/input.ts';
import { RuleArea, RuleHolding, RuleParty, RuleStrength } from './rule.ts';

export const RuleFilter = input(
  'SupportRuleFilter',
  'Narrows the list of rules: all that is given must hold. An empty list of values matches nothing.',
  {
    codes: optional(listOf(shortText('Only the rules with these codes; a code that no rule has matches nothing.', 40))),
    strengths: optional(listOf(enumOf(RuleStrength, 'Only rules that bind this far.'))),
    areas: optional(listOf(enumOf(RuleArea, 'Only rules that apply in these parts of the work.'))),
    parties: optional(listOf(enumOf(RuleParty, 'Only rules that bind, permit or concern one of these.'))),
    holdings: optional(listOf(enumOf(RuleHolding, 'Only rules of which something is held in one of these ways.'))),
  },
);
