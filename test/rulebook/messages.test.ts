/** Whatever is said to people is said in every language, and says the same. */
import { describe, expect, test } from '@jest/globals';
import { Language } from '../../src/kernel/i18n/language.ts';
import { messageCatalog, formatMessage, type Texts } from '../../src/kernel/i18n/message.ts';
import { subgraphs } from '../../src/subgraphs.ts';
import { sources } from '../architecture/sources.ts';
import { faultsOf, LANGUAGES } from './texts.ts';

const all = [...messageCatalog];
const good: Texts = { takes: ['n'], EN: 'It is {n, number}.', IT: 'È {n, number}.', TR: 'Bu {n, number}.' };
const with_ = (change: object) => ({ ...good, ...change }) as Texts;

describe('what is wrong with a message is found', () => {
  test('nothing is wrong with a good one', () => expect(faultsOf(good)).toEqual([]));

  test.each([
    ['a language is missing', { TR: undefined }, 'is missing in TR'],
    ['a text is empty', { IT: ' ' }, 'is missing in IT'],
    ['a text is still English', { IT: good.EN }, 'is not translated into IT'],
    ['an argument is left out', { IT: 'È.' }, 'takes nothing in IT, and not n'],
    ['an argument has another name', { TR: 'Bu {m, number}.' }, 'takes m in TR, and not n'],
    ['an argument is not declared', { takes: [] }, 'takes n in EN, and not nothing'],
    ['an argument is of another kind', { TR: 'Bu {n}.' }, 'has other arguments in one language than in another'],
    [
      'values that one language tells apart are one to another',
      {
        EN: '{n, select, A {a} B {b} other {c}}.',
        IT: '{n, select, A {x} other {z}}.',
        TR: '{n, select, A {q} B {r} other {s}}.',
      },
      'has other arguments in one language than in another',
    ],
    ['a text does not parse', { TR: 'Bu {n, number.' }, 'is not ICU MessageFormat in TR'],
    ['a plural has no other', { IT: '{n, plural, one {uno}}.' }, 'is not ICU MessageFormat in IT'],
    ['an apostrophe would be syntax', { IT: "L'{n, number}." }, 'has a straight apostrophe in IT'],
  ])('%s', (_what, change, fault) => expect(faultsOf(with_(change)).join('\n')).toContain(fault));
});

test('the languages are English, Italian and Turkish', () => expect(Object.keys(Language)).toEqual(['EN', 'IT', 'TR']));

test('there are messages of the kernel and of every subgraph that refuses something', () => {
  expect(subgraphs.length).toBeGreaterThan(4);
  expect([...new Set(all.map(([id]) => id.split('.')[0]))].sort()).toEqual([
    'assignment',
    'boundary',
    'change',
    'delegation',
    'escalation',
    'group',
    'healthCheck',
    'incident',
    'kernel',
    'message',
    'note',
    'notice',
    'offering',
    'relationship',
    'session',
    'ticket',
    'troubleshooting',
    'webhook',
  ]);
});

test.each(all)('%s is said in every language, with the same arguments', (_id, texts) => expect(faultsOf(texts)).toEqual([]));

test.each(all)('%s can be put into words', (id, { takes = [] }) => {
  const values = Object.fromEntries(
    takes.map((name) => [name, /^(max|min|days|quantity|version|current)$/.test(name) ? 12_345 : name === 'audiences' ? ['A', 'B'] : 'X']),
  );
  for (const language of LANGUAGES) expect(formatMessage({ id, values }, language)).toMatch(/^[^{}]+\.$/);
});

test('every message is said somewhere', () => {
  const code = sources
    .filter(({ path }) => !path.endsWith('/messages.ts'))
    .map(({ tree }) => tree.text)
    .join('\n');
  expect(all.map(([id]) => id).filter((id) => !new RegExp(`\\b(say|\\w+Messages)\\.${id.split('.')[1]}\\(`).test(code))).toEqual([]);
});

test('numbers, plurals and lists are as the language has them', () => {
  const tooLong = (max: number) =>
    LANGUAGES.map((language) => formatMessage({ id: 'kernel.tooLong', values: { field: 'f', max } }, language));
  expect(tooLong(1)).toEqual([
    '`f` is longer than 1 character.',
    '`f` supera il limite di 1 carattere.',
    '`f` alanı en fazla 1 karakter olabilir.',
  ]);
  expect(tooLong(20_000)).toEqual([
    '`f` is longer than 20,000 characters.',
    '`f` supera il limite di 20.000 caratteri.',
    '`f` alanı en fazla 20.000 karakter olabilir.',
  ]);
  const audience = { id: 'note.otherAudience', values: { kind: 'VENDOR', audiences: ['A', 'B'] } };
  expect(LANGUAGES.map((language) => formatMessage(audience, language))).toEqual([
    'A vendor may write for A or B.',
    'Il vendor può rivolgere le note soltanto a A o B.',
    'Üretici yalnızca şu hedef kitleler için not yazabilir: A veya B.',
  ]);
});

test('what looks like syntax in a value stays what it is', () => {
  const said = { id: 'kernel.required', values: { field: "{x, plural} <b>'it''s'</b> #" } };
  expect(formatMessage(said, 'EN')).toBe("`{x, plural} <b>'it''s'</b> #` is required.");
});

test('a message that this version does not know, or not with these arguments, is not put into words', () => {
  expect(formatMessage({ id: 'kernel.gone', values: {} }, 'EN')).toBeNull();
  expect(formatMessage({ id: 'kernel.tooLong', values: { field: 'f' } }, 'EN')).toBeNull();
});
