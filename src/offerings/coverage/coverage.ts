/** Support coverage: per duty and hour of a week, who covers it and where the gaps are (rules R19 to R24). */
import { DUTIES, type SupportDelivery, type SupportDuty } from '../support-offering/delivery.ts';
import type { OpeningHours } from '../support-offering/terms.ts';
import type { CoveredDuty, SupportCoverage } from './types.ts';
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
