/** Imports: who took which exports into Tierline, when, and what came of it. */
import { defineEntity, p } from '@mikro-orm/core';
import { Field, Int, ObjectType } from 'type-graphql';
import { reference } from '../../kernel/schema/edge.ts';
import { defineEnum } from '../../kernel/schema/enum.ts';
import { field, idColumn, timestampColumn } from '../../kernel/schema/field.ts';
import { enumOf, listOf } from '../../kernel/schema/input.ts';
import { inColumn, defineList } from '../../kernel/schema/list.ts';
import { publishType } from '../../kernel/schema/type.ts';
import { Customer, Partner } from '../stubs.ts';
import { importPolicy } from './policy.ts';

/** Where an import stands. */
export const ImportState = defineEnum('ImportState', 'Where an import stands.', {
  RUNNING: 'It goes on, or its process ended without a word.',
  DONE: 'It came to its end.',
  FAILED: 'An error ended it; what was written until then stays.',
});

@ObjectType({ description: 'What became of the records of one kind in an import.' })
export class ImportCount {
  @Field(() => String, { description: 'What the records are: `customer`, `ticket`, `incident` and others.' })
  kind!: string;

  @Field(() => Int, { description: 'How many rows are new.' })
  created!: number;

  @Field(() => Int, { description: 'How many rows changed.' })
  changed!: number;

  @Field(() => Int, { description: 'How many records said nothing new.' })
  unchanged!: number;

  @Field(() => Int, { description: 'How many records were refused.' })
  refused!: number;
}

const schema = defineEntity({
  name: 'Import',
  tableName: 'import_run',
  policies: importPolicy.rows,
  indexes: [{ properties: ['startedAt', 'id'] }],
  properties: {
    id: idColumn(),
    state: field(p.enum(Object.values(ImportState)), 'Where it stands.', () => ImportState),
    importedBy: field(p.text(), 'Who ran it: the name that was given with `--by`, or the login name.'),
    source: field(p.text(), 'The name of the folder that was read.'),
    fileCount: field(p.integer(), 'How many files were read.'),
    refusedCount: field(p.integer(), 'How many records and files were refused.'),
    leftOutCount: field(p.integer(), 'How many records and files were understood and have no place in Tierline.'),
    counts: field(p.json<ImportCount[]>(), 'What became of the records, by kind.', () => [ImportCount]),
    partnerId: p.uuid().nullable(),
    customerId: p.uuid().nullable(),
    /** Whose export it is: these partners read the record. */
    organizationIds: p.array().columnType('uuid[]'),
    startedAt: field(timestampColumn(), 'When it began.'),
    endedAt: field(timestampColumn().nullable(), 'When it ended; null while it goes on.'),
  },
});

/** One run of the import. */
export class Import extends schema.class {}

export const importList = defineList('Import', () => Import, {
  order: {
    STARTED_AT: { property: 'startedAt', column: 'started_at', type: 'instant', direction: 'DESC', description: 'When it began.' },
  },
  filters: { states: inColumn(listOf(enumOf(ImportState, 'Only imports in these states.')), 'state') },
});

publishType(Import, schema, {
  description: 'One run of the import: who took which exports, when, and what came of it. A dry run leaves none.',
  edges: {
    partner: reference(() => Partner, 'partnerId', 'The partner whose export it was; null where the files named none, or several.'),
    customer: reference(() => Customer, 'customerId', 'The customer whose export it was, where `--customer` said so.'),
  },
});
