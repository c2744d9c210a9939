/** Support boundaries: what a partner resolves for its customers and what not, service by service (rule R21). */
import { defineEntity, p } from '@mikro-orm/core';
import { reference } from '../../kernel/schema/edge.ts';
import { field, idColumn, timestampColumn } from '../../kernel/schema/field.ts';
import { defineList } from '../../kernel/schema/list.ts';
import { publishType } from '../../kernel/schema/type.ts';
import { Partner, Service } from '../stubs.ts';
import { boundaryPolicy } from './policy.ts';

const schema = defineEntity({
  name: 'SupportBoundary',
  tableName: 'support_boundary',
  policies: boundaryPolicy.rows,
  uniques: [{ properties: ['partnerId', 'serviceId'] }],
  indexes: [{ properties: ['partnerId', 'updatedAt', 'id'] }],
  properties: {
    id: idColumn(),
    partnerId: p.uuid(),
    serviceId: p.uuid().index(),
    within: field(p.array(), 'What lies within: problems that the partner resolves, each in a line.', () => [String]),
    outside: field(p.array(), 'What lies outside: problems that it need not resolve, each in a line.', () => [String]),
    updatedAt: field(timestampColumn(), 'When the partner last stated it.'),
    withdrawnAt: field(timestampColumn().nullable(), 'When the partner took it back, for nobody else to see; null while it holds.'),
  },
});

/** What a partner's support of a service takes in. */
export class SupportBoundary extends schema.class {}

export const boundaryList = defineList('SupportBoundary', () => SupportBoundary, {
  order: {
    UPDATED_AT: {
      property: 'updatedAt',
      column: 'updated_at',
      type: 'instant',
      direction: 'DESC',
      description: 'When it was last stated.',
    },
  },
});

publishType(SupportBoundary, schema, {
  description:
    'The baseline boundaries of a partner’s support of a service (rule R21). Each partner states its own; its customers, and the partners before and behind it, see them.',
  edges: {
    partner: reference(() => Partner, 'partnerId', 'Whose support it is.'),
    service: reference(() => Service, 'serviceId', 'The service that is supported.'),
  },
});
