/** Offering listing: which offerings an organization sees, in the order of their names. Lists of them are read from here. */
import { defineEntity, p } from '@mikro-orm/core';
import { viewerSql, policy } from '../../kernel/access/policy.ts';

const schema = defineEntity({
  name: 'OfferingListing',
  tableName: 'offering_listing',
  policies: policy('offering_listing', { see: `organization_id = ${viewerSql.organization}` }).rows,
  indexes: [{ properties: ['organizationId', 'name', 'offeringId'] }],
  properties: {
    organizationId: p.uuid().primary(),
    offeringId: p.uuid().primary().index(),
    /** A copy of what lists sort by. */
    name: p.text(),
  },
});

/** That an organization sees an offering: its partner does, and once it is published everybody who does business with that partner. Kept by triggers. */
export class OfferingListing extends schema.class {}
schema.setClass(OfferingListing);
