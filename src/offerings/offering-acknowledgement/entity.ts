/** Acknowledgements: which customer has acknowledged which terms, when, and by whom (rule R26). */
import { defineEntity, p } from '@mikro-orm/core';
import { reference } from '../../kernel/schema/edge.ts';
import { field, idColumn, timestampColumn } from '../../kernel/schema/field.ts';
import { defineList } from '../../kernel/schema/list.ts';
import { publishType } from '../../kernel/schema/type.ts';
import { SupportOffering } from '../support-offering/entity.ts';
import { Customer, Partner } from '../stubs.ts';
import { SupportOfferingVersion } from '../support-offering-version/entity.ts';
import { acknowledgementPolicy } from './policy.ts';

const schema = defineEntity({
  name: 'OfferingAcknowledgement',
  tableName: 'offering_acknowledgement',
  policies: acknowledgementPolicy.rows,
  uniques: [{ properties: ['offeringId', 'number', 'customerId'] }],
  indexes: [
    { properties: ['customerId', 'acknowledgedAt', 'id'] },
    { properties: ['offeringId', 'acknowledgedAt', 'id'] },
    { properties: ['versionId', 'acknowledgedAt', 'id'] },
  ],
  properties: {
    id: idColumn(),
    offeringId: () => p.manyToOne(SupportOffering).name('offering_id').mapToPk().deleteRule('cascade'),
    versionId: () => p.manyToOne(SupportOfferingVersion).name('version_id').mapToPk().deleteRule('cascade'),
    number: field(p.integer(), 'The number of the version that was acknowledged.'),
    customerId: p.uuid(),
    partnerId: p.uuid(),
    subject: p.text(),
    acknowledgedBy: field(p.text(), 'The name of the person at the customer who did it.'),
    acknowledgedAt: field(timestampColumn(), 'When it was done.'),
  },
});

/** That a customer has acknowledged a version of the terms of an offering; once for each version. */
export class OfferingAcknowledgement extends schema.class {}

export const acknowledgementList = defineList('OfferingAcknowledgement', () => OfferingAcknowledgement, {
  order: {
    ACKNOWLEDGED_AT: {
      property: 'acknowledgedAt',
      column: 'acknowledged_at',
      type: 'instant',
      direction: 'DESC',
      description: 'When it was done.',
    },
  },
});

publishType(OfferingAcknowledgement, schema, {
  description: 'That a customer was told the terms of a support offering and has acknowledged them (rule R26).',
  edges: {
    offering: reference(() => SupportOffering, 'offeringId', 'The offering; null if it is offered to you no longer.'),
    version: reference(() => SupportOfferingVersion, 'versionId', 'The terms as they were.'),
    customer: reference(() => Customer, 'customerId', 'Who acknowledged them.'),
    partner: reference(() => Partner, 'partnerId', 'Whose terms they are.'),
  },
});
