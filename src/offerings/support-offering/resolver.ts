/** Root fields of support offerings. */
import { mutations } from '../../kernel/schema/mutation.ts';
import { many, one, reads } from '../../kernel/schema/query-fields.ts';
import { supportOfferingChange, supportOfferingDraft, supportOfferingPublish, supportOfferingRetire } from './actions.ts';
import { offeringList, SupportOffering } from './entity.ts';

export const OfferingReads = reads({
  supportOffering: one(() => SupportOffering, 'A support offering by its id.'),
  supportOfferings: many(offeringList, 'Your own support offerings, and what is published by those you do business with.'),
});

export const OfferingMutations = mutations({ supportOfferingDraft, supportOfferingChange, supportOfferingPublish, supportOfferingRetire });
