/** Notices: that a delegation is about to end, or ends today, for the partner and the customer. */
import { defineEntity, p } from '@mikro-orm/core';
import { reference } from '../../kernel/schema/edge.ts';
import { field, idColumn, timestampColumn } from '../../kernel/schema/field.ts';
import { defineList } from '../../kernel/schema/list.ts';
import { publishType } from '../../kernel/schema/type.ts';
import { Delegation, type Ending } from './entity.ts';
import { delegationNoticePolicy } from './policy.ts';

const schema = defineEntity({
  name: 'DelegationNotice',
  tableName: 'delegation_notice',
  policies: delegationNoticePolicy.rows,
  uniques: [{ properties: ['delegationId', 'endsAt', 'daysLeft'] }],
  indexes: [
    { properties: ['delegationId', 'givenAt', 'id'] },
    { properties: ['partnerId', 'givenAt', 'id'] },
    { properties: ['customerId', 'givenAt', 'id'] },
  ],
  properties: {
    id: idColumn(),
    delegationId: () => p.manyToOne(Delegation).name('delegation_id').mapToPk().deleteRule('cascade'),
    partnerId: p.uuid().nullable(),
    customerId: p.uuid().nullable(),
    daysLeft: field(p.integer(), 'How many days before the end it is due: 30, 7, 1, or 0 on the day itself.'),
    endsAt: field(timestampColumn(), 'The end that it speaks of.'),
    extends: field(p.boolean(), 'Whether the delegation was set to extend itself at that end, when this was given.'),
    givenAt: field(timestampColumn(), 'When it was given.'),
  },
});

/** That a delegation ends, or nearly does. Each is given once for an end; an end that is put off is another end. */
export class DelegationNotice extends schema.class {
  /** The notice of a delegation's end. */
  static of({ id, partnerId, customerId }: Delegation, ending: Ending, givenAt: Date): DelegationNotice {
    return Object.assign(new DelegationNotice(), { delegationId: id, partnerId, customerId, ...ending, givenAt });
  }
}

export const delegationNoticeList = defineList('DelegationNotice', () => DelegationNotice, {
  order: {
    GIVEN_AT: { property: 'givenAt', column: 'given_at', type: 'instant', direction: 'DESC', description: 'When it was given.' },
  },
});

publishType(DelegationNotice, schema, {
  description: 'Notice of the end of a delegation: 30, 7 and 1 days before it and on the day, for the partner and the customer.',
  edges: { delegation: reference(() => Delegation, 'delegationId', 'The delegation that ends.') },
});
