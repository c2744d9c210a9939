/** The support offerings of a world as records. */
import { DUTIES } from '../../offerings/support-offering/delivery.ts';
import { Weekday, type OpeningHours } from '../../offerings/support-offering/terms.ts';
import type { OfferingRecord, TermsRecord } from '../../ingest/records/index.ts';
import { countries } from './countries.ts';
import { offeringTexts, type OfferingText } from './offering-texts.ts';
import { partnerRecord, type WorldPartner } from './partners.ts';
import type { Setting } from './setting.ts';

/** Every offering: those of the cast as written, and a plain one of each reseller that a large world adds. */
export function* worldOfferings(setting: Setting): Generator<OfferingRecord> {
  for (const partner of setting.partners.values()) for (const text of textsOf(partner)) yield offering(setting, partner, text);
}

/** The offerings of a partner, as written. */
export function textsOf(partner: WorldPartner): readonly OfferingText[] {
  const written = offeringTexts.filter(({ partner: key }) => key === partner.key);
  return written.length > 0 ? written : [{ ...PLAIN, partner: partner.key, zone: countries[partner.country].zone }];
}

const PLAIN = {
  name: 'Support',
  state: 'PUBLISHED',
  delivery: 'DIRECT',
  hours: 'Mo-Fr 09:00-17:00',
  services: ['OSDPPlatform', 'Exchange', 'microsoftteams'],
} as const;

/** How many days ago versions were published, the present one first, and a retired offering was retired. */
const AGO = { versions: [60, 400], retired: 30 } as const;

/** When each version of an offering was published, oldest first; none of a draft. */
export function publications({ now }: Pick<Setting, 'now'>, { state, earlier }: OfferingText): Date[] {
  if (state === 'DRAFT') return [];
  const count = earlier ? 2 : 1;
  return AGO.versions
    .slice(0, count)
    .map((days) => daysBefore(now, days))
    .toReversed();
}

const daysBefore = (now: Date, days: number) => new Date(now.getTime() - days * 86_400_000);

function offering(setting: Setting, partner: WorldPartner, text: OfferingText): OfferingRecord {
  const versions = publications(setting, text);
  const by = partner.staff[0]!.name;
  const terms = (at: Date | undefined, given: OfferingText) =>
    termsRecord(setting, partner, given, at && { publishedAt: at, publishedBy: by });
  return {
    ...terms(versions.at(-1), text),
    partnerTenantId: partner.tenantId,
    state: text.state,
    retiredAt: text.state === 'RETIRED' ? daysBefore(setting.now, AGO.retired) : undefined,
    earlier: versions.slice(0, -1).map((at) => terms(at, { ...text, ...text.earlier })),
  };
}

function termsRecord(
  { seed, partners }: Setting,
  partner: WorldPartner,
  text: OfferingText,
  published: Pick<TermsRecord, 'publishedAt' | 'publishedBy'> | undefined,
): TermsRecord {
  const { name, delivery, hours, zone, telephone, chat, price, chargedFor, services, supplier } = text;
  const [priceAmount, priceCurrency] = price?.split(' ') ?? [];
  const { supportEmail, supportWebsite } = partnerRecord(seed, partner);
  const duties = [...(text.duties ?? DUTIES)];
  const behind = supplier?.partner ? partners.get(supplier.partner)! : undefined;
  return {
    name,
    types: [...(text.types ?? (['BREAK_FIX', 'SETUP', 'USAGE'] as const))],
    duties,
    delivery,
    scope: delivery === 'OUTSOURCED' && supplier ? (supplier.duties ? 'PARTIAL' : 'FULL') : null,
    supplierTenantId: behind?.tenantId,
    supplierName: behind?.name ?? supplier?.company ?? null,
    supplierDuties: supplier ? [...(supplier.duties ?? duties)] : [],
    hours: worldHoursOf(hours, zone),
    contactMethods: [
      { kind: 'EMAIL', value: supportEmail! },
      ...(supportWebsite ? [{ kind: 'PORTAL' as const, value: supportWebsite }] : []),
      ...(telephone ? [{ kind: 'TELEPHONE' as const, value: telephone }] : []),
      ...(chat ? [{ kind: 'CHAT' as const, value: `https://chat.${partner.domain}/` }] : []),
    ],
    charge: price ? (chargedFor ? 'PART' : 'ALL') : 'FREE',
    chargedFor,
    priceAmount,
    priceCurrency,
    services: [...services],
    ...published,
  };
}

const DAYS = Object.values(Weekday);
const SHORT = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'];

/** Opening hours from a line such as `Mo-Fr 09:00-13:00 14:00-18:00; Sa 09:00-12:00`. */
export function worldHoursOf(line: string, zone: string): OpeningHours {
  const days = line.split('; ').flatMap((part) => {
    const [span, ...times] = part.split(' ');
    const [first, last] = span!.split('-').map((day) => SHORT.indexOf(day)) as [number, number | undefined];
    const intervals = times.map((time) => ({ opens: time.slice(0, 5), closes: time.slice(6) }));
    return DAYS.slice(first, (last ?? first) + 1).map((day) => ({ day, intervals: intervals.map((interval) => ({ ...interval })) }));
  });
  return { zone, days };
}
