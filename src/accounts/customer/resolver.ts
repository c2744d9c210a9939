/** Root fields of customers. */
import { many, one, reads } from '../../kernel/schema/query-fields.ts';
import { Customer, customerList } from './entity.ts';

export const CustomerReads = reads({
  customer: one(() => Customer, 'A customer by its id, or by its tenant.'),
  customers: many(customerList, 'The customers you may see: your own and those of your resellers, or yourself.'),
});
