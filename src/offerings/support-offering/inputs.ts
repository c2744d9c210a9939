/** What the mutations of offerings take. */
import { id, shortText, optional } from '../../kernel/schema/input.ts';
import { terms } from './said.ts';
import { SupportOffering } from './entity.ts';

const offeringId = id('Which offering.', () => SupportOffering);

export const SupportOfferingDraftInput = {
  name: 'SupportOfferingDraftInput',
  description: 'A new offering. Only the name is needed now; what publishing needs is told by `SupportOffering.needs`.',
  fields: { name: shortText('What you call it.'), ...terms },
};

export const SupportOfferingChangeInput = {
  name: 'SupportOfferingChangeInput',
  description: 'Other terms of an offering. What is left out stays as it is.',
  fields: { offeringId, name: optional(shortText('What you call it.')), ...terms },
};

export const SupportOfferingPublishInput = {
  name: 'SupportOfferingPublishInput',
  description: 'Which offering is to be offered to customers.',
  fields: { offeringId },
};

export const SupportOfferingRetireInput = {
  name: 'SupportOfferingRetireInput',
  description: 'Which offering is to be offered no longer.',
  fields: { offeringId },
};
