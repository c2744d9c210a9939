/** Support offerings: what support a partner gives, when, how it is reached and what it costs (rules R22 to R26). */
import { isDeepStrictEqual } from 'node:util';
import { defineEntity, p } from '@mikro-orm/core';
import { sql } from 'kysely';
import { computedField, reference, connectionTo } from '../../kernel/schema/edge.ts';
import { field, idColumn, timestampColumn } from '../../kernel/schema/field.ts';
import { enumOf, id, listOf } from '../../kernel/schema/input.ts';
import { inColumn, filter, defineList } from '../../kernel/schema/list.ts';
import { publishType } from '../../kernel/schema/type.ts';
import { acknowledgementList } from '../offering-acknowledgement/entity.ts';
import { Partner } from '../stubs.ts';
import { versionList } from '../support-offering-version/entity.ts';
import { termColumns, termEdges, termsOf } from './columns.ts';
import { SupportDelivery } from './delivery.ts';
import { demandComplete, needsOf, OfferingNeed } from './needs.ts';
import { offeringPolicy } from './policy.ts';
import { OfferingState, offeringTransition } from './state.ts';
import { SupportType, type Terms } from './terms.ts';

const schema = defineEntity({
  name: 'SupportOffering',
  tableName: 'support_offering',
  policies: offeringPolicy.rows,
  indexes: [{ properties: ['partnerId', 'name', 'id'] }],
  properties: {
    id: idColumn(),
    partnerId: p.uuid(),
    state: field(p.enum(Object.values(OfferingState)), 'Where it stands.', () => OfferingState),
    version: field(
      p.integer().default(0),
      'Which version of its terms this is: 1 when it is published, one more with each change after that, 0 before. Customers acknowledge a version.',
    ),
    ...termColumns(),
    publishedAt: field(timestampColumn().nullable(), 'When it was first published; null before.'),
    retiredAt: field(timestampColumn().nullable(), 'When it was retired; null if it is not.'),
  },
});

/** Support as a partner offers it. */
export class SupportOffering extends schema.class {
  /** Gives it other terms, and says whether anything differs: if it is published, that is another version, which must be complete. */
  change(terms: Terms): boolean {
    this.state = offeringTransition('change', this.state);
    if (isDeepStrictEqual(terms, termsOf(this as Terms))) return false;
    if (this.state === 'PUBLISHED') demandComplete(terms, 'INVALID');
    Object.assign(this, terms);
    if (this.state === 'PUBLISHED') this.version += 1;
    return true;
  }

  /** Offers it to customers. */
  publish(now: Date): void {
    const state = offeringTransition('publish', this.state);
    demandComplete(this as Terms, 'STATE');
    this.state = state;
    this.version = 1;
    this.publishedAt = now;
  }

  /** Offers it no longer. */
  retire(now: Date): void {
    this.state = offeringTransition('retire', this.state);
    this.retiredAt = now;
  }
}

export const offeringList = defineList('SupportOffering', () => SupportOffering, {
  index: { table: 'offering_listing', row: 'offering_id' },
  order: {
    NAME: { property: 'name', column: 'name', type: 'text', direction: 'ASC', description: 'The name of the offering.' },
  },
  filters: {
    states: inColumn(listOf(enumOf(OfferingState, 'Only offerings in these states.')), 'state'),
    deliveries: inColumn(listOf(enumOf(SupportDelivery, 'Only offerings delivered in these ways.')), 'delivery'),
    types: filter(
      listOf(enumOf(SupportType, 'Only offerings of one of these types.')),
      (types) => sql<boolean>`t.types && ${types}::text[]`,
    ),
    services: filter(
      listOf(id('Only offerings that cover one of these services.')),
      (ids) => sql<boolean>`t.service_ids && ${ids}::uuid[]`,
    ),
  },
});

publishType(SupportOffering, schema, {
  description: 'Support that a partner offers, with the terms that customers must be told (rule R26).',
  edges: {
    partner: reference(() => Partner, 'partnerId', 'Who offers it.'),
    ...termEdges('offering_service'),
    needs: computedField(
      () => [OfferingNeed],
      [
        'types',
        'duties',
        'delivery',
        'scope',
        'supplierName',
        'supplierDuties',
        'hours',
        'contactMethods',
        'charge',
        'chargedFor',
        'priceAmount',
      ],
      'What it must still state before it can be published; empty when it is ready.',
      needsOf,
      false,
    ),
    versions: connectionTo(
      () => versionList,
      'offering_id',
      'The versions of its terms that were published; of earlier ones those that you have acknowledged.',
    ),
    acknowledgements: connectionTo(
      () => acknowledgementList,
      'offering_id',
      'Which customers have acknowledged its terms; a customer sees its own.',
    ),
  },
});
