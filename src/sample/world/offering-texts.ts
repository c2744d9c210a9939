/** The support offerings of the cast, as written. */
import type { SupportDuty } from '../../offerings/support-offering/delivery.ts';
import type { SupportType } from '../../offerings/support-offering/terms.ts';
import type { OfferingRecord } from '../../ingest/records/index.ts';
import { services } from './services.ts';

/** An offering as written: `hours` as in `Mo-Fr 09:00-13:00 14:00-18:00; Sa 09:00-12:00`, its contacts by kind. */
export interface OfferingText {
  readonly partner: string;
  readonly name: string;
  readonly state: OfferingRecord['state'];
  readonly delivery: OfferingRecord['delivery'];
  readonly hours: string;
  readonly zone: string;
  /** The telephone, where it has one: numbers that are reserved for fiction. */
  readonly telephone?: string;
  readonly chat?: boolean;
  /** A month, as `49.00 EUR`; missing: free. */
  readonly price?: string;
  /** Which part of it is charged; missing: all of it, if it has a price. */
  readonly chargedFor?: string;
  readonly services: readonly string[];
  /** Missing: what is technical. */
  readonly types?: readonly SupportType[];
  /** Missing: all. */
  readonly duties?: readonly SupportDuty[];
  readonly supplier?: Supplier;
  /** What was otherwise in the version before; missing: this is the first. */
  readonly earlier?: Pick<OfferingText, 'hours'> & { readonly price?: string };
}

/** Who stands behind an offering: a partner of the cast by its key, or a company outside the graph. */
export interface Supplier {
  readonly partner?: string;
  readonly company?: string;
  /** The duties that it covers, where a part is outsourced; missing: all. */
  readonly duties?: readonly SupportDuty[];
}

const ALWAYS = 'Mo-Su 00:00-24:00';
const keys = services.map(({ key }) => key);
const azure = keys.filter((key) => key.includes('/'));
const productivity = [
  'OSDPPlatform',
  'Exchange',
  'SharePoint',
  'OneDriveForBusiness',
  'microsoftteams',
  'O365Client',
  'officeonline',
  'Planner',
  'Forms',
  'Bookings',
  'Viva',
];
const security = ['OrgLiveID', 'Intune', 'Microsoft365Defender', 'cloudappsecurity'];
const business = ['DynamicsCRM', 'PowerApps', 'MicrosoftFlow', 'PowerBIcom'];

/** What providers do for resellers, who receive the requests of customers themselves. */
const behind: readonly SupportDuty[] = ['DIAGNOSE', 'RESOLVE'];
/** Companies that are not in the graph. */
const nachtlicht = 'Nachtlicht Operations GmbH';
const gece = 'Gecenöbeti Destek Hizmetleri A.Ş.';

