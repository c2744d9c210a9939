/** What a ticket holds. */
import { p } from '@mikro-orm/core';
import { field, idColumn, timestampColumn } from '../../kernel/schema/field.ts';
import { Diagnosis } from './diagnosis.ts';
import { TicketImport } from './imported.ts';
import { SupportScope, TicketOutcome } from './outcome.ts';
import { Person, TicketContact } from './contacts.ts';
import { OfferedResource } from './offered-resources.ts';
import { TicketChannel, TicketReception, TicketSeverity, TicketState } from './state.ts';

/** The columns of the table, each with what the graph says of it. */
export const ticketColumns = {
  id: idColumn(),
  number: field(
    p.integer().unique().defaultRaw('ticket_number()').ignoreSchemaChanges('default'),
    'The number that people call it by. It says nothing of when the ticket was opened, or of how many there are.',
  ),
  title: field(p.text(), 'What is wrong, in a line.'),
  description: field(p.text(), 'What is wrong, in full.', null, { characters: 20_000 }),
  state: field(p.enum(Object.values(TicketState)), 'Where it stands.', () => TicketState),
  severity: field(p.enum(Object.values(TicketSeverity)), 'How grave it is for the business.', () => TicketSeverity),
  channel: field(p.enum(Object.values(TicketChannel)), 'How it came in.', () => TicketChannel),
  reception: field(
    p.enum(Object.values(TicketReception)).default('PARTNER'),
    'Whose desk it landed on when it came in.',
    () => TicketReception,
  ),
  serviceId: p.uuid().nullable().index(),
  subscriptionId: p.uuid().nullable(),
  customerId: p.uuid(),
  partnerId: p.uuid(),
  providerId: p.uuid().nullable(),
  assignee: field(
    p.json<Person>().nullable(),
    'Who works on it: always somebody at a partner (rule R06); null until somebody is named.',
    () => Person,
  ),
  contact: field(p.json<TicketContact>().nullable(), 'Whom to turn to about it.', () => TicketContact),
  resourcesOffered: field(
    p.json<OfferedResource[]>().defaultRaw(`'[]'`),
    'The product resources that the customer was shown before it made its request (rule R33); empty where none are on record.',
    () => [OfferedResource],
    { items: 20 },
  ),
  diagnosis: field(p.json<Diagnosis>().nullable(), 'What was found to be wrong (rule R20); null until it is diagnosed.', () => Diagnosis),
  outcome: field(p.enum(Object.values(TicketOutcome)).nullable(), 'What the work came to; null until it ends.', () => TicketOutcome),
  scope: field(
    p.enum(Object.values(SupportScope)).nullable(),
    'Where the problem lies, seen from the boundaries of the partner’s support (rule R21); null until somebody says so.',
    () => SupportScope,
  ),
  resolution: field(p.text().nullable(), 'How it was solved; null until it is.', null, { characters: 20_000 }),
  createdAt: field(timestampColumn(), 'When it came in.'),
  updatedAt: field(timestampColumn(), 'When anything that everybody on it may see last changed.'),
  resolvedAt: field(timestampColumn().nullable(), 'When it was resolved; null if it is not.'),
  externalId: p.text().nullable().unique(),
  imported: field(
    p.json<TicketImport>().nullable(),
    'What the system that it was imported from says of it; null for a ticket that was opened here.',
    () => TicketImport,
  ),
};
