/** The rules in the graph. Every field is found by the code, which is all that a problem knows of its rule. */
import 'reflect-metadata';
import { Arg, Ctx, Directive, Field, FieldResolver, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { Bounded } from '../../kernel/schema/bound.ts';
import type { Context } from '../../kernel/access/request-context.ts';
import { Language } from '../../kernel/i18n/language.ts';
import { RuleFilter } from './inputs.ts';
import { RuleArea, RuleHolding, RuleParty, RuleStrength, type Hold } from './rule.ts';
import { reasonOf, ruleCodes, ruleOf, TEXTS } from './rules.ts';
import type { RuleCode } from './table.ts';

/** The article from which the rules are taken. */
const ARTICLE = {
  title: 'Provide different types of support to your customers',
  url: 'https://learn.microsoft.com/partner-center/customers/customer-support',
};

@ObjectType('SupportRuleSource', { description: 'Where a rule comes from.', simpleResolvers: true })
export class RuleSource {
  @Field(() => String, { description: 'The document, by its English title.' })
  title!: string;

  @Field(() => String, { description: 'The part of the document in which the rule stands.' })
  section!: string;

  @Field(() => String, { description: 'Where the document is published.' })
  url!: string;
}

@ObjectType('SupportRuleHold', { description: 'One way in which Tierline holds a rule.', simpleResolvers: true })
export class RuleHold implements Hold {
  @Field(() => RuleHolding, { description: 'In what way.' })
  how!: RuleHolding;

  @Field(() => String, {
    description:
      'By what: a place in this graph such as `Mutation.ticketOpen`, a policy of the database such as `policy note_insert`, or `read-only` and a table that nobody can write through the graph.',
  })
  by!: string;
}

@Directive('@key(fields: "code")')
@ObjectType('SupportRule', {
  description: 'A rule of the support of cloud customers: who must, should or may do what. A refusal names the one behind it.',
})
export class SupportRule {
  @Field(() => String, { description: 'Its number in the rulebook: `R01` to `R36`.' })
  code!: RuleCode;
}

type Rule = Pick<SupportRule, 'code'>;
const spoken = { nullable: true, description: 'In which language; in yours when left out.' };

/** Everything that is known of a rule, by its code. */
@Resolver(() => SupportRule)
export class RuleFields {
  @FieldResolver(() => RuleStrength, { description: 'How far it binds.' })
  strength(@Root() { code }: Rule) {
    return ruleOf(code).strength;
  }

  @FieldResolver(() => RuleArea, { description: 'The part of the work in which it applies.' })
  area(@Root() { code }: Rule) {
    return ruleOf(code).area;
  }

  @FieldResolver(() => [RuleParty], { description: 'Whom it binds, permits or concerns.' })
  parties(@Root() { code }: Rule) {
    return ruleOf(code).parties;
  }

  @FieldResolver(() => String, { description: 'The rule, in a sentence.' })
  sentence(@Root() { code }: Rule, @Ctx() context: Context, @Arg('language', () => Language, spoken) language?: Language | null) {
    return TEXTS[language ?? context.language][code].sentence;
  }

  @Bounded({ characters: 2_000 }, 'SupportRule')
  @FieldResolver(() => String, { description: 'What it means, for somebody who has run into it.' })
  explanation(@Root() { code }: Rule, @Ctx() context: Context, @Arg('language', () => Language, spoken) language?: Language | null) {
    return TEXTS[language ?? context.language][code].explanation;
  }

  @FieldResolver(() => RuleSource, { description: 'Where it comes from.' })
  source(@Root() { code }: Rule) {
    return { ...ARTICLE, section: ruleOf(code).section };
  }

  @Bounded({ items: 20 }, 'SupportRule')
  @FieldResolver(() => [RuleHold], { description: 'How Tierline holds it; empty where nothing can.' })
  held(@Root() { code }: Rule) {
    return ruleOf(code).held;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Why nothing holds it today; null for a rule that something enforces or represents.',
  })
  reason(@Root() { code }: Rule, @Ctx() context: Context, @Arg('language', () => Language, spoken) language?: Language | null) {
    return reasonOf(code, language ?? context.language);
  }
}

/** The list of the rules. */
@Resolver()
export class RuleReads {
  @Bounded({ items: 36 }, 'Query')
  @Query(() => [SupportRule], { description: 'The support rules, R01 to R36, in their order.' })
  supportRules(
    @Arg('filter', () => RuleFilter.cls, { nullable: true, description: 'Narrows the list.' }) given?: Record<string, unknown> | null,
  ): Rule[] {
    const { codes, strengths, areas, parties, holdings } = RuleFilter.check(given ?? {}, 'filter');
    return ruleCodes
      .filter((code) => {
        const rule = ruleOf(code);
        return (
          (codes?.includes(code) ?? true) &&
          (strengths?.includes(rule.strength) ?? true) &&
          (areas?.includes(rule.area) ?? true) &&
          (parties?.some((party) => rule.parties.includes(party)) ?? true) &&
          (holdings?.some((holding) => rule.held.some(({ how }) => how === holding)) ?? true)
        );
      })
      .map((code) => ({ code }));
  }
}
