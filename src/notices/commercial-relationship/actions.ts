/** What a customer can say of how it buys. */
import { UniqueConstraintViolationException } from '@mikro-orm/core';
import { action } from '../../kernel/write/mutation-action.ts';
import { Problem } from '../../kernel/write/problem.ts';
import { CommercialRelationship } from './entity.ts';
import { CommercialRelationshipEndInput, CommercialRelationshipRecordInput } from './inputs.ts';
import { relationshipMessages as say } from './messages.ts';
import { relationshipPolicy } from './policy.ts';

const answers = { relationship: () => CommercialRelationship };

export const commercialRelationshipRecord = action(
  {
    description:
      'Records how a customer buys a product of the vendor. Only the customer may: outside CSP it lets the vendor write to it about that product (rule R17).',
    input: CommercialRelationshipRecordInput,
    returns: answers,
  },
  async ({ product, channel, since }, act) => {
    act.authorize(relationshipPolicy, 'record');
    if (since > act.now) throw new Problem('INVALID', say.sinceFuture(), { field: 'since' });
    if (since.getTime() < 0) throw new Problem('INVALID', say.sinceBefore1970(), { field: 'since' });
    const { organization: customerId, name: recordedBy } = act.viewer;
    const relationship = act.em.create(CommercialRelationship, { customerId, product, channel, since, endedAt: null, recordedBy });
    await act.em.flush().catch((error: unknown) => {
      throw error instanceof UniqueConstraintViolationException
        ? new Problem('INVALID', say.recordedAlready({ product }), { field: 'product' })
        : error;
    });
    act.emitEvent('relationship.recorded', relationship);
    return { relationship };
  },
);

export const commercialRelationshipEnd = action(
  {
    description: 'Ends a commercial relationship: from then on the vendor does not write to the customer about the product.',
    input: CommercialRelationshipEndInput,
    returns: answers,
  },
  async ({ relationshipId }, act) => {
    const relationship = await act.findForUpdate(CommercialRelationship, relationshipPolicy, 'end', relationshipId, 'relationshipId');
    relationship.end(act.now);
    act.emitEvent('relationship.ended', relationship);
    return { relationship };
  },
);
