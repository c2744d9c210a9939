/** Account listing: which customers and partners an organization sees, in the order of their names. Lists of them are read from here. */
import { defineEntity, p } from '@mikro-orm/core';
import { viewerSql, policy } from '../../kernel/access/policy.ts';

const schema = defineEntity({
  name: 'AccountListing',
  tableName: 'account_listing',
  policies: policy('account_listing', { see: `organization_id = ${viewerSql.organization}` }).rows,
  indexes: [{ properties: ['organizationId', 'kind', 'name', 'accountId'] }],
  properties: {
    organizationId: p.uuid().primary(),
    accountId: p.uuid().primary().index(),
    kind: p.enum(['CUSTOMER', 'PARTNER']),
    /** A copy of what lists sort by. */
    name: p.text(),
  },
});

/** That an organization sees a customer or partner, for whatever reasons, itself included. Kept by triggers. */
export class AccountListing extends schema.class {}
schema.setClass(AccountListing);
