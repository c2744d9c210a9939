/** Relationships: who sells through whom, and to whom. The rows behind the edges between partners and customers. */
import { defineEntity, p } from '@mikro-orm/core';
import { viewerSql, policy } from '../../kernel/access/policy.ts';

const partnership = policy('partner_relationship', {
  see: `provider_id = ${viewerSql.organization} or reseller_id = ${viewerSql.organization}`,
});

const partnerRelationship = defineEntity({
  name: 'PartnerRelationship',
  tableName: 'partner_relationship',
  policies: partnership.rows,
  uniques: [{ properties: ['providerId', 'resellerId'] }],
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    providerId: p.uuid(),
    resellerId: p.uuid().index(),
    state: p.enum(['ACTIVE', 'INACTIVE']),
  },
});

/** An indirect provider through whom an indirect reseller buys. */
export class PartnerRelationship extends partnerRelationship.class {}
partnerRelationship.setClass(PartnerRelationship);

const custody = policy('customer_partner', {
  see: `customer_id = ${viewerSql.organization} or partner_id = ${viewerSql.organization} or provider_id = ${viewerSql.organization}`,
});

const customerPartner = defineEntity({
  name: 'CustomerPartner',
  tableName: 'customer_partner',
  policies: custody.rows,
  uniques: [{ properties: ['customerId', 'partnerId'] }],
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    customerId: p.uuid(),
    partnerId: p.uuid().index(),
    providerId: p.uuid().nullable().index(),
  },
});

/** A partner that sells to a customer, and the provider it does so through, if any. */
export class CustomerPartner extends customerPartner.class {}
customerPartner.setClass(CustomerPartner);

const access = defineEntity({
  name: 'AccountAccess',
  tableName: 'account_access',
  policies: policy('account_access', { see: `organization_id = ${viewerSql.organization}` }).rows,
  uniques: [{ properties: ['organizationId', 'accountId', 'sourceId'] }],
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    organizationId: p.uuid(),
    accountId: p.uuid(),
    reason: p.enum(['PROVIDER', 'RESELLER', 'PARTNER', 'CUSTOMER', 'HANDED_OVER']),
    /** The row that gives this access: when that goes, so does this. */
    sourceId: p.uuid().index(),
  },
});

/** That an organization may see a partner or customer, and why. Kept by triggers on the rows that give the reason. */
export class AccountAccess extends access.class {}
access.setClass(AccountAccess);
