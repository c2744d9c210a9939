/** Mappings: what the columns of a table, and the words of a desk, mean. Some ship with Tierline; an operator writes others as JSON. */
import { DateTime, IANAZone } from 'luxon';
import { TicketSeverity, TicketState } from '../../tickets/ticket/state.ts';
import { KINDS, type Field, type Kind, type KindName } from './kinds.ts';

/** What an operator, or Tierline itself, says of tables and desks. */
export interface Mapping {
  /** What it is called: its file, or the table that it is of. */
  readonly name: string;
  /** What rows are; undefined for a mapping that only adds words to those of a desk. */
  readonly kind: KindName | undefined;
  /** The desk that the tickets come from. */
  readonly system: string | undefined;
  /** The columns that a field can stand in, the first that is there counts. */
  readonly columns: Readonly<Record<string, readonly string[]>>;
  /** What words in a field mean, in lower case. */
  readonly values: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The tenants of customers, by what the desk calls them, in lower case. */
  readonly customers: Readonly<Record<string, string>>;
  readonly dateFormat: string | undefined;
  readonly timeZone: string | undefined;
  readonly encoding: string | undefined;
  readonly delimiter: string | undefined;
}

/** A mapping that fits a file. */
export interface Table {
  readonly mapping: Mapping;
  readonly encoding: string | undefined;
  readonly delimiter: string | undefined;
}

const MEMBERS = ['kind', 'system', 'columns', 'values', 'customers', 'dateFormat', 'timeZone', 'encoding', 'delimiter'];
const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The mapping that a text says, or everything that is wrong with it. */
export function mappingOf(name: string, text: string): Mapping | string[] {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    return [`is not JSON: ${(error as Error).message}`];
  }
  if (!isObject(value)) return ['is not a JSON object'];
  const { kind, system, columns = {}, values = {}, customers = {}, dateFormat, timeZone, encoding, delimiter } = value;
  const known = typeof kind === 'string' && Object.hasOwn(KINDS, kind) ? (KINDS[kind as KindName] as Kind) : undefined;
  const fields = known?.fields ?? (kind === undefined ? KINDS.tickets.fields : undefined);
  const problems = [
    ...Object.keys(value).flatMap((key) =>
      MEMBERS.includes(key) ? [] : [`${key}: is no member of a mapping; these are ${MEMBERS.join(', ')}`],
    ),
    ...(kind === undefined || known ? [] : [`kind: is ${JSON.stringify(kind)}, not one of ${Object.keys(KINDS).join(', ')}`]),
    ...(kind === undefined && system === undefined && isObject(customers) && Object.keys(customers).length === 0
      ? ['kind: is missing, and so is the system whose words it would add to']
      : []),
    ...Object.entries({ system, dateFormat, timeZone, encoding, delimiter }).flatMap(([key, said]) =>
      said === undefined || (typeof said === 'string' && said !== '') ? [] : [`${key}: is ${JSON.stringify(said)}, not a text`],
    ),
    ...(fields ? columnProblems(columns, fields, known !== undefined) : []),
    ...(fields ? valueProblems(values, fields) : []),
    ...customerProblems(customers),
    ...(typeof timeZone === 'string' && !IANAZone.isValidZone(timeZone)
      ? [`timeZone: is ${JSON.stringify(timeZone)}, no zone such as Europe/Rome`]
      : []),
    ...(typeof encoding === 'string' && !isEncoding(encoding)
      ? [`encoding: is ${JSON.stringify(encoding)}, none such as windows-1252`]
      : []),
    ...(typeof delimiter === 'string' && delimiter.length !== 1 ? ['delimiter: is not one sign'] : []),
    ...(typeof dateFormat === 'string' && !isFormat(dateFormat)
      ? [`dateFormat: is ${JSON.stringify(dateFormat)}, no format such as dd.MM.yyyy HH:mm`]
      : []),
  ];
  if (problems.length > 0) return problems;
  const lower = (map: object): Record<string, string> =>
    Object.fromEntries(Object.entries(map).map(([word, meaning]) => [word.trim().toLowerCase(), String(meaning)]));
  return {
    name,
    kind: kind as KindName | undefined,
    system: (system as string | undefined)?.toLowerCase(),
    columns: Object.fromEntries(Object.entries(columns as object).map(([field, column]) => [field, [column as string]])),
    values: Object.fromEntries(Object.entries(values as object).map(([field, map]) => [field, lower(map as object)])),
    customers: lower(customers as object),
    dateFormat: dateFormat as string | undefined,
    timeZone: timeZone as string | undefined,
    encoding: encoding as string | undefined,
    delimiter: delimiter as string | undefined,
  };
}

function columnProblems(columns: unknown, fields: Readonly<Record<string, Field>>, isTable: boolean): string[] {
  if (!isObject(columns)) return ['columns: is not an object of fields and their columns'];
  const missing = isTable ? Object.keys(fields).filter((field) => fields[field]!.required && !(field in columns)) : [];
  return [
    ...missing.map((field) => `columns.${field}: is missing`),
    ...Object.entries(columns).flatMap(([field, column]) => [
      ...(Object.hasOwn(fields, field) ? [] : [`columns.${field}: is no field; these are ${Object.keys(fields).join(', ')}`]),
      ...(typeof column === 'string' && column.trim() ? [] : [`columns.${field}: is ${JSON.stringify(column)}, not the name of a column`]),
    ]),
  ];
}

function valueProblems(values: unknown, fields: Readonly<Record<string, Field>>): string[] {
  if (!isObject(values)) return ['values: is not an object of fields and what their words mean'];
  return Object.entries(values).flatMap(([field, map]) => {
    const cell = Object.hasOwn(fields, field) ? fields[field]!.cell : undefined;
    if (cell === undefined) return [`values.${field}: is no field`];
    if (!isObject(map)) return [`values.${field}: is not an object of words and what they mean`];
    if (typeof cell === 'string') return [];
    return Object.entries(map).flatMap(([word, meaning]) =>
      cell.includes(String(meaning)) ? [] : [`values.${field}.${word}: is ${JSON.stringify(meaning)}, not one of ${cell.join(', ')}`],
    );
  });
}

function customerProblems(customers: unknown): string[] {
  if (!isObject(customers)) return ['customers: is not an object of customers and their tenants'];
  return Object.entries(customers).flatMap(([name, tenant]) =>
    typeof tenant === 'string' && GUID.test(tenant) ? [] : [`customers.${name}: is ${JSON.stringify(tenant)}, not the GUID of a tenant`],
  );
}

function isEncoding(label: string): boolean {
  try {
    return new TextDecoder(label).encoding !== '';
  } catch {
    return false;
  }
}

function isFormat(format: string): boolean {
  const noon = DateTime.utc(2024, 11, 25, 13, 45);
  const read = DateTime.fromFormat(noon.toFormat(format), format, { zone: 'utc' });
  return read.isValid && read.hasSame(noon, 'day');
}

/** What a desk's word for a status or a severity means, as the operator says it for this desk or for all. */
export function meaningOf(
  mappings: readonly Mapping[],
  system: string,
  field: 'status' | 'severity',
  word: string,
): TicketState | TicketSeverity | undefined {
  const own = mappings.filter((mapping) => mapping.system === system && (mapping.kind === undefined || mapping.kind === 'tickets'));
  const meaning = own.map(({ values }) => values[field]?.[word.trim().toLowerCase()]).find((each) => each !== undefined);
  return meaning as TicketState | TicketSeverity | undefined;
}
