/** The rulebook: every rule with its words. */
import type { Language } from '../../kernel/i18n/language.ts';
import type { StaticType } from '../../kernel/schema/subgraph.ts';
import type { Rule, RuleText } from './rule.ts';
import { RULES, type RuleCode } from './table.ts';
import { en } from './texts/en.ts';
import { it } from './texts/it.ts';
import { tr } from './texts/tr.ts';

/** The words of every rule, by language. */
export const TEXTS: Readonly<Record<Language, Readonly<Record<RuleCode, RuleText>>>> = { EN: en, IT: it, TR: tr };

/** The codes of all rules, in their order. */
export const ruleCodes = Object.keys(RULES) as RuleCode[];

const isCode = (code: unknown): code is RuleCode => typeof code === 'string' && Object.hasOwn(RULES, code);

/** The rule of a code. */
export const ruleOf = (code: RuleCode): Rule => RULES[code];

/** Why nothing holds a rule today, in words; null for one that something enforces or represents. */
export function reasonOf(code: RuleCode, language: Language): string | null {
  return ruleOf(code).held.length > 0 ? null : TEXTS[language][code].reason!;
}

/** What other subgraphs refer to by the code alone. */
export const ruleFact: StaticType = {
  name: 'SupportRule',
  key: 'code',
  find: ({ code }) => (isCode(code) ? { code } : null),
};
