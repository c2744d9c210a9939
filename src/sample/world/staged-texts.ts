/** The staged tickets, as written: times are hours before now. */
import type { ValueOf } from '../../kernel/schema/enum.ts';
import type { NoteAudience } from '../../tickets/note/audience.ts';
import type { TicketChannel, TicketSeverity, TicketState } from '../../tickets/ticket/state.ts';

type Who = 'contact' | 'colleague' | 'agent' | 'technician' | 'provider' | 'vendor';

/** A staged ticket as written. `agent` and `provider` are the personas at the partner and its provider, `contact` the one at the customer. */
export interface StagedText {
  /** The persona of the customer. */
  readonly of: 'customer' | 'other-customer';
  readonly offer: string;
  readonly title: string;
  readonly description: string;
  readonly severity: ValueOf<typeof TicketSeverity>;
  readonly state: TicketState;
  readonly channel: ValueOf<typeof TicketChannel>;
  /** Who opened it, if not the contact. */
  readonly by?: Who;
  readonly assignee?: Who;
  readonly opened: number;
  readonly resolved?: number;
  readonly closed?: number;
  readonly resolution?: string;
  readonly incidents?: readonly string[];
  readonly notes: readonly (readonly [hoursAgo: number, who: Who, audience: ValueOf<typeof NoteAudience>, text: string])[];
}

const DAY = 24;

