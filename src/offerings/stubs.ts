/** The types of other subgraphs that offerings knows by id, and what it adds to them. */
import { connectionTo } from '../kernel/schema/edge.ts';
import { stub } from '../kernel/schema/type.ts';
import { acknowledgementList } from './offering-acknowledgement/entity.ts';
import { customerCoverage, partnerCoverage } from './coverage/entity.ts';
import { offeringList } from './support-offering/entity.ts';

export const Service = stub('Service', 'service');

export const Partner = stub('Partner', 'partner', {
  offerings: connectionTo(() => offeringList, 'partner_id', 'The support it offers; of another partner only what is published.'),
  supportCoverage: partnerCoverage,
});

export const Customer = stub('Customer', 'customer', {
  offeringAcknowledgements: connectionTo(
    () => acknowledgementList,
    'customer_id',
    'The terms of support offerings that it has acknowledged; a partner sees those of its own offerings.',
  ),
  supportCoverage: customerCoverage,
});
