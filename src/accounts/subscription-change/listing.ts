/** Change listing: which requests to buy or cancel an organization sees, in the order in which they came. Lists of them are read from here. */
import { defineEntity, p } from '@mikro-orm/core';
import { timestampColumn } from '../../kernel/schema/field.ts';
import { viewerSql, policy } from '../../kernel/access/policy.ts';

const schema = defineEntity({
  name: 'ChangeListing',
  tableName: 'change_listing',
  policies: policy('change_listing', { see: `organization_id = ${viewerSql.organization}` }).rows,
  properties: {
    organizationId: p.uuid().primary(),
    /** A copy of what lists sort by. */
    createdAt: timestampColumn().primary(),
    changeId: p.uuid().primary().index(),
  },
});

/** That an organization sees a request. Kept by a trigger on the requests. */
export class ChangeListing extends schema.class {}
schema.setClass(ChangeListing);
