/** Versions: the terms of an offering as they were published, one row for each time; never changed. */
import { defineEntity, p } from '@mikro-orm/core';
import { reference, connectionTo } from '../../kernel/schema/edge.ts';
import { field, idColumn, timestampColumn } from '../../kernel/schema/field.ts';
import { defineList } from '../../kernel/schema/list.ts';
import { publishType } from '../../kernel/schema/type.ts';
import type { Viewer } from '../../kernel/access/viewer.ts';
import { acknowledgementList } from '../offering-acknowledgement/entity.ts';
import { termColumns, termEdges, termsOf } from '../support-offering/columns.ts';
import { SupportOffering } from '../support-offering/entity.ts';
import type { Terms } from '../support-offering/terms.ts';
import { versionPolicy } from './policy.ts';

const schema = defineEntity({
  name: 'SupportOfferingVersion',
  tableName: 'support_offering_version',
  policies: versionPolicy.rows,
  uniques: [{ properties: ['offeringId', 'number'] }],
  properties: {
    id: idColumn(),
    offeringId: () => p.manyToOne(SupportOffering).name('offering_id').mapToPk().deleteRule('cascade'),
    number: field(p.integer(), 'Which version it is: 1 for the first.'),
    ...termColumns(),
    publishedAt: field(timestampColumn(), 'When it was published.'),
    publishedBy: field(p.text(), 'The name of the person that published it.'),
  },
});

/** The terms of an offering as they were published. */
export class SupportOfferingVersion extends schema.class {
  /** The columns of the version that an offering now is. */
  static of(offering: SupportOffering, { name }: Pick<Viewer, 'name'>, now: Date) {
    return {
      ...termsOf(offering as Terms),
      offeringId: offering.id,
      number: offering.version,
      publishedAt: now,
      publishedBy: name,
    };
  }
}

export const versionList = defineList('SupportOfferingVersion', () => SupportOfferingVersion, {
  order: {
    NUMBER: { property: 'number', column: 'number', type: 'number', direction: 'DESC', description: 'Its number.' },
  },
});

publishType(SupportOfferingVersion, schema, {
  description: 'The terms of a support offering as they were published: what customers acknowledge, and can read later (rule R26).',
  edges: {
    offering: reference(() => SupportOffering, 'offeringId', 'The offering; null if it is offered to you no longer.'),
    ...termEdges('offering_version_service'),
    acknowledgements: connectionTo(
      () => acknowledgementList,
      'version_id',
      'Which customers have acknowledged this version; a customer sees its own.',
    ),
  },
});
