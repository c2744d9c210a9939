/** The partners of a world: the cast, and in a large world more resellers. */
import { personaNamed } from '../personas.ts';
import type { PartnerRecord, PartnershipRecord } from '../../ingest/records/index.ts';
import { cast, ended, seats, type Role } from './cast.ts';
import { chance, idOf, randomInteger } from './chance.ts';
import { countries, type CountryCode } from './countries.ts';
import { company } from './companies.ts';
import { staff, type WorldPerson } from './people.ts';

/** A partner, with what only the sample world knows of it. */
export interface WorldPartner extends Role {
  readonly tenantId: string;
  readonly staff: readonly WorldPerson[];
  /** The keys of the providers it buys through. */
  readonly providers: readonly string[];
}

/** Every partner of a world with so many added resellers, by key. */
export function worldPartnersOf(seed: number, added: number): Map<string, WorldPartner> {
  const own = cast.map((role) => partner(seed, role, providersOf(role.key)));
  const more = Array.from({ length: added }, (_, number) => {
    const { role, provider } = addedReseller(number);
    return partner(seed, role, [provider]);
  });
  return new Map([...own, ...more].map((each) => [each.key, each]));
}

const providersOf = (key: string) => [
  ...new Set(seats.flatMap(({ partner: seller, provider }) => (seller === key && provider ? [provider] : []))),
];

function partner(seed: number, role: Role, through: readonly string[]): WorldPartner {
  const size = role.kind === 'INDIRECT_PROVIDER' ? 6 : 4;
  const people = staff(seed, role.key, role.country, role.domain, size, role.persona ? personaNamed(role.persona) : undefined);
  return { ...role, tenantId: idOf(seed, 'partner', role.key), staff: people, providers: through };
}

/** The providers, in the order in which they find new resellers. */
const providers = cast.filter(({ kind }) => kind === 'INDIRECT_PROVIDER');

/** The reseller that a large world adds with that number, and its provider. */
export function addedReseller(number: number): { role: Role; provider: string } {
  const provider = providers[number % providers.length]!;
  const country = provider.markets[Math.floor(number / providers.length) % provider.markets.length] as CountryCode;
  // Far behind the numbers of customers in default worlds, so that a reseller seldom shares a name with one.
  const { name, domain } = company(country, 1_000_003 + 7 * number);
  const brand = name.split(' ')[0]!;
  const role: Role = {
    key: `reseller-${number}`,
    name: `${brand} Cloud ${number + 1} ${countries[country].forms[0]}`,
    kind: 'INDIRECT_RESELLER',
    country,
    domain: `cloud${number + 1}-${domain}`,
    markets: [country],
  };
  return { role, provider: provider.key };
}

/** A partner as a record. Of some a contact is not known: their profile is not complete. */
export function partnerRecord(seed: number, { tenantId, name, kind, country, domain, persona, key }: WorldPartner): PartnerRecord {
  const next = chance(seed, 'profile', key);
  return {
    tenantId,
    id: persona && personaNamed(persona)!.claims.organization,
    name,
    kind,
    partnerId: String(randomInteger(next, 1_000_000, 6_999_999)),
    country,
    supportEmail: `support@${domain}`,
    supportTelephone: countries[country].phone(next) ?? undefined,
    supportWebsite: key === 'derinoz' ? undefined : `https://support.${domain}/`,
  };
}

/** Who buys through whom, and who once did. */
export function partnerships(partners: ReadonlyMap<string, WorldPartner>): PartnershipRecord[] {
  const record = (provider: string, reseller: string, active: boolean): PartnershipRecord => ({
    providerTenantId: partners.get(provider)!.tenantId,
    resellerTenantId: partners.get(reseller)!.tenantId,
    active,
  });
  const standing = [...partners.values()].flatMap(({ key, providers: through }) => through.map((provider) => record(provider, key, true)));
  return [...standing, record(ended.provider, ended.reseller, false)];
}
