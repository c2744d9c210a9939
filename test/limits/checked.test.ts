/** Reading and checking a document never holds the event loop for long: the worst documents near each limit are read while a clock looks on. */
import { expect, test } from '@jest/globals';
import { createParser } from '../../src/graphql/parse.ts';
import { wholeGraph } from '../../src/graphql/schema.ts';
import { DOCUMENT, OPERATION } from '../../src/limits/limits.ts';
import { subgraphs } from '../../src/subgraphs.ts';
import { ATTACKS } from './attacks.ts';

const { read } = createParser(wholeGraph(subgraphs));
const many = (count: number, part: (index: number) => string) => Array.from({ length: count }, (_, index) => part(index)).join(' ');

/** Just within the limits, each as far as it goes in one of them. */
const WORST: readonly (readonly [string, string])[] = [
  ['as many fields', `{ viewer { ${many(OPERATION.selections - 1, (i) => `a${i}: name`)} } }`],
  [
    'as many variables',
    `query (${many(DOCUMENT.variables, (i) => `$v${i}: ID!`)}) { tickets(filter: { customers: [${many(DOCUMENT.variables, (i) => `$v${i}`)}] }) { totalCount } }`,
  ],
  [
    'as many fragments, each compared with each',
    `{ ${many(DOCUMENT.fragments, (i) => `...f${i}`)} } ${many(DOCUMENT.fragments, (i) => `fragment f${i} on Query { viewer { a${i}: name } }`)}`,
  ],
  [
    'as many operations, each over all fragments',
    `${many(DOCUMENT.operations, (i) => `query q${i} { viewer { ...f0 } }`)} ${many(99, (i) => `fragment f${i} on Viewer { name ...f${i + 1} }`)} fragment f99 on Viewer { name }`,
  ],
  ['as many pairs', `{ viewer { ${'name '.repeat(100)} } }`],
  ['as many tokens in a list', `{ tickets(filter: { customers: [${many(9_900, () => '"x"')}] }) { totalCount } }`],
  ['as many unknown fields', `{ ${many(1_900, (i) => `x${i}`)} }`],
  ['as many unknown arguments', `{ tickets(${many(2_400, (i) => `a${i}: 1`)}) { totalCount } }`],
  ['as many unknown variables', `{ tickets(filter: { customers: [${many(4_000, (i) => `$v${i}`)}] }) { totalCount } }`],
  ['as many unknown directives', `{ viewer { name ${many(4_000, (i) => `@d${i}`)} } }`],
  ['as deep brackets', `{ ${'... { '.repeat(190)} viewer { name } ${'} '.repeat(190)} }`],
  ['as long names', `{ viewer { ${many(1_500, (i) => `${'x'.repeat(250)}${i}: name`)} } }`],
  ['long names that are almost there', `{ ${many(1_000, (i) => `${'tickets'.repeat(30)}${i}`)} }`],
];

/** The longest that the event loop may be held by one document. */
const BOUND_MS = 100;

/** How long this thread works on something: what else the machine does is not the document's. */
function worked(read: () => unknown): number {
  const began = process.threadCpuUsage();
  read();
  const { user, system } = process.threadCpuUsage(began);
  return (user + system) / 1_000;
}

test('no document near a limit, and none beyond, holds the event loop longer than the bound to be parsed, measured and checked', () => {
  const slow: [string, number][] = [];
  for (const [what, document] of [...WORST, ...ATTACKS.map(([name, text]) => [name, text] as const)]) {
    // The least of a few: what is compiled now is compiled once for the whole life of the process.
    const held = Math.min(...Array.from({ length: 4 }, () => worked(() => read(document))));
    if (held > BOUND_MS) slow.push([what, Math.round(held)]);
  }
  expect(slow).toEqual([]);
});
