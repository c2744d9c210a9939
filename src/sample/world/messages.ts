/** The Message Center of a world: what the vendor published, and in whose tenant it is. */
import type { MessageRecord, PublicationRecord } from '../../ingest/records/index.ts';
import { messageTexts, type MessageText } from './message-texts.ts';
import { firstCustomerOf, type WorldCustomer, type Setting } from './setting.ts';
import { subscriptionsOf } from './subscriptions.ts';

const DAY = 86_400_000;

/** Every message, the oldest first. */
export const worldMessages = ({ now }: Setting): MessageRecord[] => messageTexts.map((text) => message(text, now));

function message({ days: [published, changed], actionIn, text, link, ...said }: MessageText, now: Date): MessageRecord {
  const at = (days: number) => new Date(now.getTime() - days * DAY);
  const actionRequiredAt = actionIn === undefined ? null : at(-actionIn);
  const until = actionRequiredAt ? [`<p><strong>Action required by:</strong> ${actionRequiredAt.toISOString().slice(0, 10)}</p>`] : [];
  return {
    ...said,
    tags: [...said.tags],
    services: [...said.services],
    html: [...text.map((paragraph) => `<p>${paragraph}</p>`), ...until].join('\n'),
    details: link ? [{ name: 'ExternalLink', value: link }] : [],
    startsAt: at(published),
    endsAt: at(published - 365),
    actionRequiredAt,
    updatedAt: at(changed),
  };
}

/** What is on show in every tenant, that of a partner too. */
const EVERYWHERE = 'OSDPPlatform';
/** Where the preview is shown. */
const PREVIEW = { service: 'Bookings', customer: firstCustomerOf('nubarola') } as const;

/** A customer has the messages about what it has bought. */
export function publicationsOf(setting: Setting, customer: WorldCustomer): PublicationRecord[] {
  const bought = new Set<string | undefined>([EVERYWHERE, ...subscriptionsOf(setting, customer).map(({ service }) => service)]);
  if (customer.number === PREVIEW.customer) bought.add(PREVIEW.service);
  return messageTexts
    .filter(({ services }) => services.some((service) => bought.has(service)))
    .map(({ trackingId }) => ({ trackingId, customerTenantId: customer.tenantId }));
}

/** A partner has in its own tenant what everybody has. */
export function* ownPublications({ partners }: Setting): Generator<PublicationRecord> {
  for (const { tenantId } of partners.values()) {
    for (const { services, trackingId } of messageTexts) if (services.includes(EVERYWHERE)) yield { trackingId, partnerTenantId: tenantId };
  }
}
