/** Root fields of customers. */
import { connectionField, byId, queries } from '../../kernel/schema/query-fields.ts';
import { Customer, customerList } from './entity.ts';

export const CustomerReads = queries({
  customer: byId(() => Customer, 'A customer by its id, or by its tenant.'),
  customers: connectionField(customerList, 'The customers you may see: your own and those of your resellers, or yourself.'),
});
