/** Custody: which partner answers a customer's ticket, and which provider stands behind it, from what accounts keeps. */
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { notFound, Problem } from '../../kernel/write/problem.ts';
import { ticketMessages as say } from '../ticket/messages.ts';

/** Whom a ticket concerns, and what it is about. */
export interface Custody {
  customerId: string;
  partnerId: string;
  providerId: string | null;
  serviceId: string | null;
  subscriptionId: string | null;
}

/** Whose ticket it is to be, with whom, and about what, as far as that was said. */
export interface Asked {
  readonly customerId: string;
  readonly partnerId: string | null;
  readonly subscriptionId: string | null;
  readonly serviceId: string | null;
}

/** A partner of a customer, the provider behind it, and whether each states a way to reach its support. */
export interface Seller {
  readonly partnerId: string;
  readonly name: string;
  readonly providerId: string | null;
  readonly reachable: boolean;
  readonly providerReachable: boolean;
}

/** Finds out from what was asked, or says which field is missing or names nothing. Reads as the viewer. */
export async function routeTicket(em: SqlEntityManager, asked: Asked): Promise<{ custody: Custody; seller: Seller }> {
  const { customerId, subscriptionId } = asked;
  const db = em.getKysely<any>();
  const customer = await db.selectFrom('customer').select('id').where('id', '=', customerId).executeTakeFirst();
  if (!customer) throw notFound('customerId', say.noCustomer());

  const bought = await db.selectFrom('customer_subscription').selectAll().where('customer_id', '=', customerId).execute();
  const subscription = subscriptionId ? bought.find(({ id }) => id === subscriptionId) : null;
  if (subscriptionId && !subscription) throw notFound('subscriptionId', say.noSubscription());
  if (subscription?.service_id && asked.serviceId && subscription.service_id !== asked.serviceId) {
    throw new Problem('INVALID', say.otherService(), { field: 'serviceId' });
  }

  const serviceId: string | null = subscription?.service_id ?? asked.serviceId;
  const sellers = await sellersOf(em, customerId);
  const seller = chosen(sellers, asked.partnerId, subscription?.partner_of_record_id ?? soleSeller(bought, serviceId));
  return {
    seller,
    custody: {
      customerId,
      partnerId: seller.partnerId,
      // Whoever stands behind another partner's subscription does not stand behind this one.
      providerId: (subscription?.partner_of_record_id === seller.partnerId ? subscription.provider_id : null) ?? seller.providerId,
      serviceId,
      subscriptionId,
    },
  };
}

/** The one who was named; else who sold what it is about; else the only one there is. */
function chosen(sellers: readonly Seller[], named: string | null, ofRecord: string | null): Seller {
  if (sellers.length === 0) throw new Problem('STATE', say.noPartnerAtAll(), { rule: 'R19' });
  const told = sellers.find(({ partnerId }) => partnerId === (named ?? ofRecord));
  if (told) return told;
  if (named) throw notFound('partnerId', say.noPartner(), 'R18');
  if (sellers.length === 1) return sellers[0]!;
  throw new Problem('INVALID', say.severalPartnersNamed({ partners: sellers.map(({ name }) => name) }), {
    field: 'partnerId',
    rule: 'R19',
  });
}

/** The partner of record of all that was bought of a service and is in use; null where there are several, or none. */
function soleSeller(bought: readonly any[], serviceId: string | null): string | null {
  const ofRecord = bought.flatMap(({ service_id, status, partner_of_record_id }) =>
    serviceId && service_id === serviceId && !ENDED.includes(status) ? (partner_of_record_id ?? []) : [],
  );
  const [one, ...more] = new Set<string>(ofRecord);
  return one && more.length === 0 ? one : null;
}

/** In these statuses a subscription is no longer in use. */
const ENDED = ['EXPIRED', 'DISABLED', 'DELETED'];

async function sellersOf(em: SqlEntityManager, customerId: string): Promise<Seller[]> {
  const states = (alias: string) =>
    sql<boolean>`coalesce(${sql.ref(`${alias}.support_email`)}, ${sql.ref(`${alias}.support_telephone`)}, ${sql.ref(`${alias}.support_website`)}) is not null`;
  const { rows } = await sql<Seller>`select c.partner_id as "partnerId", c.provider_id as "providerId", coalesce(p.name, '') as name,
      ${states('p')} as reachable, ${states('q')} as "providerReachable"
    from customer_partner c left join partner p on p.id = c.partner_id left join partner q on q.id = c.provider_id
    where c.customer_id = ${customerId} order by p.name, c.partner_id`.execute(em.getKysely<any>());
  return rows;
}
