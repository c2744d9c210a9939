/** Documents that were let through once and took the program down, each in several spellings. */

const many = (count: number, part: (index: number) => string) => Array.from({ length: count }, (_, index) => part(index)).join(' ');
const nest = (count: number, open: string, inner: string, close: string) => open.repeat(count) + inner + close.repeat(count);

/** Names what is refused, how it is written, and by which measure. */
export type Attack = readonly [what: string, document: string, measure: string];

/** Rows of rows of rows. */
export const ROWS: readonly Attack[] = [
  [
    'pages in fragments without a type',
    `{ tickets { ${nest(5, '...{ nodes { customer { tickets { ', '...{ nodes { id } }', ' } } } }')} } }`,
    'rows',
  ],
  [
    'pages in fragments with a type',
    `{ tickets { ${nest(5, '... on TicketConnection { nodes { customer { tickets { ', 'nodes { id }', ' } } } }')} } }`,
    'rows',
  ],
  [
    'pages in named fragments',
    `{ tickets { ...p0 } } ${many(5, (i) => `fragment p${i} on TicketConnection { nodes { customer { tickets { ...p${i + 1} } } } }`)} fragment p5 on TicketConnection { nodes { id } }`,
    'rows',
  ],
  ['pages by their edges', `{ tickets { ${nest(5, 'edges { node { customer { tickets { ', 'edges { cursor }', ' } } } }')} } }`, 'rows'],
  [
    'pages under other names',
    `{ a: tickets { ${nest(5, 'b: nodes { c: customer { d: tickets { ', 'e: nodes { id }', ' } } }')} } }`,
    'rows',
  ],
  [
    'pages of which only the cursor is asked for',
    `{ tickets { ${nest(5, 'nodes { customer { tickets { ', 'pageInfo { endCursor }', ' } } }')} } }`,
    'rows',
  ],
  [
    'pages behind a directive with a variable',
    `query ($yes: Boolean!) { tickets { ${nest(5, '... @include(if: $yes) { nodes { customer { tickets { ', 'nodes { id }', ' } } } }')} } }`,
    'rows',
  ],
  [
    'pages whose size is a variable',
    'query ($n: Int = 1) { a: tickets(first: $n) { nodes { customer { tickets(first: $n) { nodes { customer { tickets(first: $n) { nodes { id } } } } } } } } }',
    'rows',
  ],
  [
    'incidents related to incidents',
    `{ serviceIncident(id: "01990000-0000-7000-8000-000000000001") { ${nest(9, 'relatedIncidents { ', 'id', ' }')} } }`,
    'rows',
  ],
  [
    'lists over link tables on pages',
    '{ tickets(first: 100) { nodes { serviceIncidents { relatedIncidents { relatedIncidents { id } } } } } }',
    'rows',
  ],
  [
    'services of messages, over and over',
    `{ serviceMessages(first: 100) { nodes { ${many(20, (i) => `s${i}: services { key }`)} } } }`,
    'rows',
  ],
  [
    'weeks of coverage on a page of pages',
    '{ customers(first: 100) { nodes { partners(first: 3) { nodes { supportCoverage { zone } } } } } }',
    'rows',
  ],
  ['counts of everything', `{ ${many(120, (i) => `a${i}: tickets(first: 1) { totalCount }`)} }`, 'subqueries'],
];

/** Rows times fields. */
export const CELLS: readonly Attack[] = [
  [
    'counts on a page of pages, as a customer asks them',
    `{ zz: __type(name: "X") { name } tickets(first: 100) { nodes { customer { tickets(first: 100) { nodes { ${many(40, (i) => `c${i}: customer { tickets(filter: { search: "zz" }) { totalCount } }`)} } } } } } }`,
    'rows',
  ],
  [
    'fields on a page of pages',
    `{ tickets(first: 100) { nodes { notes(first: 100) { nodes { ${many(30, (i) => `a${i}: id`)} } } } } }`,
    'cells',
  ],
  [
    'readiness, over and over',
    `{ tickets(first: 100) { nodes { ${many(50, (i) => `a${i}: escalationReadiness { isReady }`)} } } }`,
    'cells',
  ],
  ['coverage, over and over', `{ viewer { partner { ${many(120, (i) => `a${i}: supportCoverage { zone }`)} } } }`, 'cells'],
  [
    'rules, over and over',
    `{ ${many(100, (i) => `a${i}: supportRules { code sentence explanation held { by how } parties source { url } }`)} }`,
    'cells',
  ],
  ['fields of fields of every type', `{ __schema { types { fields { type { fields { args { name } } } } } } }`, 'cells'],
  ['the types, over and over', `{ __schema { ${many(60, (i) => `a${i}: types { fields { args { name } } }`)} } }`, 'cells'],
];

