/** Partners: those who sell the vendor's services and support the customers they sell to. */
import { defineEntity, p } from '@mikro-orm/core';
import { sql } from 'kysely';
import { ID } from 'type-graphql';
import { computedField, connectionTo } from '../../kernel/schema/edge.ts';
import { defineEnum } from '../../kernel/schema/enum.ts';
import { field, idColumn } from '../../kernel/schema/field.ts';
import { inColumn, filter, defineList } from '../../kernel/schema/list.ts';
import { enumOf, shortText, listOf } from '../../kernel/schema/input.ts';
import { publishType } from '../../kernel/schema/type.ts';
import { changeList } from '../subscription-change/entity.ts';
import { customerList } from '../customer/entity.ts';
import { delegationList } from '../delegation/entity.ts';
import { delegationNoticeList } from '../delegation/notice.ts';
import { groupList } from '../security-group/entity.ts';
import { partnerPolicy } from './policy.ts';
import { SupportProfile } from './profile.ts';

/** How a partner takes part in the Cloud Solution Provider program. A partner may change its kind and stays the same partner. */
export const PartnerKind = defineEnum('PartnerKind', 'How a partner takes part in the Cloud Solution Provider program.', {
  DIRECT_BILL: 'Buys from the vendor and owns the customer relationship from end to end (rule R04).',
  INDIRECT_PROVIDER: 'Buys from the vendor and sells through indirect resellers, whom it supports.',
  INDIRECT_RESELLER: 'Sells through one or more indirect providers and supports its customers with them (rule R05).',
});

const schema = defineEntity({
  name: 'Partner',
  tableName: 'partner',
  policies: partnerPolicy.rows,
  indexes: [{ properties: ['name', 'id'] }],
  properties: {
    id: idColumn(),
    name: field(p.text(), 'The company name.'),
    kind: field(p.enum(Object.values(PartnerKind)), 'How it takes part in the program.', () => PartnerKind),
    partnerId: field(p.text().nullable().index(), "The vendor's program id of the partner (PartnerID, formerly MPN id).", () => ID),
    tenantId: field(p.uuid().unique(), "The partner's own tenant with the vendor."),
    country: field(p.text().nullable(), 'Country of the legal business, ISO 3166-1 alpha-2.'),
    supportEmail: p.text().nullable(),
    supportTelephone: p.text().nullable(),
    supportWebsite: p.text().nullable(),
  },
});

/** A partner of the vendor. */
export class Partner extends schema.class {}

export const partnerList = defineList('Partner', () => Partner, {
  index: { table: 'account_listing', row: 'account_id', kind: 'PARTNER', edges: true },
  order: {
    NAME: { property: 'name', column: 'name', type: 'text', direction: 'ASC', description: 'The company name.' },
  },
  filters: {
    kinds: inColumn(listOf(enumOf(PartnerKind, 'Only partners of these kinds.')), 'kind'),
    search: filter(
      shortText('Only partners whose name holds this text, in any case.', 100),
      (text) => sql<boolean>`position(lower(${text}) in lower(t.name)) > 0`,
    ),
  },
});

const active = (mine: string, theirs: string) => sql<boolean>`exists (
  select from partner_relationship r where r.state = 'ACTIVE' and r.${sql.ref(mine)} = p.key and r.${sql.ref(theirs)} = t.id)`;

publishType(Partner, schema, {
  keys: ['partnerId', 'tenantId'],
  description: 'A partner in the Cloud Solution Provider program: a direct-bill partner, an indirect provider or an indirect reseller.',
  edges: {
    supportProfile: computedField(
      () => SupportProfile,
      ['supportEmail', 'supportTelephone', 'supportWebsite'],
      'How its customers reach its support (rules R34, R35); null until it has stated any.',
      SupportProfile.of,
    ),
    providers: connectionTo(() => partnerList, active('reseller_id', 'provider_id'), 'The indirect providers it buys through.'),
    resellers: connectionTo(() => partnerList, active('provider_id', 'reseller_id'), 'The indirect resellers that buy through it.'),
    subscriptionChanges: connectionTo(
      () => changeList,
      [sql<boolean>`t.partner_id = p.key`, sql<boolean>`t.provider_id = p.key and t.partner_id <> p.key`],
      'What customers have asked it to buy or to cancel, or asked a reseller that buys through it.',
    ),
    customers: connectionTo(
      () => customerList,
      sql<boolean>`exists (select from customer_partner c where c.customer_id = t.id and p.key in (c.partner_id, c.provider_id))`,
      'The customers it sells to, directly or through a reseller.',
    ),
    delegations: connectionTo(
      () => delegationList,
      [sql<boolean>`t.partner_id = p.key`, sql<boolean>`t.provider_id = p.key and t.partner_id is distinct from p.key`],
      'The admin rights that customers have delegated to it or that it has asked for, and those of the resellers behind whom it stands.',
    ),
    delegationNotices: connectionTo(
      () => delegationNoticeList,
      'partner_id',
      'The notices of the ends of these delegations, newest first.',
    ),
    securityGroups: connectionTo(
      () => groupList,
      'partner_id',
      'Its security groups; those of another partner only as far as they are at work for you.',
    ),
  },
});
