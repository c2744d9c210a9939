/** Support coverage: per duty and hour of a week, who covers it and where the gaps are (rules R19 to R24). */
import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import type { ValueOf } from '../../kernel/enumeration.ts';
import { DUTIES, SupportDelivery, SupportDuty } from '../offering/delivery.ts';
import { Weekday, type OpeningHours } from '../offering/terms.ts';
import { hoursOf, left, minutesIn, openIn, united, type ShownHour, type Span, type Week } from './week.ts';

/** A published offering, as far as coverage follows from it. */
export interface Offered {
  readonly id: string;
  readonly name: string;
  /** The name of the partner that offers it. */
  readonly partner: string;
  readonly supplier: string | null;
  readonly delivery: SupportDelivery;
  readonly duties: readonly SupportDuty[];
  readonly supplierDuties: readonly SupportDuty[];
  readonly hours: OpeningHours | null;
  readonly services: readonly string[];
  /** Whether the customer has acknowledged its terms as they are now; false where it is not about a customer. */
  readonly acknowledged: boolean;
}

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

  @Field(() => [SupportCoverer], { description: 'Who covers it at any time of the week.' })
  coverers!: SupportCoverer[];

  @Field(() => [CoveredHour], {
    description: 'The hours of the week, Monday first: 168, unless clocks are changed; an hour that clocks show twice is there twice.',
  })
  hours!: CoveredHour[];

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

  @Field(() => [CoveredDuty], { description: 'Every duty, in the order in which they are done.' })
  duties!: CoveredDuty[];
}

/** The coverage of a week by some offerings. What is long is worked out when it is asked for. */
export function coverageOf(offered: readonly Offered[], week: Week): SupportCoverage {
  let shown: readonly ShownHour[] | undefined;
  const hours = () => (shown ??= hoursOf(week));
  const open = offered.map((offering) => ({ offering, spans: offering.hours ? openIn(offering.hours, week) : [] }));
  return {
    zone: week.zone,
    startsAt: new Date(week.from),
    endsAt: new Date(week.until),
    duties: DUTIES.map((duty) => {
      const covering = open
        .filter(({ offering, spans }) => offering.duties.includes(duty) && spans.length > 0)
        .map(({ offering, spans }) => ({ offering, spans, company: companyFor(offering, duty) }));
      return dutyOf(duty, covering, week, hours);
    }),
  };
}

const companyFor = ({ supplier, supplierDuties, partner }: Offered, duty: SupportDuty): string =>
  supplier !== null && supplierDuties.includes(duty) ? supplier : partner;

interface Covering {
  readonly offering: Offered;
  readonly spans: readonly Span[];
  readonly company: string;
}

function dutyOf(duty: SupportDuty, covering: readonly Covering[], week: Week, hours: () => readonly ShownHour[]): CoveredDuty {
  const all = united(covering.flatMap(({ spans }) => spans));
  return {
    duty,
    coverers: covering.map(({ offering: { id, name, delivery }, company }) => ({ company, delivery, offeringId: id, offering: name })),
    get hours() {
      return hours().map((hour) => ({
        day: hour.day,
        hour: hour.hour,
        startsAt: new Date(hour.from),
        minutes: minutesIn([hour], hour),
        coveredMinutes: minutesIn(all, hour),
        by: [...new Set(covering.filter(({ spans }) => minutesIn(spans, hour) > 0).map(({ company }) => company))],
      }));
    },
    get gaps() {
      return left(week, all).map((gap) => ({
        startsAt: new Date(gap.from),
        endsAt: new Date(gap.until),
        minutes: minutesIn([gap], gap),
      }));
    },
  };
}
