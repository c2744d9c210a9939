/** How customers acknowledge terms. */
import { action } from '../../kernel/action.ts';
import { demand } from '../../kernel/policy.ts';
import { notFound, Problem } from '../../kernel/problem.ts';
import { SupportOffering } from '../offering/entity.ts';
import { offeringMessages } from '../offering/messages.ts';
import { offeringPolicy } from '../offering/policy.ts';
import { step } from '../offering/state.ts';
import { SupportOfferingVersion } from '../version/entity.ts';
import { OfferingAcknowledgement } from './entity.ts';
import { SupportOfferingAcknowledgeInput } from './inputs.ts';

export const supportOfferingAcknowledge = action(
  {
    description:
      'Acknowledges the terms of an offering, in the version that you were shown, for your company. Doing it again for the same version changes nothing.',
    input: SupportOfferingAcknowledgeInput,
    answers: { acknowledgement: () => OfferingAcknowledgement, offering: () => SupportOffering },
  },
  async ({ offeringId, version: number }, act) => {
    // Found without a lock, for only its partner could take one. If the partner changes the offering meanwhile, these are still the terms that were shown.
    const offering = await act.em.findOne(SupportOffering, { id: offeringId });
    if (!offering) throw notFound('offeringId');
    demand(offeringPolicy, 'acknowledge', act.viewer);
    step('acknowledge', offering.state);
    const current = offering.version;
    if (number !== current) throw new Problem('STATE', offeringMessages.otherVersion({ version: number, current }), { field: 'version' });
    const { id: versionId } = await act.em.findOneOrFail(SupportOfferingVersion, { offeringId, number });
    const key = { offering_id: offeringId, number, customer_id: act.viewer.organization };
    const { subject, name } = act.viewer;
    const rest = { version_id: versionId, partner_id: offering.partnerId, subject, acknowledged_by: name, acknowledged_at: act.now };
    // Two people of a customer may do it at once: the second one is answered the first one's.
    const { numInsertedOrUpdatedRows: made } = await act.em
      .getKysely<any>()
      .insertInto('offering_acknowledgement')
      .values({ ...key, ...rest })
      .onConflict((conflict) => conflict.columns(['offering_id', 'number', 'customer_id']).doNothing())
      .executeTakeFirstOrThrow();
    if (made) act.raise('offering.acknowledged', offering, { data: { version: number } });
    const acknowledgement = await act.em.findOneOrFail(OfferingAcknowledgement, { offeringId, number, customerId: key.customer_id });
    return { acknowledgement, offering };
  },
);
