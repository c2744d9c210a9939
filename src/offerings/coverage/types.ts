/** The answer about coverage, as the graph publishes it: duties, who covers them, their hours and their gaps. */
import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import { Bounded } from '../../kernel/schema/bound.ts';
import type { ValueOf } from '../../kernel/schema/enum.ts';
import { SupportDelivery, SupportDuty } from '../support-offering/delivery.ts';
import { Weekday } from '../support-offering/terms.ts';

@ObjectType({ description: 'An hour of the week, as clocks in the zone show it.', simpleResolvers: true })
export class CoveredHour {
  @Field(() => Weekday, { description: 'Which day.' })
  day!: ValueOf<typeof Weekday>;

  @Field(() => Int, { description: 'Which hour of the day, from 0 to 23.' })
  hour!: number;

  @Field(() => GraphQLISODateTime, { description: 'When it begins.' })
  startsAt!: Date;

  @Field(() => Int, { description: 'How many minutes it has: 60, unless clocks are changed within it.' })
  minutes!: number;

  @Field(() => Int, { description: 'How many of its minutes somebody covers; 0 in a gap.' })
  coveredMinutes!: number;

  @Bounded({ items: 10 })
  @Field(() => [String], { description: 'The companies that cover it, or a part of it; empty in a gap.' })
  by!: string[];
}

@ObjectType({ description: 'A time during which nobody covers a duty.', simpleResolvers: true })
export class CoverageGap {
  @Field(() => GraphQLISODateTime, { description: 'When it begins.' })
  startsAt!: Date;

  @Field(() => GraphQLISODateTime, { description: 'When it ends: somebody is there again, or the week is over.' })
  endsAt!: Date;

  @Field(() => Int, { description: 'How many minutes it has.' })
  minutes!: number;
}

@ObjectType({ description: 'A company that covers a duty, and the offering by which it does.', simpleResolvers: true })
export class SupportCoverer {
  @Field(() => String, { description: 'The company: the partner itself, or the supplier that does this duty for it.' })
  company!: string;

  @Field(() => SupportDelivery, { description: 'How the offering is delivered.' })
  delivery!: SupportDelivery;

  @Field(() => ID, { description: 'The id of the offering.' })
  offeringId!: string;

  @Field(() => String, { description: 'The name of the offering.' })
  offering!: string;
}

@ObjectType({ description: 'Who covers a duty during a week.', simpleResolvers: true })
export class CoveredDuty {
  @Field(() => SupportDuty, { description: 'Which duty.' })
  duty!: SupportDuty;

  @Bounded({ items: 20 })
  @Field(() => [SupportCoverer], { description: 'Who covers it at any time of the week.' })
  coverers!: SupportCoverer[];

  @Bounded({ items: 169 })
  @Field(() => [CoveredHour], {
    description: 'The hours of the week, Monday first: 168, unless clocks are changed; an hour that clocks show twice is there twice.',
  })
  hours!: CoveredHour[];

  @Bounded({ items: 169 })
  @Field(() => [CoverageGap], { description: 'The times during which nobody covers it, to the minute.' })
  gaps!: CoverageGap[];
}

@ObjectType({ description: 'Who covers support during a week, as far as you may see who offers it.', simpleResolvers: true })
export class SupportCoverage {
  @Field(() => String, { description: 'The time zone whose clocks the hours follow.' })
  zone!: string;

  @Field(() => GraphQLISODateTime, { description: 'When the week begins: Monday at midnight in the zone.' })
  startsAt!: Date;

  @Field(() => GraphQLISODateTime, { description: 'When the next week begins.' })
  endsAt!: Date;

  @Bounded({ items: 3 })
  @Field(() => [CoveredDuty], { description: 'Every duty, in the order in which they are done.' })
  duties!: CoveredDuty[];
}
