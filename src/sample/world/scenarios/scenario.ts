/** Scenarios: what goes wrong at customers, and what people write about it until it is solved. */
import type { ValueOf } from '../../../kernel/schema/enum.ts';
import type { TicketSeverity } from '../../../tickets/ticket/state.ts';
import { countries, type CountryCode } from '../countries.ts';
import { pick, randomInteger, type Chance } from '../chance.ts';

/** One way in which something goes wrong. `{n}`, `{city}`, `{team}`, `{user}` and `{domain}` in its texts are filled in for each ticket. */
export interface Scenario {
  readonly title: string;
  readonly severity: ValueOf<typeof TicketSeverity>;
  readonly description: string;
  /** What the first look at service health showed; missing: nothing. */
  readonly check?: string;
  /** What the agent notes for colleagues alone. */
  readonly found: string;
  /** What the partner tells the provider, where it needs it. */
  readonly between?: string;
  /** What the customer is told while the work goes on. */
  readonly update: string;
  readonly resolution: string;
  /** The one country in whose language it is written; missing: English, for all. */
  readonly country?: CountryCode;
}

const TEAMS = ['finance', 'sales', 'purchasing', 'logistics', 'HR', 'marketing', 'design', 'service', 'production planning', 'export'];

/** Fills the gaps in the texts of a ticket, each gap the same in all of them. */
export function filler(next: Chance, { country, domain }: { country: CountryCode; domain: string }): (text: string) => string {
  const { cities, firstNames, lastNames } = countries[country];
  const gaps: Record<string, string> = {
    n: String(randomInteger(next, 3, 48)),
    city: pick(next, cities),
    team: pick(next, TEAMS),
    user: `${pick(next, firstNames)} ${pick(next, lastNames)}`,
    domain,
  };
  return (text) => text.replaceAll(/\{(\w+)\}/g, (gap, name: string) => gaps[name] ?? gap);
}
