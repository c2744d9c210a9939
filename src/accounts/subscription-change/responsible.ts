/** Whom a customer asks to buy or cancel: the partner who sold the subscription, or the one who sells to it (rule R30). */
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { notFound, Problem } from '../../kernel/write/problem.ts';
import { CustomerPartner } from '../relationship/entity.ts';
import type { CustomerSubscription } from '../customer-subscription/entity.ts';
import { changeMessages as say } from './messages.ts';

/** The partner who answers a request, and the indirect provider through whom it buys. */
export interface Responsible {
  partnerId: string;
  providerId: string | null;
}

/** Finds out who is responsible, or says which field is missing or names nothing. Reads as the customer. */
export async function responsibleFor(
  em: SqlEntityManager,
  customerId: string,
  subscription: CustomerSubscription | null,
  asked: string | null,
): Promise<Responsible> {
  const seller = subscription?.partnerOfRecordId;
  if (seller) {
    if (asked && asked !== seller) throw new Problem('INVALID', say.otherPartner(), { field: 'partnerId', rule: 'R30' });
    return { partnerId: seller, providerId: subscription.providerId ?? null };
  }
  const partners = await em.find(CustomerPartner, { customerId });
  const chosen = asked ? partners.filter(({ partnerId }) => partnerId === asked) : partners;
  if (chosen.length > 1) throw new Problem('INVALID', say.severalPartners(), { field: 'partnerId' });
  const [custody] = chosen;
  if (!custody) throw notFound('partnerId', say.noPartner(), 'R30');
  return { partnerId: custody.partnerId, providerId: subscription?.providerId ?? custody.providerId ?? null };
}