/** Every offering. */
export const offeringTexts: readonly OfferingText[] = [
  {
    partner: 'valdastro',
    name: 'Second level for resellers',
    state: 'PUBLISHED',
    delivery: 'DIRECT',
    hours: 'Mo-Fr 08:00-20:00; Sa 09:00-13:00',
    zone: 'Europe/Rome',
    telephone: '+49 89 99998 110',
    chat: true,
    services: keys,
    types: ['BREAK_FIX', 'SETUP', 'BILLING', 'SUBSCRIPTIONS'],
    duties: behind,
  },
  {
    partner: 'valdastro',
    name: 'Azure around the clock',
    state: 'PUBLISHED',
    delivery: 'OUTSOURCED',
    hours: ALWAYS,
    zone: 'Europe/Rome',
    telephone: '+49 89 99998 111',
    price: '390.00 EUR',
    services: azure,
    duties: behind,
    supplier: { company: nachtlicht, duties: ['DIAGNOSE'] },
    earlier: { hours: 'Mo-Fr 06:00-24:00', price: '350.00 EUR' },
  },
  {
    partner: 'valdastro',
    name: 'Migration desk',
    state: 'DRAFT',
    delivery: 'DIRECT',
    hours: 'Mo-Th 09:00-12:30 14:00-17:30',
    zone: 'Europe/Rome',
    price: '120.00 EUR',
    services: productivity,
    types: ['SETUP', 'USAGE'],
  },
  {
    partner: 'bozdere',
    name: 'Bayi destek hattı',
    state: 'PUBLISHED',
    delivery: 'DIRECT',
    hours: 'Mo-Fr 08:30-18:30',
    zone: 'Europe/Istanbul',
    chat: true,
    services: keys,
    types: ['BREAK_FIX', 'SETUP', 'BILLING', 'SUBSCRIPTIONS'],
    duties: behind,
  },
  {
    partner: 'bozdere',
    name: '7/24 kritik destek',
    state: 'PUBLISHED',
    delivery: 'RESOLD',
    hours: ALWAYS,
    zone: 'Europe/Istanbul',
    price: '14500.00 TRY',
    services: [...azure, 'Exchange', 'OrgLiveID'],
    types: ['BREAK_FIX'],
    supplier: { company: gece },
  },
  {
    partner: 'bozdere',
    name: 'Eski destek paketi',
    state: 'RETIRED',
    delivery: 'DIRECT',
    hours: 'Mo-Fr 09:00-12:00 13:00-18:00',
    zone: 'Europe/Istanbul',
    price: '2500.00 TRY',
    services: productivity,
  },
  {
    partner: 'falkenried',
    name: 'Partner-Hotline',
    state: 'PUBLISHED',
    delivery: 'DIRECT',
    hours: 'Mo-Th 08:00-12:00 13:00-18:00; Fr 08:00-16:00',
    zone: 'Europe/Berlin',
    telephone: '+49 40 66969 300',
    services: keys,
    types: ['BREAK_FIX', 'SETUP', 'BILLING', 'SUBSCRIPTIONS'],
    duties: behind,
  },
  {
    partner: 'falkenried',
    name: 'Rufbereitschaft',
    state: 'PUBLISHED',
    delivery: 'OUTSOURCED',
    hours: ALWAYS,
    zone: 'Europe/Berlin',
    telephone: '+49 40 66969 333',
    price: '275.50 EUR',
    services: [...azure, ...security],
    types: ['BREAK_FIX'],
    duties: behind,
    supplier: { company: nachtlicht },
  },
  {
    partner: 'corlanto',
    name: 'Assistenza inclusa',
    state: 'PUBLISHED',
    delivery: 'DIRECT',
    hours: 'Mo-Fr 09:00-13:00 14:00-18:00',
    zone: 'Europe/Rome',
    services: [...productivity, ...security],
    types: ['BREAK_FIX', 'USAGE', 'BILLING', 'SUBSCRIPTIONS'],
  },
  {
    partner: 'corlanto',
    name: 'Assistenza estesa',
    state: 'PUBLISHED',
    delivery: 'DIRECT',
    hours: 'Mo-Fr 08:00-20:00; Sa 08:30-12:30',
    zone: 'Europe/Rome',
    chat: true,
    price: '89.00 EUR',
    services: [...productivity, ...security, ...business],
    chargedFor: 'Interventi fuori dall’orario dell’assistenza inclusa',
    earlier: { hours: 'Mo-Fr 08:00-20:00', price: '79.00 EUR' },
  },
  {
    partner: 'corlanto',
    name: 'Azure gestito',
    state: 'PUBLISHED',
    delivery: 'RESOLD',
    hours: ALWAYS,
    zone: 'Europe/Rome',
    price: '430.00 EUR',
    services: azure,
    supplier: { partner: 'valdastro' },
  },
  {
    partner: 'corlanto',
    name: 'Supporto produzione 24x7',
    state: 'DRAFT',
    delivery: 'OUTSOURCED',
    hours: ALWAYS,
    zone: 'Europe/Rome',
    price: '650.00 EUR',
    services: keys,
  },
  {
    partner: 'corlanto',
    name: 'Pacchetto 2019',
    state: 'RETIRED',
    delivery: 'DIRECT',
    hours: 'Mo-Fr 09:00-18:00',
    zone: 'Europe/Rome',
    price: '35.00 EUR',
    services: ['OSDPPlatform', 'Exchange'],
  },
  {
    partner: 'tannwald',
    name: 'Basis-Support',
    state: 'PUBLISHED',
    delivery: 'DIRECT',
    hours: 'Mo-Th 08:00-12:00 13:00-17:00; Fr 08:00-14:00',
    zone: 'Europe/Berlin',
    telephone: '+49 89 99998 240',
    services: productivity,
  },
  {
    partner: 'tannwald',
    name: 'Premium-Support',
    state: 'PUBLISHED',
    delivery: 'OUTSOURCED',
    hours: 'Mo-Fr 07:00-21:00; Sa-Su 10:00-16:00',
    zone: 'Europe/Berlin',
    telephone: '+49 89 99998 241',
    price: '149.00 EUR',
    services: keys,
    chargedFor: 'Einsätze außerhalb der Zeiten des Basis-Supports',
    supplier: { company: nachtlicht, duties: ['RECEIVE'] },
  },
  {
    partner: 'rivesoleil',
    name: 'Support standard',
    state: 'PUBLISHED',
    delivery: 'DIRECT',
    hours: 'Mo-Fr 09:00-12:30 14:00-18:30',
    zone: 'Europe/Paris',
    telephone: '+33 4 65 71 20 10',
    services: [...productivity, ...business],
  },
  {
    partner: 'rivesoleil',
    name: 'Support Azure',
    state: 'PUBLISHED',
    delivery: 'RESOLD',
    hours: 'Mo-Fr 08:00-20:00',
    zone: 'Europe/Paris',
    price: '310.00 EUR',
    services: azure,
    supplier: { partner: 'valdastro' },
  },
  {
    partner: 'duinlicht',
    name: 'Servicedesk',
    state: 'PUBLISHED',
    delivery: 'DIRECT',
    hours: 'Mo-Fr 08:00-17:30',
    zone: 'Europe/Amsterdam',
    chat: true,
    services: keys,
  },
  {
    partner: 'kavakli',
    name: 'Standart destek',
    state: 'PUBLISHED',
    delivery: 'DIRECT',
    hours: 'Mo-Fr 09:00-12:30 13:30-18:00',
    zone: 'Europe/Istanbul',
    services: productivity,
  },
  {
    partner: 'kavakli',
    name: 'Genişletilmiş destek',
    state: 'PUBLISHED',
    delivery: 'OUTSOURCED',
    hours: 'Mo-Sa 08:00-22:00',
    zone: 'Europe/Istanbul',
    chat: true,
    price: '3200.00 TRY',
    services: keys,
    supplier: { company: gece },
    earlier: { hours: 'Mo-Fr 08:00-20:00', price: '2800.00 TRY' },
  },
  {
    partner: 'kavakli',
    name: 'Üretim hattı desteği',
    state: 'DRAFT',
    delivery: 'DIRECT',
    hours: ALWAYS,
    zone: 'Europe/Istanbul',
    price: '9800.00 TRY',
    services: azure,
  },
  {
    partner: 'akcatepe',
    name: 'Destek',
    state: 'PUBLISHED',
    delivery: 'DIRECT',
    hours: 'Mo-Fr 09:00-18:00',
    zone: 'Europe/Istanbul',
    services: keys,
  },
  {
    partner: 'derinoz',
    name: 'Bulut desteği',
    state: 'PUBLISHED',
    delivery: 'RESOLD',
    hours: 'Mo-Fr 09:00-18:00; Sa 10:00-14:00',
    zone: 'Europe/Istanbul',
    price: '1900.00 TRY',
    services: [...productivity, ...azure],
    supplier: { partner: 'bozdere' },
  },
  {
    partner: 'jaworowylas',
    name: 'Wsparcie podstawowe',
    state: 'PUBLISHED',
    delivery: 'DIRECT',
    hours: 'Mo-Fr 08:00-16:00',
    zone: 'Europe/Warsaw',
    services: productivity,
  },
  {
    partner: 'jaworowylas',
    name: 'Wsparcie rozszerzone',
    state: 'PUBLISHED',
    delivery: 'OUTSOURCED',
    hours: 'Mo-Fr 06:00-22:00',
    zone: 'Europe/Warsaw',
    price: '420.00 PLN',
    services: keys,
    supplier: { partner: 'falkenried', duties: behind },
  },
  {
    partner: 'hollerbusch',
    name: 'Fernwartung',
    state: 'PUBLISHED',
    delivery: 'DIRECT',
    hours: 'Mo-Fr 09:00-12:00 13:00-17:00',
    zone: 'Europe/Berlin',
    telephone: '+49 30 23125 480',
    services: [...productivity, ...security],
  },
  {
    partner: 'northmere',
    name: 'Essential support',
    state: 'PUBLISHED',
    delivery: 'DIRECT',
    hours: 'Mo-Fr 08:30-17:30',
    zone: 'Europe/London',
    telephone: '+44 20 7946 0188',
    services: keys,
  },
  {
    partner: 'northmere',
    name: 'Always-on support',
    state: 'PUBLISHED',
    delivery: 'DIRECT',
    hours: ALWAYS,
    zone: 'Europe/London',
    telephone: '+44 20 7946 0199',
    chat: true,
    price: '240.00 GBP',
    services: keys,
    earlier: { hours: 'Mo-Su 06:00-22:00', price: '210.00 GBP' },
  },
  {
    partner: 'northmere',
    name: 'Dynamics specialists',
    state: 'PUBLISHED',
    delivery: 'RESOLD',
    hours: 'Mo-Fr 09:00-12:00 13:00-17:00',
    zone: 'Europe/London',
    price: '175.00 GBP',
    services: business,
    supplier: { company: 'Ledgerwick Consulting Ltd' },
  },
  {
    partner: 'northmere',
    name: 'Weekend cover',
    state: 'DRAFT',
    delivery: 'OUTSOURCED',
    hours: 'Sa-Su 09:00-17:00',
    zone: 'Europe/London',
    price: '95.00 GBP',
    services: keys,
  },
  {
    partner: 'northmere',
    name: 'Starter support',
    state: 'RETIRED',
    delivery: 'DIRECT',
    hours: 'Mo-Fr 09:00-17:00',
    zone: 'Europe/London',
    services: ['OSDPPlatform', 'Exchange'],
  },
  {
    partner: 'nubarola',
    name: 'Soporte básico',
    state: 'PUBLISHED',
    delivery: 'DIRECT',
    hours: 'Mo-Th 09:00-14:00 16:00-19:00; Fr 09:00-15:00',
    zone: 'Europe/Madrid',
    services: productivity,
  },
  {
    partner: 'nubarola',
    name: 'Soporte avanzado',
    state: 'PUBLISHED',
    delivery: 'OUTSOURCED',
    hours: ALWAYS,
    zone: 'Europe/Madrid',
    chat: true,
    price: '199.00 EUR',
    services: keys,
    supplier: { company: 'Guardia Nocturna Soporte S.L.' },
  },
];
