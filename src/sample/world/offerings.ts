/** The support offerings of a world as records. */
import { Weekday, type OpeningHours } from '../../offerings/offering/terms.ts';
import type { OfferingRecord } from '../records.ts';
import { countries } from './countries.ts';
import { offeringTexts, type OfferingText } from './offering-texts.ts';
import { partnerRecord, type Partner } from './partners.ts';
import type { Setting } from './setting.ts';

/** Every offering: those of the cast as written, and a plain one of each reseller that a large world adds. */
export function* offerings({ seed, partners }: Setting): Generator<OfferingRecord> {
  for (const text of offeringTexts) yield offering(seed, partners.get(text.partner)!, text);
  for (const partner of partners.values()) {
    if (offeringTexts.some(({ partner: key }) => key === partner.key)) continue;
    yield offering(seed, partner, { ...PLAIN, partner: partner.key, zone: countries[partner.country].zone });
  }
}

const PLAIN = {
  name: 'Support',
  state: 'PUBLISHED',
  delivery: 'DIRECT',
  hours: 'Mo-Fr 09:00-17:00',
  services: ['OSDPPlatform', 'Exchange', 'microsoftteams'],
} as const;

function offering(
  seed: number,
  partner: Partner,
  { name, state, delivery, hours, zone, telephone, chat, price, services }: OfferingText,
): OfferingRecord {
  const [priceAmount, priceCurrency] = price?.split(' ') ?? [];
  const { supportEmail, supportWebsite } = partnerRecord(seed, partner);
  return {
    partnerTenantId: partner.tenantId,
    name,
    state,
    delivery,
    hours: hoursOf(hours, zone),
    contactMethods: [
      { kind: 'EMAIL', value: supportEmail! },
      ...(supportWebsite ? [{ kind: 'PORTAL' as const, value: supportWebsite }] : []),
      ...(telephone ? [{ kind: 'TELEPHONE' as const, value: telephone }] : []),
      ...(chat ? [{ kind: 'CHAT' as const, value: `https://chat.${partner.domain}/` }] : []),
    ],
    priceAmount,
    priceCurrency,
    services: [...services],
  };
}

const DAYS = Object.values(Weekday);
const SHORT = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'];

/** Opening hours from a line such as `Mo-Fr 09:00-13:00 14:00-18:00; Sa 09:00-12:00`. */
export function hoursOf(line: string, zone: string): OpeningHours {
  const days = line.split('; ').flatMap((part) => {
    const [span, ...times] = part.split(' ');
    const [first, last] = span!.split('-').map((day) => SHORT.indexOf(day)) as [number, number | undefined];
    const intervals = times.map((time) => ({ opens: time.slice(0, 5), closes: time.slice(6) }));
    return DAYS.slice(first, (last ?? first) + 1).map((day) => ({ day, intervals: intervals.map((interval) => ({ ...interval })) }));
  });
  return { zone, days };
}
