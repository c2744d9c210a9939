/** What customers of the cast were told. */
import type { NoticeRecord } from '../../ingest/records/index.ts';

/** A notice: from whom, to the first customers of which partner, how many hours ago. */
export interface NoticeText extends Pick<NoticeRecord, 'topic' | 'title' | 'incident'> {
  /** A partner of the cast, or `vendor`. */
  readonly from: string;
  readonly to: string;
  /** To how many customers; one if left out. */
  readonly most?: number;
  readonly hours: number;
  readonly product?: string;
  /** The offer of the first customer's subscription that it refers to. */
  readonly offer?: string;
  readonly text: readonly string[];
}

/** Every notice. */
export const noticeTexts: readonly NoticeText[] = [
  {
    from: 'corlanto',
    to: 'corlanto',
    topic: 'SUBSCRIPTION',
    title: 'Your Microsoft 365 Business Premium renews next month',
    hours: 50,
    offer: 'Microsoft 365 Business Premium',
    text: ['The term ends on the last day of the month. Tell us until then how many seats you need for the next year.'],
  },
  {
    from: 'corlanto',
    to: 'corlanto',
    most: 10,
    topic: 'GENERAL',
    title: 'Our desk is closed on Monday',
    hours: 120,
    text: ['For the holiday of our town. Critical requests are answered by telephone as always.'],
  },
  {
    from: 'corlanto',
    to: 'corlanto',
    most: 4,
    topic: 'SERVICE_INCIDENT',
    title: 'Mail is delayed: what we know',
    hours: 5,
    incident: 'EX1104387',
    text: ['The vendor works on it. Mail is late and not lost; there is nothing to do on your side.'],
  },
  {
    from: 'valdastro',
    to: 'corlanto',
    topic: 'OPERATIONAL',
    title: 'Your Azure plan: the invoice portal is down on Saturday night',
    hours: 75,
    offer: 'Azure plan',
    text: ['Usage is shown again from Sunday morning. What you run is not touched.'],
  },
  {
    from: 'valdastro',
    to: 'tannwald',
    most: 3,
    topic: 'SERVICE_INCIDENT',
    title: 'Virtual machines: restarts in one region',
    hours: 20,
    incident: 'KX3T-7PG',
    text: ['Machines in the region may restart without warning until the vendor reports the end.'],
  },
  {
    from: 'vendor',
    to: 'corlanto',
    topic: 'OPERATIONAL',
    title: 'New addresses from which our services call yours',
    hours: 200,
    text: ['Add the ranges to your firewall before the end of the quarter.'],
  },
  {
    from: 'vendor',
    to: 'corlanto',
    topic: 'OTHER_PRODUCT',
    title: 'Windows Server Datacenter: support of your version ends',
    hours: 300,
    product: 'Windows Server Datacenter',
    text: ['Under your agreement the next version is included.'],
  },
  {
    from: 'northmere',
    to: 'northmere',
    most: 6,
    topic: 'OPERATIONAL',
    title: 'A new telephone number of our support',
    hours: 90,
    text: ['The old one works until the end of the year.'],
  },
  {
    from: 'northmere',
    to: 'northmere',
    topic: 'SUBSCRIPTION',
    title: 'Prices from January on',
    hours: 260,
    text: ['The new price list applies to terms that begin or renew in January or later.'],
  },
  {
    from: 'bozdere',
    to: 'kavakli',
    most: 2,
    topic: 'OPERATIONAL',
    title: 'Planlı bakım: müşteri portalı',
    hours: 66,
    text: ['Portal cumartesi gecesi iki saat kapalı kalacaktır. Hizmetleriniz etkilenmez.'],
  },
  {
    from: 'kavakli',
    to: 'kavakli',
    topic: 'SUBSCRIPTION',
    title: 'Aboneliğinizin yenilenmesi',
    hours: 30,
    offer: 'Microsoft 365 Business Standard',
    text: ['Süre ay sonunda doluyor. Yeni dönem için kullanıcı sayısını bize bildirmenizi rica ederiz.'],
  },
  {
    from: 'vendor',
    to: 'kavakli',
    topic: 'OTHER_PRODUCT',
    title: 'SQL Server Standard: a security update',
    hours: 40,
    product: 'SQL Server Standard',
    text: ['Install it on every server; no restart of the machine is needed.'],
  },
];
