/** What the vendor publishes in the Message Center of a sample world. */
import type { MessageRecord } from '../../ingest/records/index.ts';

/** A message of the Message Center. Days count back from now, or forward where they are negative. */
export interface MessageText extends Pick<MessageRecord, 'trackingId' | 'title' | 'category' | 'severity' | 'isMajorChange' | 'tags'> {
  /** The keys of the services it is about. */
  readonly services: readonly string[];
  /** How many days ago it was published, and changed last. */
  readonly days: readonly [published: number, changed: number];
  /** In how many days something has to be done by. */
  readonly actionIn?: number;
  readonly text: readonly string[];
  readonly link?: string;
}

/** Every message, the oldest first. */
export const messageTexts: readonly MessageText[] = [
  {
    trackingId: 'MC701104',
    title: 'Basic authentication for client submission of mail will be switched off',
    category: 'PLAN_FOR_CHANGE',
    severity: 'HIGH',
    isMajorChange: true,
    tags: ['Admin impact', 'User impact', 'Updated message'],
    services: ['Exchange'],
    days: [92, 12],
    actionIn: 25,
    text: [
      'Devices and applications that send mail with a user name and a password will be refused from the date below on.',
      'Find them in the report of SMTP AUTH clients, and move each to OAuth or to a connector.',
    ],
    link: 'https://learn.example/exchange/smtp-auth',
  },
  {
    trackingId: 'MC704410',
    title: 'New feature: private notes in meetings',
    category: 'STAY_INFORMED',
    severity: 'NORMAL',
    isMajorChange: false,
    tags: ['New feature', 'User impact'],
    services: ['microsoftteams'],
    days: [61, 61],
    text: ['Participants can keep notes that only they see. There is nothing to prepare.'],
  },
  {
    trackingId: 'MC708833',
    title: 'Sign-in: security defaults will be turned on for tenants without conditional access',
    category: 'PREVENT_OR_FIX_ISSUE',
    severity: 'CRITICAL',
    isMajorChange: true,
    tags: ['Admin impact'],
    services: ['OrgLiveID', 'OSDPPlatform'],
    days: [48, 6],
    actionIn: 9,
    text: [
      'Tenants that have neither security defaults nor a policy of their own get the defaults: every administrator then needs a second factor.',
      'Register a second factor for all administrators before the date below, or they are locked out.',
    ],
    link: 'https://learn.example/identity/security-defaults',
  },
  {
    trackingId: 'MC711290',
    title: 'Site templates: the classic gallery is retired',
    category: 'PLAN_FOR_CHANGE',
    severity: 'NORMAL',
    isMajorChange: false,
    tags: ['Feature update'],
    services: ['SharePoint', 'OneDriveForBusiness'],
    days: [40, 33],
    actionIn: -3,
    text: ['Sites that were made of classic templates stay as they are; new ones are made of the new gallery.'],
  },
  {
    trackingId: 'MC713007',
    title: 'Device enrolment: certificates of the old issuer expire',
    category: 'PREVENT_OR_FIX_ISSUE',
    severity: 'HIGH',
    isMajorChange: false,
    tags: ['Admin impact'],
    services: ['Intune'],
    days: [30, 15],
    actionIn: 40,
    text: [
      'Devices that were enrolled before the date in the report have to fetch a new certificate. It is enough that they are online once.',
    ],
  },
  {
    trackingId: 'MC715521',
    title: 'Reports: exported data will be rounded to two decimals',
    category: 'STAY_INFORMED',
    severity: 'NORMAL',
    isMajorChange: false,
    tags: ['Feature update', 'User impact'],
    services: ['PowerBIcom'],
    days: [21, 21],
    text: ['Exports show what the report shows. Whoever needs the exact value takes it from the dataset.'],
  },
  {
    trackingId: 'MC718064',
    title: 'New admin center: the switch to the old one goes away',
    category: 'PLAN_FOR_CHANGE',
    severity: 'NORMAL',
    isMajorChange: true,
    tags: ['Admin impact'],
    services: ['OSDPPlatform'],
    days: [14, 4],
    actionIn: 60,
    text: ['The old admin center can be opened until the date below. Bookmarks of its pages lead to the new ones.'],
    link: 'https://learn.example/admin/new-center',
  },
  {
    trackingId: 'MC719377',
    title: 'Sales: a new order form for customized tables',
    category: 'STAY_INFORMED',
    severity: 'NORMAL',
    isMajorChange: false,
    tags: ['New feature'],
    services: ['DynamicsCRM', 'PowerApps'],
    days: [9, 9],
    text: ['Makers can choose it in the designer. Existing forms are not changed.'],
  },
  {
    trackingId: 'MC720415',
    title: 'Booking pages: a preview for a few tenants',
    category: 'STAY_INFORMED',
    severity: 'NORMAL',
    isMajorChange: false,
    tags: ['New feature'],
    services: ['Bookings'],
    days: [5, 5],
    text: ['Your tenant was chosen for a preview. It can be left at any time in the settings.'],
  },
  {
    trackingId: 'MC721990',
    title: '(Updated) Calling plans: numbers of one region move to another carrier',
    category: 'PREVENT_OR_FIX_ISSUE',
    severity: 'HIGH',
    isMajorChange: false,
    tags: ['Updated message', 'Admin impact'],
    services: ['microsoftteams'],
    days: [3, 1],
    actionIn: 18,
    text: ['Emergency addresses have to be confirmed before the move. Numbers without one are not reachable afterwards.'],
  },
];