/** Bytes that columns may hold. */
export const BYTES: readonly Attack[] = [
  ['a long text, over and over', `{ tickets(first: 15) { nodes { ${many(1_000, (i) => `a${i}: description`)} } } }`, 'bytes'],
  ['a long text of a part of a row', `{ tickets(first: 100) { nodes { ${many(50, (i) => `a${i}: diagnosis { text }`)} } } }`, 'bytes'],
  ['long texts behind an edge', `{ tickets(first: 100) { nodes { notes(first: 100) { nodes { text } } } } }`, 'bytes'],
  [
    'lists of texts',
    `{ services(first: 100) { nodes { openIncidents(first: 20) { nodes { regions ${many(8, (i) => `a${i}: impact`)} } } } } }`,
    'bytes',
  ],
  [
    'names as long as they may be',
    `{ tickets(first: 100) { nodes { notes(first: 100) { nodes { ${many(20, (i) => `${'x'.repeat(250)}${i}: author`)} } } } } }`,
    'bytes',
  ],
];

/** Subqueries of one statement. */
export const SUBQUERIES: readonly Attack[] = [
  [
    'edges to lists',
    `{ tickets(first: 1) { nodes { ${many(480, (i) => `a${i}: customer { partners(first: 1) { nodes { name } } }`)} } } }`,
    'subqueries',
  ],
  ['edges', `{ tickets(first: 1) { nodes { ${many(140, (i) => `a${i}: customer { name }`)} } } }`, 'subqueries'],
  ['marks of the viewer', `{ serviceMessages(first: 1) { nodes { ${many(140, (i) => `a${i}: isRead`)} } } }`, 'subqueries'],
  ['readiness', `{ tickets(first: 1) { nodes { ${many(140, (i) => `a${i}: escalationReadiness { isReady }`)} } } }`, 'subqueries'],
];

/** Changes of one request. */
export const CHANGES: readonly Attack[] = [
  ['changes', `mutation { ${many(26, (i) => `a${i}: ticketAssign(input: { ticketId: "${i}" }) { problems { code } }`)} }`, 'mutations'],
  [
    'changes in fragments',
    `mutation { ...all ... { ...all } } fragment all on Mutation { ${many(13, (i) => `a${i}: ticketAssign(input: { ticketId: "${i}" }) { problems { code } }`)} }`,
    'mutations',
  ],
];

/** What would take long to check. */
export const CHECKS: readonly Attack[] = [
  ['variables that nobody uses', `query (${many(2_400, (i) => `$v${i}: Int`)}) { viewer { name } }`, 'variables'],
  [
    'fragments',
    `{ ${many(300, (i) => `...f${i}`)} } ${many(300, (i) => `fragment f${i} on Query { tickets(first: 1) { nodes { a${i}: id } } }`)}`,
    'fragments',
  ],
  ['operations', many(60, (i) => `query q${i} { viewer { name } }`), 'operations'],
  ['a name of a million characters', `{ ${'x'.repeat(1_000_000)} }`, 'name'],
  ['fields of one name', `{ viewer { ${'name '.repeat(200)} } }`, 'pairs'],
  [
    'fragments that nobody can spread out',
    `{ ...f0 } ${many(60, (i) => `fragment f${i} on Query { a: __typename ...f${i + 1} b: __typename ...f${i + 1} }`)} fragment f60 on Query { __typename }`,
    'selections',
  ],
];

/** All of them. */
export const ATTACKS: readonly Attack[] = [...ROWS, ...CELLS, ...BYTES, ...SUBQUERIES, ...CHANGES, ...CHECKS];
