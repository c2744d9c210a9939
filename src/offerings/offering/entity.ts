/** Support offerings: what support a partner gives, when, how it is reached and what it costs (rules R22 to R26). */
import { defineEntity, p } from '@mikro-orm/core';
import { sql } from 'kysely';
import { computed, edge, links } from '../../kernel/edge.ts';
import { enumeration } from '../../kernel/enumeration.ts';
import { field, identity } from '../../kernel/field.ts';
import { choice, id, several } from '../../kernel/input.ts';
import { among, filter, list } from '../../kernel/list.ts';
import { type } from '../../kernel/type.ts';
import { Partner, Service } from '../stubs.ts';
import { offeringPolicy } from './policy.ts';
import { ContactMethod, Money, OpeningHours } from './terms.ts';

export const OfferingState = enumeration('OfferingState', 'Where an offering stands.', {
  DRAFT: 'Being written; only its partner sees it.',
  PUBLISHED: 'Offered to customers.',
  RETIRED: 'No longer offered.',
});

export const SupportDelivery = enumeration('SupportDelivery', 'Who does the work of an offering.', {
  DIRECT: 'The partner’s own support structure (rule R24).',
  OUTSOURCED: 'Another company works in the partner’s name, for all or part of it (rule R23).',
  RESOLD: 'The support of another company, sold on (rule R22).',
});

const schema = defineEntity({
  name: 'SupportOffering',
  tableName: 'support_offering',
  policies: offeringPolicy.rows,
  indexes: [{ properties: ['partnerId', 'name', 'id'] }],
  properties: {
    id: identity(),
    partnerId: p.uuid(),
    name: field(p.text(), 'What the partner calls it.'),
    state: field(p.enum(Object.values(OfferingState)), 'Where it stands.', () => OfferingState),
    delivery: field(p.enum(Object.values(SupportDelivery)), 'Who does the work.', () => SupportDelivery),
    hours: field(p.json<OpeningHours>(), 'When it is open.', () => OpeningHours),
    contactMethods: field(p.json<ContactMethod[]>(), 'How customers reach it.', () => [ContactMethod]),
    priceAmount: p.decimal('string').precision(12).scale(2).nullable(),
    priceCurrency: p.text().nullable(),
  },
});

/** Support as a partner offers it. */
export class SupportOffering extends schema.class {}

export const offeringList = list('SupportOffering', () => SupportOffering, {
  index: { table: 'offering_listing', row: 'offering_id' },
  order: {
    NAME: { property: 'name', column: 'name', type: 'text', direction: 'ASC', description: 'The name of the offering.' },
  },
  filters: {
    deliveries: among(several(choice(SupportDelivery, 'Only offerings delivered in these ways.')), 'delivery'),
    services: filter(
      several(id('Only offerings that cover one of these services.')),
      (ids) => sql<boolean>`exists (select from offering_service o where o.offering_id = t.id and o.service_id = any(${ids}::uuid[]))`,
    ),
  },
});

type(SupportOffering, schema, {
  description: 'Support that a partner offers, with the terms that customers must be told (rule R26).',
  edges: {
    partner: edge(() => Partner, 'partnerId', 'Who offers it.'),
    price: computed(
      () => Money,
      ['priceAmount', 'priceCurrency'],
      'What it costs a month; null when it is free.',
      ({ priceAmount, priceCurrency }: SupportOffering) => (priceAmount == null ? null : { amount: priceAmount, currency: priceCurrency }),
    ),
    services: links(() => Service, { table: 'offering_service', near: 'offering_id', far: 'service_id' }, 'The services it covers.'),
  },
});

const coverage = defineEntity({
  name: 'OfferingService',
  tableName: 'offering_service',
  policies: [
    {
      name: 'offering_service_see',
      command: 'select',
      using: `(select true from support_offering o where o.id = offering_service.offering_id)`,
    },
  ],
  uniques: [{ properties: ['offeringId', 'serviceId'] }],
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    offeringId: () => p.manyToOne(SupportOffering).name('offering_id').mapToPk().deleteRule('cascade'),
    serviceId: p.uuid().index(),
  },
});

/** A service that an offering covers. */
export class OfferingService extends coverage.class {}
coverage.setClass(OfferingService);
