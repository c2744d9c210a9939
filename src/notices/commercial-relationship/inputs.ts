/** What the mutations of commercial relationships take. */
import { choice, id, line, time } from '../../kernel/schema/input.ts';
import { CommercialChannel } from './channel.ts';
import { CommercialRelationship } from './entity.ts';

export const CommercialRelationshipRecordInput = {
  name: 'CommercialRelationshipRecordInput',
  description: 'How your company buys a product of the vendor.',
  fields: {
    product: line('The product, as you call it.'),
    channel: choice(CommercialChannel, 'How it is bought.'),
    since: time('Since when; not in the future.'),
  },
};

export const CommercialRelationshipEndInput = {
  name: 'CommercialRelationshipEndInput',
  description: 'That a product is no longer bought so.',
  fields: { relationshipId: id('Which commercial relationship.', () => CommercialRelationship) },
};
