/** Operations picked by hand for what a compiler of selections could get wrong. */
import type { Operation } from '../federation/corpus.ts';

const nest = (levels: number): string => (levels === 0 ? '{ id }' : `{ customer { tickets(first: 1) { nodes ${nest(levels - 1)} } } }`);

const texts: Record<string, string | [text: string, values: Record<string, unknown>]> = {
  'aliases of one field with other arguments':
    '{ a: tickets(first: 1) { nodes { id } } b: tickets(last: 1) { nodes { id } } c: tickets(first: 2, orderBy: { field: NUMBER, direction: ASC }) { nodes { number } } }',
  'a field asked for twice': '{ tickets(first: 2) { nodes { id id title } nodes { title number } } }',
  'fragments that overlap':
    '{ tickets(first: 2) { ...A nodes { ...B } } } fragment A on TicketConnection { nodes { id ...B } totalCount } fragment B on Ticket { title customer { id } customer { name } }',
  'inline fragments with and without a type':
    '{ tickets(first: 2) { nodes { ... on Ticket { id ... { title } } ... @include(if: true) { number } } } }',
  'type names everywhere':
    '{ __typename viewer { __typename name kind } tickets(first: 1) { __typename pageInfo { __typename } edges { __typename node { __typename contact { __typename name } } } } }',
  'only a count': '{ tickets { totalCount } services { totalCount } }',
  'only the page': '{ tickets(first: 3) { pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }',
  'a page and a count of an edge': '{ customers(first: 3) { nodes { tickets(first: 2) { totalCount pageInfo { hasNextPage } } } } }',
  'switches that are variables': [
    'query ($yes: Boolean!, $no: Boolean!) { tickets(first: 1) { nodes { id @include(if: $yes) title @skip(if: $yes) number @include(if: $no) state } } services(first: 1) @skip(if: $no) { totalCount } }',
    { yes: true, no: false },
  ],
  'the same switches the other way': [
    'query ($yes: Boolean!, $no: Boolean!) { tickets(first: 1) { nodes { id @include(if: $yes) title @skip(if: $yes) number @include(if: $no) state } } services(first: 1) @skip(if: $no) { totalCount } }',
    { yes: false, no: true },
  ],
  'an object from which everything is skipped':
    '{ tickets(first: 1) { nodes { customer { name @skip(if: true) } } pageInfo { endCursor @skip(if: true) } } }',
  'variables with standard values': [
    'query ($n: Int = 2, $f: TicketFilter = { states: [NEW] }) { tickets(first: $n, filter: $f) { totalCount nodes { state } } }',
    {},
  ],
  'variables inside a filter': [
    'query ($s: [TicketState!], $t: String) { tickets(first: 5, filter: { states: $s, search: $t }) { totalCount nodes { title state } } }',
    { s: ['RESOLVED', 'CLOSED'], t: 'e' },
  ],
  'a filter of null': ['query ($f: TicketFilter) { tickets(first: 2, filter: $f) { totalCount } }', { f: null }],
  'a filter with a null inside': '{ tickets(first: 2, filter: { states: null, search: null }) { totalCount } }',
  'an empty list in a filter': '{ tickets(first: 2, filter: { states: [] }) { totalCount nodes { id } } }',
  'one value for a list': '{ tickets(first: 2, filter: { states: NEW }) { totalCount } }',
  'text that looks like SQL': `{ tickets(filter: { search: "'; drop table ticket; --" }) { totalCount } }`,
  'text with percent, backslash and braces':
    '{ tickets(filter: { search: "%\\\\_{}" }) { totalCount } customers(filter: { search: "ş" }) { nodes { name } } }',
  'an instant in a filter': '{ tickets(first: 3, filter: { createdFrom: "2026-01-01T00:00:00+03:00" }) { totalCount } }',
  'a malformed cursor beside good data': '{ services(first: 1) { nodes { name } } tickets(first: 1, after: "nonsense") { nodes { id } } }',
  'a wrong argument deep down': '{ customers(first: 2) { nodes { name tickets(first: 0) { totalCount } } } }',
  'a wrong argument at a nullable place':
    '{ viewer { partner { name customers(first: 1000) { totalCount } } } services(first: 1) { nodes { name } } }',
  'first and last': '{ tickets(first: 1, last: 1) { totalCount } }',
  'an id that is none':
    '{ ticket(id: "nonsense") { id } customer(id: "") { id } partner(id: "00000000-0000-0000-0000-000000000000") { name } }',
  'ids that are numbers': '{ ticket(id: 12) { id } }',
  'values inside values':
    '{ supportOfferings(first: 5) { nodes { h: hours { z: zone days { d: day intervals { opens __typename } } } contactMethods { kind value } } } }',
  'what code calculates, under other names':
    '{ supportOfferings(first: 9) { nodes { cost: price { how: amount currency } free: price { __typename } } } customers(first: 2) { nodes { delegations { edges { node { r: roles { n: name i: id } } } } } } }',
  'what code calculates, deep down and twice':
    '{ partners(first: 4) { nodes { supportProfile { email } customers(first: 2) { nodes { partners { nodes { supportProfile { website } again: supportProfile { telephone } } } } } } } }',
  'introspection beside data': '{ __type(name: "Ticket") { name } tickets(first: 1) { totalCount } }',
  'the viewer in full':
    '{ viewer { name kind role partner { id name kind customers(first: 1) { totalCount } } customer { id name tickets(first: 1) { totalCount nodes { number } } } } }',
  'an alias of sixty-five letters': `{ ${'a'.repeat(65)}: services(first: 1) { ${'b'.repeat(65)}: totalCount nodes { ${'c'.repeat(65)}: name } } }`,
  'an alias that JavaScript knows':
    '{ __proto__: services(first: 1) { constructor: totalCount } toString: viewer { hasOwnProperty: name __proto__: kind } }',
  'names that the statement uses itself':
    '{ o: tickets(first: 2) { t: nodes { o: id t: number a: title p: state i: severity k: channel l: createdAt x: updatedAt key: customer { o: name t: id } data: serviceIncidents { o: title } } a: pageInfo { o: endCursor } p: totalCount } }',
  'two thousand fields of one object': `{ tickets(first: 2) { nodes { ${Array.from({ length: 1_990 }, (_, index) => `f${index}: title`).join(' ')} } } }`,
  'sixty fields of one object': `{ tickets(first: 2) { nodes { ${Array.from({ length: 60 }, (_, index) => `f${index}: title`).join(' ')} } } }`,
  'a chain of nine edges': `{ tickets(first: 1) { nodes ${nest(4)} } }`,
  'a list of links':
    '{ tickets(first: 50) { nodes { number serviceIncidents { trackingId service { name } tickets(first: 1) { totalCount } } } } }',
  'an order and a cursor from the end':
    '{ services(last: 2, orderBy: { field: NAME, direction: DESC }) { edges { cursor node { name } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }',
  'a named operation among several': 'query Operation { services(first: 1) { totalCount } }',
  'a mutation that is refused':
    'mutation { ticketResolve(input: { ticketId: "nonsense", resolution: "x", outcome: SOLVED, scope: WITHIN }) { ticket { id } problems { code field message } } }',
};

export const nasty: Operation[] = Object.entries(texts).map(([name, given]) => {
  const [text, values] = typeof given === 'string' ? [given, {}] : given;
  return { name, text, variables: [], values } as Operation;
});
