/** Root fields of support offerings. */
import { mutations } from '../../kernel/schema/mutation.ts';
import { connectionField, byId, queries } from '../../kernel/schema/query-fields.ts';
import { supportOfferingChange, supportOfferingDraft, supportOfferingPublish, supportOfferingRetire } from './actions.ts';
import { offeringList, SupportOffering } from './entity.ts';

export const OfferingReads = queries({
  supportOffering: byId(() => SupportOffering, 'A support offering by its id.'),
  supportOfferings: connectionField(offeringList, 'Your own support offerings, and what is published by those you do business with.'),
});

export const OfferingMutations = mutations({ supportOfferingDraft, supportOfferingChange, supportOfferingPublish, supportOfferingRetire });
