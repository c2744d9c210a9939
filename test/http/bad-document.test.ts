import { describe, expect, test } from '@jest/globals';
import { sturdy } from './sturdy.ts';
import { send } from './wire.ts';

const { ask, platform } = sturdy();

const many = (count: number, part: (index: number) => string) => Array.from({ length: count }, (_, index) => part(index)).join(' ');
const nested = (count: number, open: string, inner: string, close: string) => open.repeat(count) + inner + close.repeat(count);
const doubling = (count: number) =>
  `{ viewer { partner { ...f0 } } } ${many(count, (i) => `fragment f${i} on Partner { a${i}: id ...f${i + 1} b${i}: id ...f${i + 1} }`)} fragment f${count} on Partner { id }`;
const chain = (count: number) =>
  `{ viewer { ...f0 } } ${many(count, (i) => `fragment f${i} on Viewer { ...f${i + 1} }`)} fragment f${count} on Viewer { name }`;

const TOO_DEEP = /^The document is nested more than 200 levels deep at line 1, column \d+\.$/;
const TOO_LONG = 'Syntax Error: Document contains more that 10000 tokens. Parsing aborted.';
const TOO_LARGE = /^The (operation|document) .+ [\d,]+ .*; the maximum is [\d,]+\.$/;

describe('a document is refused, and it is said why and where, when it has', () => {
  test.each<[string, string, string | RegExp]>([
    ['ten thousand levels', nested(10_000, '{ x ', '', '}'), TOO_DEEP],
    [
      'ten thousand levels of real fields',
      `{ viewer { partner ${nested(2_500, '{ customers { nodes { partners { nodes ', '{ id }', '} } } }')} } }`,
      TOO_DEEP,
    ],
    ['ten thousand levels of fragments without a name', `{ viewer ${nested(10_000, '{ ... ', '{ name }', '}')} }`, TOO_DEEP],
    ['ten thousand lists in lists', `{ tickets(filter: { customers: ${nested(10_000, '[', '', ']')} }) { totalCount } }`, TOO_DEEP],
    ['ten thousand objects in objects', `{ tickets(filter: ${nested(10_000, '{ a: ', '1', '}')}) { totalCount } }`, TOO_DEEP],
    ['ten thousand lists in the type of a variable', `query ($a: ${nested(10_000, '[', 'ID', ']')}) { viewer { name } }`, TOO_DEEP],
    [
      'more levels than are answered',
      `{ viewer { partner ${nested(6, '{ customers { nodes { partners { nodes ', '{ id }', '} } } }')} } }`,
      TOO_LARGE,
    ],
    ['ten thousand aliases', `{ ${many(10_000, (i) => `a${i}: viewer { name }`)} }`, TOO_LONG],
    ['more aliases than are answered', `{ ${many(1_500, (i) => `a${i}: viewer { name }`)} }`, TOO_LARGE],
    [
      'more rows than are answered',
      '{ tickets(first: 100) { nodes { customer { tickets(first: 100) { nodes { notes(first: 100) { nodes { id } } } } } } } }',
      TOO_LARGE,
    ],
    ['one field ten thousand times', `{ viewer { ${'name '.repeat(9_900)} } }`, TOO_LARGE],
    ['one field so often that comparing it with itself would take long', `{ viewer { ${'name '.repeat(1_900)} } }`, TOO_LARGE],
    ['fields that contradict each other over and over', `{ viewer { ${many(1_500, (i) => `a: ${i % 2 ? 'name' : 'kind'}`)} } }`, TOO_LARGE],
    ['ten thousand arguments', `{ tickets(${many(10_000, (i) => `a${i}: 1`)}) { totalCount } }`, TOO_LONG],
    [
      'thousands of arguments',
      `{ tickets(${many(2_400, (i) => `a${i}: 1`)}) { totalCount } }`,
      'Unknown argument "a0" on field "Query.tickets".',
    ],
    ['ten thousand directives', `{ viewer { name ${'@skip(if: false) '.repeat(10_000)}} }`, TOO_LONG],
    [
      'thousands of directives',
      `{ viewer { name ${'@skip(if: false) '.repeat(1_400)}} }`,
      'The directive "@skip" can only be used once at this location.',
    ],
    [
      'thousands of variables',
      `query (${many(2_000, (i) => `$v${i}: Int`)}) { viewer { name } }`,
      'The operation has 2,000 variables; the maximum is 250.',
    ],
    ['ten thousand fragments', doubling(10_000), TOO_LONG],
    ['fragments that double with each step', doubling(30), TOO_LARGE],
    [
      'thousands of fragments that nobody spreads',
      `{ viewer { name } } ${many(1_200, (i) => `fragment u${i} on Viewer { name }`)}`,
      'The document has 1,200 fragments; the maximum is 100.',
    ],
    ['a fragment within itself', '{ viewer { ...a } } fragment a on Viewer { ...a }', 'Cannot spread fragment "a" within itself.'],
    [
      'fragments within each other',
      '{ viewer { ...a } } fragment a on Viewer { ...b } fragment b on Viewer { ...a }',
      'Cannot spread fragment "a" within itself via "b".',
    ],
    [
      'every fragment within every other',
      `{ viewer { partner { ...f0 } } } ${many(60, (i) => `fragment f${i} on Partner { id ${many(60, (j) => `...f${j}`)} }`)}`,
      'Cannot spread fragment "f0" within itself.',
    ],
    ['thousands of fields that are not there', `{ ${many(1_900, (i) => `x${i}`)} }`, 'Cannot query field "x0" on type "Query".'],
    ['thousands of operations', many(1_400, (i) => `query q${i} { viewer { name } }`), TOO_LONG],
    [
      'the schema within the schema',
      `{ __schema { types ${nested(20, '{ fields { type ', '{ name }', '} }')} } }`,
      'The operation is 43 levels deep; the maximum is 24.',
    ],
    [
      'the schema within the schema, four lists deep',
      '{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }',
      TOO_LARGE,
    ],
    [
      'half a character',
      '{ partners(filter: { search: "\\uD83D" }) { totalCount } }',
      'Syntax Error: Invalid Unicode escape sequence: "\\uD83D".',
    ],
    ['a control character', '{ viewer { name \u0007 } }', 'Syntax Error: Unexpected character: U+0007.'],
    [
      'a name of a million characters',
      `{ ${'x'.repeat(1_000_000)} }`,
      'A name in the document has 1,000,000 characters; the maximum is 256.',
    ],
  ])('%s', async (_what, query, message) => {
    const { status, json, text } = await ask({ query });

    expect(status).toBe(400);
    expect(json.errors[0].message).toEqual(typeof message === 'string' ? message : expect.stringMatching(message));
    expect(text.length).toBeLessThan(64 * 1024);
    expect(json).not.toHaveProperty('data');
  });

  test('too many levels, also when it comes by GET', async () => {
    const { token } = await platform().as('reseller');
    const query = nested(1_000, '{x', '', '}');

    const { status, json } = await send(`${platform().url}?${new URLSearchParams({ query })}`, {
      headers: { authorization: `Bearer ${token}`, 'apollo-require-preflight': 'yes' },
    });

    expect([status, json.errors[0].message]).toEqual([400, expect.stringMatching(TOO_DEEP)]);
  });
});

describe('a document is answered, however odd, when it has', () => {
  test.each([
    [
      'brackets in a variable',
      {
        query: 'query ($s: String) { viewer { name } customers(first: 1, filter: { search: $s }) { totalCount } }',
        variables: { s: '{['.repeat(40) },
      },
    ],
    ['more brackets than levels', { query: `{ viewer { name } ${many(300, (i) => `a${i}: viewer { name }`)} }` }],
    ['three million commas', { query: `${','.repeat(3_000_000)}{ viewer { name } }` }],
    ['a comment of three million characters', { query: `#${'x'.repeat(3_000_000)}\n{ viewer { name } }` }],
    ['a chain of ninety-nine fragments', { query: chain(98) }],
    [
      'brackets in a text, one within the other',
      {
        query: `{ viewer { name } services(first: 1) { totalCount } partners(filter: { search: "${'{'.repeat(90)}" }) { totalCount } ${many(150, (i) => `a${i}: viewer { name }`)} }`,
      },
    ],
  ])('%s', async (_what, body) => {
    const { status, json } = await ask(body);

    expect([status, json.errors]).toEqual([200, undefined]);
    expect(json.data.viewer).toEqual({ name: 'Davide Ronchi' });
  });
});
