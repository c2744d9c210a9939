/** Filing policy: which partners may file a request with the vendor, family by family. It is data, because the vendor's own pages contradict each other. */
import { defineEntity, p } from '@mikro-orm/core';
import { field, idColumn } from '../../kernel/schema/field.ts';
import { defineList } from '../../kernel/schema/list.ts';
import { viewerSql, policy } from '../../kernel/access/policy.ts';
import { publishType } from '../../kernel/schema/type.ts';
import { ProductFamily } from './product-family.ts';

const schema = defineEntity({
  name: 'FilingPolicy',
  tableName: 'filing_policy',
  policies: policy('filing_policy', { see: `${viewerSql.organization} is not null` }).rows,
  indexes: [{ properties: ['family', 'id'] }],
  properties: {
    id: idColumn(),
    family: field(p.enum(Object.values(ProductFamily)).unique(), 'The products.', () => ProductFamily),
    directBill: field(p.boolean(), 'Whether direct-bill partners may file.'),
    indirectProvider: field(p.boolean(), 'Whether indirect providers may file.'),
    indirectReseller: field(p.boolean(), 'Whether indirect resellers may file by themselves; otherwise their provider does.'),
    basis: field(p.text(), 'What it rests on.'),
  },
});

/** Who may file for a family of products. The operator changes it in the database. */
export class FilingPolicy extends schema.class {}

export const filingPolicyList = defineList('FilingPolicy', () => FilingPolicy, {
  order: { FAMILY: { property: 'family', column: 'family', type: 'text', direction: 'ASC', description: 'The products.' } },
});

publishType(FilingPolicy, schema, {
  description: 'Which partners may file requests with the vendor for a family of products (rule R05).',
});
