/** What the mutations of acknowledgements take. */
import { id, integer } from '../../kernel/schema/input.ts';
import { SupportOffering } from '../support-offering/entity.ts';

export const SupportOfferingAcknowledgeInput = {
  name: 'SupportOfferingAcknowledgeInput',
  description: 'That your company was told the terms of an offering and acknowledges them.',
  fields: {
    offeringId: id('Which offering.', () => SupportOffering),
    version: integer('The version of the terms that you were shown (`SupportOffering.version`).', 1, 1_000_000),
  },
};
