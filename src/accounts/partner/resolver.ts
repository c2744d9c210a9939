/** Root fields of partners. */
import { many, one, reads } from '../../kernel/schema/query-fields.ts';
import { Partner, partnerList } from './entity.ts';

export const PartnerReads = reads({
  partner: one(() => Partner, 'A partner by its id, its program id with the vendor, or its tenant.'),
  partners: many(partnerList, 'The partners you may see: your own, and those you do business with.'),
});
