/** What the mutations of commercial relationships take. */
import { enumOf, id, shortText, dateTime } from '../../kernel/schema/input.ts';
import { CommercialChannel } from './channel.ts';
import { CommercialRelationship } from './entity.ts';

export const CommercialRelationshipRecordInput = {
  name: 'CommercialRelationshipRecordInput',
  description: 'How your company buys a product of the vendor.',
  fields: {
    product: shortText('The product, as you call it.'),
    channel: enumOf(CommercialChannel, 'How it is bought.'),
    since: dateTime('Since when; not in the future.'),
  },
};

export const CommercialRelationshipEndInput = {
  name: 'CommercialRelationshipEndInput',
  description: 'That a product is no longer bought so.',
  fields: { relationshipId: id('Which commercial relationship.', () => CommercialRelationship) },
};