/** Every staged ticket. */
export const stagedTexts: readonly StagedText[] = [
  {
    of: 'customer',
    offer: 'Azure plan',
    title: 'Kiln control server does not start: AllocationFailed',
    description:
      'The virtual machine that controls kilns 2 and 3 was stopped for the nightly backup and does not start again. The portal says "AllocationFailed". Kiln 1 runs on the old server, the other two are cold.\n\nWe lose about 400 m² of tiles an hour.',
    severity: 'CRITICAL',
    state: 'IN_PROGRESS',
    channel: 'TELEPHONE',
    by: 'agent',
    assignee: 'agent',
    opened: 6.5,
    incidents: ['KX3T-7PG'],
    notes: [
      [
        6.3,
        'agent',
        'AUTHOR_ORGANIZATION',
        'Service health: KX3T-7PG matches exactly (Italy North, Dv5). No diagnosis of our own needed; question is a way around.',
      ],
      [
        6,
        'agent',
        'CUSTOMER',
        'This is an outage of the vendor’s region, known as KX3T-7PG. We are trying to start the machine in another zone and call you within the hour.',
      ],
      [
        4.5,
        'agent',
        'PARTNERS',
        'Dv5 does not start in any zone. Is there reserved capacity in your subscription that we could use for a day? We are paying for two idle Dv4.',
      ],
      [
        3.8,
        'provider',
        'PARTNERS',
        'Two Standard_D4_v4 in zone 2 are free until Friday. Resize to that, I have raised the quota for the customer.',
      ],
      [3.7, 'provider', 'AUTHOR_ORGANIZATION', 'Capacity taken from the reserve for demo tenants. Take it back on Friday.'],
      [2.2, 'contact', 'CUSTOMER', 'Kiln 2 is heating up again, thank you. Kiln 3 still waits for its controller.'],
    ],
  },
  {
    of: 'customer',
    offer: 'Exchange Online (Plan 2)',
    title: 'Orders from dealers arrive half an hour late',
    description:
      'Since this morning mails from our dealers abroad reach the order desk 30 to 40 minutes late. Dealers who do not get a confirmation order a second time.',
    severity: 'CRITICAL',
    state: 'NEW',
    channel: 'PORTAL',
    opened: 2.1,
    notes: [
      [1.4, 'contact', 'CUSTOMER', 'We have now found four orders that were placed twice.'],
      [1.3, 'colleague', 'AUTHOR_ORGANIZATION', 'Order desk: please call each dealer before you confirm a second order.'],
    ],
  },
  {
    of: 'customer',
    offer: 'Microsoft Intune Suite',
    title: 'Tablets in the showroom ask for a PIN every minute',
    description: 'The six tablets with which visitors look at our collections lock after one minute since the last update.',
    severity: 'MODERATE',
    state: 'WAITING_ON_CUSTOMER',
    channel: 'EMAIL',
    assignee: 'technician',
    opened: 3 * DAY + 2,
    notes: [
      [
        3 * DAY + 1,
        'technician',
        'AUTHOR_ORGANIZATION',
        'Service health is green. The tablets got the office profile because they were moved to the group of the sales team.',
      ],
      [
        2 * DAY + 20,
        'technician',
        'CUSTOMER',
        'The tablets are treated like office devices at the moment. May we move them to a group of their own that never locks, and is limited to the catalogue app? Please confirm in writing, as anybody can then use them.',
      ],
    ],
  },
  {
    of: 'customer',
    offer: 'Microsoft Teams Phone Standard',
    title: 'Porting of twelve numbers to Teams Phone',
    description: 'We would like to move the twelve numbers of the administration to Teams on the first of next month.',
    severity: 'MODERATE',
    state: 'WAITING_ON_PROVIDER',
    channel: 'PORTAL',
    assignee: 'provider',
    opened: 6 * DAY,
    notes: [
      [
        5 * DAY + 20,
        'agent',
        'CUSTOMER',
        'Gladly. We need the signed authorization and the last invoice of your present provider; the form is in the mail.',
      ],
      [5 * DAY, 'contact', 'CUSTOMER', 'Both are signed and on their way to you.'],
      [4 * DAY + 18, 'agent', 'PARTNERS', 'Papers are complete. Please reserve the first of the month with the carrier, 09:00 to 12:00.'],
      [4 * DAY + 2, 'provider', 'PARTNERS', 'Requested. The carrier confirms within five working days.'],
      [4 * DAY, 'agent', 'AUTHOR_ORGANIZATION', 'Margin on porting is low, bundle it with the headsets.'],
    ],
  },
  {
    of: 'customer',
    offer: 'SharePoint Online (Plan 2)',
    title: 'Drawings open with an error since the weekend',
    description:
      'About one in ten drawings in the library "Moulds" ends with "Sorry, something went wrong" and a correlation id. The same files open when they are downloaded.',
    severity: 'MODERATE',
    state: 'ESCALATED',
    channel: 'PORTAL',
    assignee: 'provider',
    opened: 4 * DAY + 5,
    notes: [
      [
        4 * DAY + 4,
        'agent',
        'AUTHOR_ORGANIZATION',
        'Nothing in service health that matches. Reproduced with two browsers; concerns files above 250 MB only.',
      ],
      [
        3 * DAY + 6,
        'agent',
        'PARTNERS',
        'We are at the end of our possibilities: permissions, quota and network are fine. Correlation ids and times are in the attachment. Please hand it over.',
      ],
      [
        3 * DAY + 1,
        'provider',
        'PARTNERS',
        'Handed over to the vendor as UNDOCUMENTED_SERVICE_PROBLEM: preview of large files fails although the limits allow it.',
      ],
      [
        3 * DAY,
        'provider',
        'AUTHOR_ORGANIZATION',
        'Support plan covers it. Second reseller with the same pattern this week, watch for a third.',
      ],
      [
        2 * DAY + 23,
        'vendor',
        'PARTNERS',
        'Received. The preview of files above 250 MB runs into a limit of ours; the product group is looking into it.',
      ],
      [
        2 * DAY + 22,
        'agent',
        'CUSTOMER',
        'We have handed the case over to the vendor and stay your contact. Until then please open large drawings with the desktop program.',
      ],
    ],
  },
  {
    of: 'customer',
    offer: 'Power BI Pro',
    title: 'Production report shows no figures for kiln 3',
    description: 'The report of daily output has an empty column for kiln 3 since the change of the sensors.',
    severity: 'MINIMAL',
    state: 'RESOLVED',
    channel: 'PORTAL',
    assignee: 'technician',
    opened: 8 * DAY,
    resolved: 5 * DAY + 3,
    resolution: 'The new sensor writes under another name. The report reads both names now, and the missing days were loaded.',
    notes: [
      [7 * DAY + 20, 'technician', 'AUTHOR_ORGANIZATION', 'Sensor name has a new suffix, the query filters by name.'],
      [
        6 * DAY + 2,
        'technician',
        'CUSTOMER',
        'The new sensor sends under another name, which the report does not know. We are adding it and load the missing days.',
      ],
      [5 * DAY + 1, 'contact', 'CUSTOMER', 'Confirmed: the column is filled.'],
    ],
  },
  {
    of: 'customer',
    offer: 'Microsoft 365 Business Premium',
    title: 'Three trainees need accounts',
    description: 'Three trainees start in the design department on Monday. Please prepare accounts like those of last year.',
    severity: 'MINIMAL',
    state: 'RESOLVED',
    channel: 'EMAIL',
    by: 'technician',
    assignee: 'technician',
    opened: 24 * DAY,
    resolved: 22 * DAY,
    resolution: 'The three accounts are ready; the start passwords went to you in a sealed letter.',
    notes: [[23 * DAY, 'technician', 'CUSTOMER', 'Two seats were free, one was ordered. The accounts will be ready tomorrow.']],
  },
  {
    of: 'customer',
    offer: 'Exchange Online (Plan 2)',
    title: 'Outlook on the web asked for the password in a loop',
    description: 'Nobody in the warehouse could open the mailbox in the browser.',
    severity: 'CRITICAL',
    state: 'RESOLVED',
    channel: 'TELEPHONE',
    by: 'agent',
    assignee: 'agent',
    opened: 6 * DAY + 3,
    resolved: 5 * DAY + 22,
    incidents: ['EX1101276'],
    resolution: 'The vendor has ended EX1101276. You confirmed that the warehouse can sign in.',
    notes: [
      [
        6 * DAY + 2.5,
        'agent',
        'CUSTOMER',
        'The vendor has a fault with sign-in to Outlook on the web, known as EX1101276. Outlook on telephones works meanwhile.',
      ],
    ],
  },
  {
    of: 'customer',
    offer: 'Azure plan - SQL Database',
    title: 'Copy of the production database for the software house',
    description: 'The software house needs a copy of the database without personal data for a test.',
    severity: 'MINIMAL',
    state: 'CLOSED',
    channel: 'PORTAL',
    assignee: 'agent',
    opened: 58 * DAY,
    resolved: 55 * DAY,
    closed: 41 * DAY,
    resolution: 'A copy with masked names and addresses is at the software house; it is deleted by itself after 30 days.',
    notes: [
      [57 * DAY, 'agent', 'CUSTOMER', 'We would mask names, addresses and mail addresses. Are there other personal data in the tables?'],
      [56 * DAY, 'contact', 'CUSTOMER', 'Also the telephone numbers of the drivers, please.'],
    ],
  },
  {
    of: 'other-customer',
    offer: 'Exchange Online (Plan 1)',
    title: 'Müşterilerden gelen e-postalar yarım saat gecikiyor',
    description: 'Bu sabahtan beri yurt dışından gelen e-postalar 30-40 dakika gecikmeyle ulaşıyor. Şirket içi e-postalarda sorun yok.',
    severity: 'CRITICAL',
    state: 'IN_PROGRESS',
    channel: 'PORTAL',
    assignee: 'agent',
    opened: 3.2,
    incidents: ['EX1104387'],
    notes: [
      [2.8, 'agent', 'AUTHOR_ORGANIZATION', 'EX1104387 ile eşleşiyor, bağlandı.'],
      [2.7, 'agent', 'CUSTOMER', 'Sorun üreticinin hizmetinde ve EX1104387 koduyla biliniyor. Takip ediyoruz, bitince haber vereceğiz.'],
      [2, 'provider', 'PARTNERS', 'Aynı şikâyet dört müşteride daha var, toplu bilgilendirme hazırlıyoruz.'],
    ],
  },
  {
    of: 'other-customer',
    offer: 'Dynamics 365 Sales Professional',
    title: 'Teklif şablonunda logo görünmüyor',
    description: 'Yeni teklif şablonunda logo yerine boş kutu çıkıyor. Ekran görüntüsü e-postada.',
    severity: 'MINIMAL',
    state: 'WAITING_ON_CUSTOMER',
    channel: 'EMAIL',
    assignee: 'technician',
    opened: 2 * DAY,
    notes: [
      [DAY + 22, 'technician', 'AUTHOR_ORGANIZATION', 'Logo dosyası kişisel OneDrive klasöründe, paylaşım yok.'],
      [DAY + 20, 'technician', 'CUSTOMER', 'Logo kişisel bir klasörde duruyor. Ortak kütüphaneye taşımamız için onay verir misiniz?'],
    ],
  },
  {
    of: 'other-customer',
    offer: 'Azure plan',
    title: 'Muhasebe sunucusu yavaş',
    description: 'Ay sonu kapanışında sunucu çok yavaşlıyor, 14 kişi etkileniyor.',
    severity: 'MODERATE',
    state: 'RESOLVED',
    channel: 'TELEPHONE',
    by: 'agent',
    assignee: 'agent',
    opened: 10 * DAY,
    resolved: 7 * DAY,
    resolution: 'Sunucu daha uygun bir boyuta geçirildi, ay sonu kapanışı sorunsuz tamamlandı.',
    notes: [
      [
        9 * DAY,
        'agent',
        'CUSTOMER',
        'Sunucu türü sürekli yük altında yavaşlıyor. Gece on dakikalık bir kesintiyle değiştirmeyi öneriyoruz.',
      ],
      [8 * DAY, 'contact', 'CUSTOMER', 'Uygundur, lütfen 22:00’den sonra.'],
    ],
  },
];
