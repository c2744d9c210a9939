/** Recipients: whether each of the chosen customers may be sent a notice, or which of them may not, and by which rule. */
import { sql } from 'kysely';
import type { ActionContext } from '../../kernel/write/action-context.ts';
import { notFound, Problem } from '../../kernel/write/problem.ts';
import { noticeMessages as say } from './messages.ts';
import { mayReach } from './reach.ts';
import type { NoticeTopic } from './topic.ts';

/** What of a notice decides to whom it may go. */
export interface Sending {
  readonly topic: NoticeTopic;
  readonly product: string | null;
  readonly subscriptionId: string | null;
}

/** The customers, each once, or a problem that names the first one to whom the notice may not go. */
export async function recipientsOf(act: ActionContext, customerIds: readonly string[], sending: Sending): Promise<string[]> {
  const { topic, product, subscriptionId } = sending;
  const { rows } = await sql<{ id: string; may: boolean | null }>`select c.id, ${sql.raw(mayReach('n', 'c.id'))} as may
    from customer c, (select ${topic}::text as topic, ${product}::text as product, ${subscriptionId}::uuid as subscription_id) n
    where c.id = any(${customerIds}::uuid[])`.execute(act.em.getKysely<any>());
  const may = new Map(rows.map((row) => [row.id, row.may === true]));
  const owner = subscriptionId === null ? null : await ownerOf(act, subscriptionId);
  customerIds.forEach((id, index) => {
    const field = `customerIds.${index}`;
    if (!may.has(id)) throw notFound(field, say.noCustomer());
    if (owner !== null && owner !== id) throw new Problem('INVALID', say.anothersSubscription(), { field });
    if (may.get(id)) return;
    throw topic === 'SUBSCRIPTION' || owner !== null
      ? new Problem('FORBIDDEN', say.notResponsible(), { field, rule: 'R15' })
      : new Problem('FORBIDDEN', say.noRelationship({ product: product! }), { field, rule: 'R17' });
  });
  return [...new Set(customerIds)];
}

/** Whose a subscription is that the sender may see. */
async function ownerOf({ em }: ActionContext, subscriptionId: string): Promise<string> {
  const db = em.getKysely<any>();
  const row = await db.selectFrom('customer_subscription').select('customer_id').where('id', '=', subscriptionId).executeTakeFirst();
  if (!row) throw notFound('subscriptionId', say.noSubscription());
  return (row as { customer_id: string }).customer_id;
}
