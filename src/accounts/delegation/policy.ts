/** Who may see a delegation: those between whom it is, and the provider behind the partner. Who may do what about it. */
import { by, deed, me, policy } from '../../kernel/access/policy.ts';

const partner = `partner_id = ${me.organization} and ${me.kind} = 'PARTNER' and ${me.role} = 'ADMIN_AGENT'`;
const customer = `customer_id = ${me.organization} and ${me.kind} = 'CUSTOMER'`;

/** At a partner only admin agents ask for rights in a customer's tenant and hand them on (rule R01). */
const byPartner = deed(by('PARTNER', 'ADMIN_AGENT'), { role: 'R01' });
const byCustomer = deed(by('CUSTOMER'));

export const delegationPolicy = policy('delegation', {
  see: `customer_id = ${me.organization} or partner_id = ${me.organization} or provider_id = ${me.organization}`,
  insert: partner,
  update: `(${partner}) or (${customer})`,
  parties: ['customerId', 'partnerId', 'providerId'],
  deeds: {
    draft: byPartner,
    request: byPartner,
    approve: byCustomer,
    reject: byCustomer,
    terminate: deed([by('PARTNER', 'ADMIN_AGENT'), by('CUSTOMER')], { role: 'R01' }),
    setAutoExtend: byPartner,
    assign: byPartner,
  },
});

/** Notices go to the partner and to the customer, and to nobody else. */
export const noticePolicy = policy('delegation_notice', {
  see: `partner_id = ${me.organization} or customer_id = ${me.organization}`,
  insert: partner,
});
