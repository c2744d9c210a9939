/** What the words of a desk mean: its statuses and severities, as its data says, or as the operator says with a mapping. */
import type { TicketSeverity } from '../../tickets/ticket/state.ts';
import type { FieldReader } from '../steps/field-reader.ts';
import { meaningOf, type Mapping } from '../tables/mapping.ts';
import { DESK_STATES, type DeskSystem, type DeskState } from './desk.ts';
import { found, lineAt } from './member.ts';

const plain = (word: string): string =>
  word
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, ' ');
const lookup = <T>(map: Readonly<Record<string, T>>, word: string | undefined): T | undefined =>
  word !== undefined && Object.hasOwn(map, plain(word)) ? map[plain(word)] : undefined;

/** The state of a ticket. A word that nobody names is refused: guessing would close what is open, or open what is closed. */
export function deskStateOf(desk: DeskSystem, record: FieldReader, system: string, mappings: readonly Mapping[]): DeskState {
  const { status, statusKind } = desk.ticket;
  const word = record.need(status[0]!, lineAt(record, status));
  const said = meaningOf(mappings, system, 'status', word) as DeskState | undefined;
  const own = DESK_STATES.find((state) => state === word.toUpperCase());
  return (
    said ??
    lookup(desk.statuses, word) ??
    own ??
    lookup(desk.statuses, lineAt(record, statusKind)) ??
    unnamed(desk, record, status, word, 'status')
  );
}

/** The severity of a ticket; the least where it says none. */
export function severityOf(desk: DeskSystem, record: FieldReader, system: string, mappings: readonly Mapping[]): TicketSeverity {
  const paths = desk.ticket.severity;
  const word = lineAt(record, paths);
  if (word === undefined) return 'MINIMAL';
  const said = meaningOf(mappings, system, 'severity', word) as TicketSeverity | undefined;
  return said ?? lookup(desk.severities, word) ?? unnamed(desk, record, paths!, word, 'severity');
}

function unnamed(desk: DeskSystem, record: FieldReader, paths: readonly string[], word: string, field: string): never {
  const [at, key] = found(record, paths)!;
  return at.refuse(
    key,
    `is "${word}", which is no word of ${desk.name} that Tierline knows: say what it means with --map, under "values.${field}"${desk.advice ? `; ${desk.advice}` : ''}`,
  );
}
