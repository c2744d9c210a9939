/** Notice access: which notices an organization sent or received, in the order of time. Lists of them are read from here. */
import { defineEntity, p } from '@mikro-orm/core';
import { timestampColumn } from '../../kernel/schema/field.ts';
import { noticeAccessPolicy } from './policy.ts';

const schema = defineEntity({
  name: 'CustomerNoticeAccess',
  tableName: 'customer_notice_access',
  policies: noticeAccessPolicy.rows,
  indexes: [{ properties: ['organizationId', 'sentAt', 'noticeId'] }],
  properties: {
    noticeId: p.uuid().primary(),
    organizationId: p.uuid().primary(),
    /** A copy of what lists sort by. */
    sentAt: timestampColumn(),
  },
});

/** That an organization sees a notice, as its sender or as one who got it. Kept by triggers. */
export class CustomerNoticeAccess extends schema.class {}
schema.setClass(CustomerNoticeAccess);
