/** Commercial relationships: which products of the vendor a customer buys through which channel (rule R17). */
import { defineEntity, p } from '@mikro-orm/core';
import { reference } from '../../kernel/schema/edge.ts';
import { field, idColumn, timestampColumn } from '../../kernel/schema/field.ts';
import { defineList } from '../../kernel/schema/list.ts';
import { Problem } from '../../kernel/write/problem.ts';
import { publishType } from '../../kernel/schema/type.ts';
import { Customer } from '../stubs.ts';
import { CommercialChannel } from './channel.ts';
import { relationshipMessages } from './messages.ts';
import { relationshipPolicy } from './policy.ts';

const schema = defineEntity({
  name: 'CommercialRelationship',
  tableName: 'commercial_relationship',
  policies: relationshipPolicy.rows,
  indexes: [
    { properties: ['customerId', 'since', 'id'] },
    {
      name: 'commercial_relationship_current',
      expression:
        'create unique index commercial_relationship_current on commercial_relationship (customer_id, lower(product)) where ended_at is null',
    },
  ],
  properties: {
    id: idColumn(),
    customerId: p.uuid(),
    product: field(p.text(), 'The product, as people call it.'),
    channel: field(p.enum(Object.values(CommercialChannel)), 'How it is bought.', () => CommercialChannel),
    since: field(timestampColumn(), 'Since when.'),
    endedAt: field(timestampColumn().nullable(), 'When it ended; null while it goes on.'),
    recordedBy: field(p.text(), 'The name of the person at the customer who recorded it.'),
  },
});

/** That a customer buys a product of the vendor through a channel. */
export class CommercialRelationship extends schema.class {
  /** Ends it. */
  end(now: Date): void {
    if (this.endedAt) throw new Problem('STATE', relationshipMessages.endedAlready(), { field: 'relationshipId' });
    this.endedAt = now;
  }
}

export const relationshipList = defineList('CommercialRelationship', () => CommercialRelationship, {
  order: { SINCE: { property: 'since', column: 'since', type: 'instant', direction: 'DESC', description: 'Since when.' } },
});

publishType(CommercialRelationship, schema, {
  description:
    'How a customer buys a product of the vendor. While it buys it outside CSP the vendor may write to it about that product (rule R17), and sees the customer.',
  edges: { customer: reference(() => Customer, 'customerId', 'Who buys.') },
});
