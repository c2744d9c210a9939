/** Root fields of partners. */
import { connectionField, byId, queries } from '../../kernel/schema/query-fields.ts';
import { Partner, partnerList } from './entity.ts';

export const PartnerReads = queries({
  partner: byId(() => Partner, 'A partner by its id, its program id with the vendor, or its tenant.'),
  partners: connectionField(partnerList, 'The partners you may see: your own, and those you do business with.'),
});
