/** The types of other subgraphs that offerings knows by id, and what it adds to them. */
import { edges } from '../kernel/edge.ts';
import { stub } from '../kernel/type.ts';
import { offeringList } from './offering/entity.ts';

export const Service = stub('Service', 'service');

export const Partner = stub('Partner', 'partner', {
  offerings: edges(() => offeringList, 'partner_id', 'The support it offers; of another partner only what is published.'),
});
