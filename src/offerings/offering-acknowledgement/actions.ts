/** How customers acknowledge terms. */
import { sql } from 'kysely';
import { action } from '../../kernel/write/mutation-action.ts';
import type { ActionContext } from '../../kernel/write/action-context.ts';
import { notFound, Problem } from '../../kernel/write/problem.ts';
import { SupportOffering } from '../support-offering/entity.ts';
import { offeringMessages as say } from '../support-offering/messages.ts';
import { offeringPolicy } from '../support-offering/policy.ts';
import { offeringTransition } from '../support-offering/state.ts';
import { OfferingAcknowledgement } from './entity.ts';
import { SupportOfferingAcknowledgeInput } from './inputs.ts';

export const supportOfferingAcknowledge = action(
  {
    description:
      'Acknowledges the terms of an offering, in the version that you were shown, for your company. Doing it again for the same version changes nothing.',
    input: SupportOfferingAcknowledgeInput,
    returns: { acknowledgement: () => OfferingAcknowledgement, offering: () => SupportOffering },
  },
  async ({ offeringId, version: number }, act) => {
    // Not held, for only its partner could: it may change or retire it meanwhile.
    const offering = await act.find(SupportOffering, offeringPolicy, 'acknowledge', offeringId, 'offeringId');
    offered(offering, number);
    const made = await write(offering, number, act);
    const acknowledgement = await act.em.findOne(OfferingAcknowledgement, { offeringId, number, customerId: act.viewer.organization });
    if (!acknowledgement) {
      const now = await act.em.findOne(SupportOffering, { id: offeringId }, { refresh: true });
      if (now) offered(now, number);
      throw notFound('offeringId');
    }
    // What one customer acknowledges is not for the others to know, so it happens to the acknowledgement.
    if (made) act.emitEvent('offering.acknowledged', acknowledgement, { stream: offering, data: { version: number } });
    return { acknowledgement, offering };
  },
);

/** Refuses a version that is not the one that is offered. */
function offered({ state, version: current }: SupportOffering, version: number): void {
  offeringTransition('acknowledge', state);
  if (version !== current) throw new Problem('STATE', say.otherVersion({ version, current }), { field: 'version' });
}

/**
 * Writes the acknowledgement if the version is offered at that moment, and says whether it did: of two people of a customer
 * who do it at once, the second one is answered the first one's.
 */
async function write(offering: SupportOffering, number: number, { em, viewer, now }: ActionContext): Promise<boolean> {
  const { rows } = await sql`
    insert into offering_acknowledgement (offering_id, number, version_id, partner_id, customer_id, subject, acknowledged_by, acknowledged_at)
    select o.id, v.number, v.id, o.partner_id, ${viewer.organization}::uuid, ${viewer.subject}::text, ${viewer.name}::text, ${now}::timestamptz
    from support_offering o join support_offering_version v on v.offering_id = o.id and v.number = o.version
    where o.id = ${offering.id}::uuid and o.state = 'PUBLISHED' and o.version = ${number}::int
    on conflict (offering_id, number, customer_id) do nothing returning id`.execute(em.getKysely<any>());
  return rows.length > 0;
}
