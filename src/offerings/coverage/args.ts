/** What coverage is asked for: which week, in which zone, and which offerings count. */
import { id, shortText, optional, parameters, boolean, type InputField } from '../../kernel/schema/input.ts';
import { Problem } from '../../kernel/write/problem.ts';
import { offeringMessages as say } from '../support-offering/messages.ts';
import { zoneNamed } from '../support-offering/zone.ts';
import type { Offered } from './coverage.ts';
import { weekOf, type Week } from './week.ts';

const zone: InputField<string> = {
  ...shortText('The time zone whose clocks the hours follow, an IANA name such as `Europe/Rome`; UTC when left out.', 64),
  check(value, field) {
    const known = zoneNamed(String(value));
    if (!known) throw new Problem('INVALID', say.noZone({ field }), { field });
    return known;
  },
};

/** The last day whose week ends, in every zone, in a year of four digits. */
const LAST_DAY = Date.UTC(9999, 11, 26);

/** A day as its midnight, as if it were UTC. */
const day: InputField<number> = {
  ...shortText('A day of the week that is meant, `YYYY-MM-DD`; the present week when left out. Another week has other clocks.', 10),
  check(value, field) {
    const midnight = /^(19[7-9]\d|[2-9]\d{3})-\d\d-\d\d$/.test(String(value)) ? Date.parse(`${String(value)}T00:00:00Z`) : NaN;
    // Some engines take the 30th of February for a day in March.
    if (Number.isNaN(midnight) || midnight > LAST_DAY || !new Date(midnight).toISOString().startsWith(String(value))) {
      throw new Problem('INVALID', say.noDay({ field }), { field });
    }
    return midnight;
  },
};

const fields = { weekOf: optional(day), zone: optional(zone), serviceId: optional(id('Only offerings that cover this service.')) };

/** What the coverage of a partner is asked for. */
export const PartnerCoverageArgs = parameters('PartnerCoverageArgs', fields);

/** What the coverage of a customer is asked for. */
export const CustomerCoverageArgs = parameters('CustomerCoverageArgs', {
  ...fields,
  acknowledged: optional(
    boolean('Only offerings whose present terms the customer has acknowledged (true) or has not (false), as far as you may see that.'),
  ),
});

interface Asked {
  readonly weekOf: number | null;
  readonly zone: string | null;
  readonly serviceId: string | null;
  readonly acknowledged?: boolean | null;
}

/** The week that is meant. */
export const weekAsked = ({ weekOf: midnight, zone: name }: Asked, now: Date): Week =>
  weekOf(name ?? 'UTC', midnight === null ? { instant: now.getTime() } : { day: midnight });

/** Whether an offering counts. */
export const isAsked = ({ serviceId, acknowledged }: Asked, offered: Offered): boolean =>
  (serviceId === null || offered.services.includes(serviceId)) && (acknowledged == null || offered.acknowledged === acknowledged);
