/** Notes on tickets of other desks: within their tickets, or in files of their own. */
import type { NoteRecord } from '../../ingest/records/index.ts';
import type { FieldReader } from '../steps/field-reader.ts';
import { importStep, type ParsedRecord, type ImportContext, type WriteCommand, type ImportStep } from '../steps/step.ts';
import type { DeskSystem } from './desk.ts';
import type { Directory } from './directory.ts';
import { htmlAt, lineAt, personAt, rawAt, textAt, timeAt, type DeskPerson } from './member.ts';

/** A note as a desk tells it. */
export interface DeskNote {
  readonly author: DeskPerson | undefined;
  readonly text: string;
  /** Whether the customer may read it. */
  readonly isPublic: boolean;
  /** For whom it is, where it is not public. */
  readonly audience: 'PARTNERS' | 'AUTHOR_ORGANIZATION';
  /** Whether the customer wrote it; undefined where the note does not tell. */
  readonly byCustomer: boolean | undefined;
  readonly createdAt: Date;
}

/** The note in a record; undefined for one without a text. */
export function noteOf(desk: DeskSystem, record: FieldReader): DeskNote | undefined {
  const paths = desk.note!;
  const text = textAt(record, paths.text) ?? htmlAt(record, paths.html);
  if (text === undefined) return undefined;
  const { isPublic, byCustomer } = paths;
  const is = ({ path, values }: typeof isPublic): boolean => values.includes(rawAt(record, path) as string);
  return {
    author: personAt(record, paths.author),
    text,
    isPublic: is(isPublic),
    audience: paths.audience ?? 'AUTHOR_ORGANIZATION',
    byCustomer: byCustomer && rawAt(record, byCustomer.path) !== undefined ? is(byCustomer) : undefined,
    createdAt: record.need(paths.createdAt[0]!, timeAt(record, paths.createdAt)),
  };
}

/** Somebody as the lists of the desk know them better. */
export function knownAs(directory: Directory, system: string, person: DeskPerson | undefined): DeskPerson | undefined {
  const listed = directory.person(system, person?.id);
  return person && { ...person, name: person.name ?? listed?.name, email: person.email ?? listed?.email };
}

/** Who asked on a ticket, and at which domain the customer is. */
export interface Asking {
  readonly id: string | undefined;
  readonly email: string | undefined;
  readonly domain: string | undefined;
}

/** What is written of a note. What is not public stays with the organization of the partner; what the customer wrote is its own. */
export function writtenOf(
  note: DeskNote,
  author: DeskPerson | undefined,
  asking: Asking,
): Omit<NoteRecord, 'authorTenantId'> & { side: 'CUSTOMER' | 'PARTNER' } {
  const { email, id } = author ?? {};
  const isAsking = (id !== undefined && id === asking.id) || (email !== undefined && email === asking.email);
  const isAtCustomer = email !== undefined && asking.domain !== undefined && email.endsWith(`@${asking.domain}`);
  const side = note.isPublic && (note.byCustomer ?? (isAsking || isAtCustomer)) ? 'CUSTOMER' : 'PARTNER';
  const name = author?.name ?? email ?? 'Import';
  return {
    side,
    author: name,
    authorSubject: `import:${email ?? name}`,
    audience: note.isPublic ? 'CUSTOMER' : note.audience,
    text: note.text,
    createdAt: note.createdAt,
  };
}

interface Listed {
  readonly system: string;
  readonly ticket: string;
  readonly note: DeskNote | undefined;
}

/** The step that takes the notes of a desk out of files of their own. */
export function noteStep(desk: DeskSystem): ImportStep {
  const paths = desk.note!;
  return importStep<Listed>({
    shape: { name: `notes of ${desk.name}`, api: 'desk', fits: (clue) => paths.fits!(clue) },
    kinds: ['ticketNote'],
    read(record) {
      const system = desk.system === 'neutral' ? (lineAt(record, ['system'])?.toLowerCase() ?? 'import') : desk.system;
      const named = record.need(paths.ticket![0]!, lineAt(record, paths.ticket));
      return { system, ticket: paths.ticketPattern?.exec(named)?.[1] ?? named, note: noteOf(desk, record) };
    },
    settle,
  });

  async function settle(drafts: readonly ParsedRecord<Listed>[], { known, report, directory }: ImportContext): Promise<WriteCommand[]> {
    const named = drafts.map(({ said: { system, ticket } }) => directory.number(system, ticket));
    const systems = new Set(drafts.map(({ said }) => said.system));
    const tickets = (await Promise.all([...systems].map((system) => known.deskTickets(system, named)))).flat();
    return drafts.flatMap(({ said: { system, ticket, note }, source: { exporter }, place }, index): WriteCommand[] => {
      if (!note) return [];
      const all = tickets.filter(
        (each) =>
          each.system === system && each.number === named[index] && (!exporter || each.partner === exporter || each.provider === exporter),
      );
      const [only] = all;
      if (!only || all.length > 1) {
        report.refuse(
          place,
          null,
          `is on ticket ${ticket} of ${desk.name}, which ${only ? 'several desks have: pass --partner TENANT_ID' : 'is not here: import the tickets first'}`,
          'ticketNote',
        );
        return [];
      }
      const author = knownAs(directory, system, note.author);
      const { side, ...written } = writtenOf(note, author, {
        id: undefined,
        email: only.email ?? undefined,
        domain: only.domain ?? undefined,
      });
      return note.isPublic && note.text === only.description ? [] : [['ticketNote', { ...written, by: side, ticketExternalId: only.id }]];
    });
  }
}
