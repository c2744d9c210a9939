/** The cast: the partners that are in every sample world, and whose customers are how many. */
import type { PartnerKind } from '../../accounts/partner/entity.ts';
import type { ValueOf } from '../../kernel/schema/enum.ts';
import type { CountryCode } from './countries.ts';

/** A partner of the cast. */
export interface Role {
  readonly key: string;
  readonly name: string;
  readonly kind: ValueOf<typeof PartnerKind>;
  readonly country: CountryCode;
  readonly domain: string;
  /** Where its customers are. */
  readonly markets: readonly CountryCode[];
  /** The persona who works there. */
  readonly persona?: string;
}

/** That a partner has so many customers, and the provider through whom it sells to them. */
export interface Seat {
  readonly partner: string;
  readonly provider?: string;
  readonly customers: number;
}

/** Every partner of the cast. The other provider, its resellers and their customers are all in Türkiye and deal with nobody else. */
export const cast: readonly Role[] = [
  {
    key: 'valdastro',
    name: 'Valdastro Distribuzione S.p.A.',
    kind: 'INDIRECT_PROVIDER',
    country: 'IT',
    domain: 'valdastro.example',
    markets: ['IT', 'DE', 'FR', 'NL'],
    persona: 'provider',
  },
  {
    key: 'bozdere',
    name: 'Bozdere Bilişim Dağıtım A.Ş.',
    kind: 'INDIRECT_PROVIDER',
    country: 'TR',
    domain: 'bozdere.example',
    markets: ['TR'],
    persona: 'other-provider',
  },
  {
    key: 'falkenried',
    name: 'Falkenried Distribution GmbH',
    kind: 'INDIRECT_PROVIDER',
    country: 'DE',
    domain: 'falkenried.example',
    markets: ['DE', 'PL', 'NL', 'ES'],
  },
  {
    key: 'corlanto',
    name: 'Corlanto Sistemi S.r.l.',
    kind: 'INDIRECT_RESELLER',
    country: 'IT',
    domain: 'corlanto.example',
    markets: ['IT'],
    persona: 'reseller',
  },
  {
    key: 'tannwald',
    name: 'Tannwald Systemhaus GmbH',
    kind: 'INDIRECT_RESELLER',
    country: 'DE',
    domain: 'tannwald.example',
    markets: ['DE'],
  },
  {
    key: 'rivesoleil',
    name: 'Rivesoleil Informatique SAS',
    kind: 'INDIRECT_RESELLER',
    country: 'FR',
    domain: 'rivesoleil.example',
    markets: ['FR'],
  },
  {
    key: 'duinlicht',
    name: 'Duinlicht Automatisering B.V.',
    kind: 'INDIRECT_RESELLER',
    country: 'NL',
    domain: 'duinlicht.example',
    markets: ['NL'],
  },
  {
    key: 'kavakli',
    name: 'Kavaklı Bulut Çözümleri Ltd. Şti.',
    kind: 'INDIRECT_RESELLER',
    country: 'TR',
    domain: 'kavakli.example',
    markets: ['TR'],
    persona: 'other-reseller',
  },
  {
    key: 'akcatepe',
    name: 'Akçatepe Teknoloji A.Ş.',
    kind: 'INDIRECT_RESELLER',
    country: 'TR',
    domain: 'akcatepe.example',
    markets: ['TR'],
  },
  {
    key: 'derinoz',
    name: 'Derinöz Yazılım Ltd. Şti.',
    kind: 'INDIRECT_RESELLER',
    country: 'TR',
    domain: 'derinoz.example',
    markets: ['TR'],
  },
  {
    key: 'jaworowylas',
    name: 'Jaworowy Las IT Sp. z o.o.',
    kind: 'INDIRECT_RESELLER',
    country: 'PL',
    domain: 'jaworowylas.example',
    markets: ['PL'],
  },
  {
    key: 'hollerbusch',
    name: 'Hollerbusch Netzwerke GmbH',
    kind: 'INDIRECT_RESELLER',
    country: 'DE',
    domain: 'hollerbusch.example',
    markets: ['DE'],
  },
  {
    key: 'northmere',
    name: 'Northmere Cloud Services Ltd',
    kind: 'DIRECT_BILL',
    country: 'GB',
    domain: 'northmere.example',
    markets: ['GB'],
    persona: 'direct',
  },
  {
    key: 'nubarola',
    name: 'Nubarola Servicios Cloud S.L.',
    kind: 'DIRECT_BILL',
    country: 'ES',
    domain: 'nubarola.example',
    markets: ['ES'],
  },
];

/** Who sells to how many of the first sixty customers. One reseller buys through two providers. */
export const seats: readonly Seat[] = [
  { partner: 'corlanto', provider: 'valdastro', customers: 10 },
  { partner: 'tannwald', provider: 'valdastro', customers: 6 },
  { partner: 'rivesoleil', provider: 'valdastro', customers: 5 },
  { partner: 'duinlicht', provider: 'valdastro', customers: 3 },
  { partner: 'kavakli', provider: 'bozdere', customers: 6 },
  { partner: 'akcatepe', provider: 'bozdere', customers: 4 },
  { partner: 'derinoz', provider: 'bozdere', customers: 4 },
  { partner: 'duinlicht', provider: 'falkenried', customers: 3 },
  { partner: 'jaworowylas', provider: 'falkenried', customers: 4 },
  { partner: 'hollerbusch', provider: 'falkenried', customers: 4 },
  { partner: 'northmere', customers: 6 },
  { partner: 'nubarola', customers: 5 },
];

/** A partnership that has ended: the customers stayed, and went to another provider. */
export const ended = { provider: 'falkenried', reseller: 'rivesoleil' } as const;

/** A customer with two partners behind one provider: the second sells it Azure. */
export const shared = { customerOf: 'tannwald', second: 'rivesoleil', provider: 'valdastro' } as const;

/** The customers whom personas belong to. */
export const starring: readonly { persona: string; of: string; name: string; domain: string; country: CountryCode }[] = [
  { persona: 'customer', of: 'corlanto', name: 'Ceramiche Torvalle S.r.l.', domain: 'torvalle.example', country: 'IT' },
  { persona: 'other-customer', of: 'kavakli', name: 'Yeniçam Gıda Sanayi A.Ş.', domain: 'yenicam.example', country: 'TR' },
];
