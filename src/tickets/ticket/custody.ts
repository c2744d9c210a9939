/** Custody: which partner answers a customer's ticket, and which provider stands behind it. The one place where tickets reads what accounts keeps. */
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { kernelMessages } from '../../kernel/messages.ts';
import { notFound, Problem } from '../../kernel/problem.ts';
import type { Viewer } from '../../kernel/viewer.ts';
import { ticketMessages as say } from './messages.ts';

/** Whom a ticket concerns, and what it is about. */
export interface Custody {
  customerId: string;
  partnerId: string;
  providerId: string | null;
  serviceId: string | null;
  subscriptionId: string | null;
}

interface Asked {
  customerId: string | null;
  partnerId: string | null;
  subscriptionId: string | null;
  serviceId: string | null;
}

/** Finds out from what was asked, or says which field is missing or names nothing. Reads as the viewer. */
export async function custodyOf(em: SqlEntityManager, viewer: Viewer, asked: Asked): Promise<Custody> {
  const customerId = asked.customerId ?? (viewer.kind === 'CUSTOMER' ? viewer.organization : null);
  if (!customerId) throw new Problem('INVALID', kernelMessages.required({ field: 'customerId' }), { field: 'customerId' });
  const db = em.getKysely<any>();
  const customer = await db.selectFrom('customer').select('id').where('id', '=', customerId).executeTakeFirst();
  if (!customer) throw notFound('customerId', say.noCustomer());

  const { subscriptionId } = asked;
  const subscription = subscriptionId
    ? await db
        .selectFrom('customer_subscription')
        .selectAll()
        .where('id', '=', subscriptionId)
        .where('customer_id', '=', customerId)
        .executeTakeFirst()
    : null;
  if (subscriptionId && !subscription) throw notFound('subscriptionId', say.noSubscription());
  if (subscription?.service_id && asked.serviceId && subscription.service_id !== asked.serviceId) {
    throw new Problem('INVALID', say.otherService(), { field: 'serviceId' });
  }

  const partners = (await db.selectFrom('customer_partner').selectAll().where('customer_id', '=', customerId).execute()) as {
    partner_id: string;
    provider_id: string | null;
  }[];
  const partnerId = asked.partnerId ?? subscription?.partner_of_record_id ?? (partners.length === 1 ? partners[0]!.partner_id : null);
  if (!partnerId) throw new Problem('INVALID', say.severalPartners(), { field: 'partnerId' });
  const chosen = partners.find(({ partner_id }) => partner_id === partnerId);
  if (!chosen) throw notFound('partnerId', say.noPartner(), 'R18');

  return {
    customerId,
    partnerId,
    // Whoever stands behind another partner's subscription does not stand behind this one.
    providerId: (subscription && subscription.partner_of_record_id === partnerId ? subscription.provider_id : null) ?? chosen.provider_id,
    serviceId: subscription?.service_id ?? asked.serviceId,
    subscriptionId,
  };
}
