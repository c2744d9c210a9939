/** Which terms the customers of a world have acknowledged, and when. */
import type { AcknowledgementRecord } from '../../ingest/records/index.ts';
import { chance, randomInteger } from './chance.ts';
import { custodies } from './customers.ts';
import { publications, textsOf } from './offerings.ts';
import type { WorldCustomer, Setting } from './setting.ts';

/** At most so many days after the publication. */
const DAYS = 20;

/**
 * The acknowledgements of a customer, of what its partners and their providers offer: of half of the versions. Where a persona works, the
 * first version of everything was acknowledged, and no later one yet.
 */
export function* acknowledgementsOf(setting: Setting, customer: WorldCustomer): Generator<AcknowledgementRecord> {
  const tenants = new Set(custodies(setting, customer).flatMap((each) => [each.partnerTenantId, each.providerTenantId]));
  for (const partner of setting.partners.values()) {
    if (!tenants.has(partner.tenantId)) continue;
    for (const text of textsOf(partner).filter(({ state }) => state === 'PUBLISHED')) {
      for (const [index, publishedAt] of publications(setting, text).entries()) {
        const next = chance(setting.seed, 'acknowledgement', customer.number, partner.key, text.name, index);
        const isDone = customer.persona ? index === 0 : next() < 0.5;
        if (!isDone) continue;
        const { subject, name } = customer.staff[0]!;
        yield {
          customerTenantId: customer.tenantId,
          partnerTenantId: partner.tenantId,
          offering: text.name,
          number: index + 1,
          subject,
          acknowledgedBy: name,
          acknowledgedAt: new Date(publishedAt.getTime() + randomInteger(next, 1, DAYS * 24 * 60) * 60_000),
        };
      }
    }
  }
}
