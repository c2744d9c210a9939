/** Who reads a notice: who sent it, and the customers that it was sent to. Who sends one: support agents of partners, and the vendor about what the rules leave to it. */
import { roles, permission, viewerSql, policy } from '../../kernel/access/policy.ts';
import { mayReach } from './reach.ts';
import { BARS_VENDOR } from './topic.ts';

const barred = Object.entries(BARS_VENDOR)
  .filter(([, rule]) => rule !== null)
  .map(([topic]) => `topic <> '${topic}'`)
  .join(' and ');
const maySend = `source = ${viewerSql.kind} and ((${viewerSql.kind} = 'PARTNER' and ${viewerSql.role} <> 'SALES_AGENT') or (${viewerSql.kind} = 'VENDOR' and ${barred}))`;

const senders = [roles('PARTNER', 'HELPDESK_AGENT', 'ADMIN_AGENT'), roles('VENDOR')];

export const noticePolicy = policy('customer_notice', {
  see: `sender_id = ${viewerSql.organization} or (select true from customer_notice_access a where a.notice_id = customer_notice.id and a.organization_id = ${viewerSql.organization} limit 1)`,
  insert: `sender_id = ${viewerSql.organization} and ${maySend}`,
  // To whom it may go is for `mayReach` to say; the last two leave in the audit trail under which rule it was asked.
  permissions: {
    send: permission(senders, { role: 'R01', kind: 'R14' }),
    tellOfSubscriptions: permission(senders, { kind: 'R15' }),
    tellOfOtherProducts: permission(senders, { kind: 'R17' }),
  },
});

const visible = '(select true from customer c where c.id = notice_delivery.customer_id)';
const customer = 'notice_delivery.customer_id';

/** A customer sees that it got a notice, and not who else did: it sees no other customer. */
export const deliveryPolicy = policy('notice_delivery', {
  see: `${visible} and (select true from customer_notice n where n.id = notice_delivery.notice_id)`,
  insert: `${visible} and (select true from customer_notice n where n.id = notice_delivery.notice_id and n.sender_id = ${viewerSql.organization} and ${mayReach('n', customer)})`,
});

export const noticeAccessPolicy = policy('customer_notice_access', { see: `organization_id = ${viewerSql.organization}` });
