/** What the customers of a world were told, by whom, and how those of the personas buy beside CSP. */
import type { NoticeRecord, RelationshipRecord } from '../../ingest/records/index.ts';
import { worldCustomers as everybody } from './customers.ts';
import { hoursBefore } from './incidents.ts';
import { noticeTexts, type NoticeText } from './notice-texts.ts';
import { customerAt, firstCustomerOf, type WorldCustomer, type Setting } from './setting.ts';
import { subscriptionsOf } from './subscriptions.ts';

const VENDOR_SPEAKS = 'Service communications';

/** The notices of the cast, the oldest first. */
export const worldNotices = (setting: Setting): NoticeRecord[] =>
  noticeTexts.map((text) => notice(setting, text)).sort((a, b) => a.sentAt.getTime() - b.sentAt.getTime());

function notice(setting: Setting, { from, to, most = 1, hours, text, offer, ...said }: NoticeText): NoticeRecord {
  const customers = customersOf(setting, to, most);
  const sender = from === 'vendor' ? undefined : setting.partners.get(from)!;
  const subscription = offer && subscriptionsOf(setting, customers[0]!).find(({ offerName }) => offerName === offer)!.externalId;
  return {
    ...said,
    product: said.product ?? null,
    html: text.map((paragraph) => `<p>${paragraph}</p>`).join('\n'),
    author: sender?.staff[0]!.name ?? VENDOR_SPEAKS,
    senderTenantId: sender?.tenantId,
    customerTenantIds: customers.map(({ tenantId }) => tenantId),
    subscriptionExternalId: subscription,
    sentAt: hoursBefore(setting.now, hours),
  };
}

/** The first customers that a partner of the cast sells to itself. */
function customersOf(setting: Setting, partner: string, most: number): WorldCustomer[] {
  const found: WorldCustomer[] = [];
  for (const customer of everybody(setting)) {
    if (found.length === most) break;
    if (customer.partner.key === partner) found.push(customer);
  }
  return found;
}

/** Who buys what beside CSP: one customer of each side, and one of the direct-bill partner. */
const ELSEWHERE = [
  { of: 'corlanto', product: 'Windows Server Datacenter', channel: 'ENTERPRISE_AGREEMENT', days: 1100 },
  { of: 'corlanto', product: 'Microsoft 365 Business Premium', channel: 'CSP', days: 700 },
  { of: 'kavakli', product: 'SQL Server Standard', channel: 'VOLUME_LICENSING', days: 800 },
  { of: 'northmere', product: 'Visual Studio Enterprise', channel: 'DIRECT', days: 420 },
] as const;

/** The commercial relationships of a world. */
export const relationships = (setting: Setting): RelationshipRecord[] =>
  ELSEWHERE.map(({ of, product, channel, days }) => {
    const { tenantId, staff } = customerAt(setting, firstCustomerOf(of));
    const since = hoursBefore(setting.now, days * 24);
    return { customerTenantId: tenantId, product, channel, since, endedAt: null, recordedBy: staff[0]!.name };
  });
