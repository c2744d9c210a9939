/** Support resources: where customers who need help with a product find it by themselves (rule R32). */
import { defineEntity, p } from '@mikro-orm/core';
import { field, idColumn } from '../../kernel/schema/field.ts';
import { defineList } from '../../kernel/schema/list.ts';
import { viewerSql, policy } from '../../kernel/access/policy.ts';
import { publishType } from '../../kernel/schema/type.ts';

const schema = defineEntity({
  name: 'SupportResource',
  tableName: 'support_resource',
  // Public pages: everybody sees them. Nobody writes them through the graph; they come in with the services.
  policies: policy('support_resource', { see: `${viewerSql.organization} is not null` }).rows,
  uniques: [{ properties: ['serviceId', 'url'] }],
  indexes: [{ properties: ['serviceId', 'title', 'id'] }],
  properties: {
    id: idColumn(),
    serviceId: p.uuid(),
    title: field(p.text(), 'What it is about.'),
    url: field(p.text(), 'Where it is.'),
  },
});

/** A product resource. */
export class SupportResource extends schema.class {}

export const supportResourceList = defineList('SupportResource', () => SupportResource, {
  order: { TITLE: { property: 'title', column: 'title', type: 'text', direction: 'ASC', description: 'What it is about.' } },
});

publishType(SupportResource, schema, {
  description:
    'An article or guide of the vendor for the users of a service. Customers are shown these first; a request is taken in all the same (rules R32, R33).',
});
