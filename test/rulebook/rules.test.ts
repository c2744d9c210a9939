/** The rulebook is whole, and what it says of itself is true. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { isEnumType, isInputObjectType, isObjectType, type GraphQLSchema } from 'graphql';
import { CAPABILITIES } from '../../src/accounts/capability/table.ts';
import { wholeGraph } from '../../src/graphql/schema.ts';
import type { RuleText } from '../../src/rulebook/rule/rule.ts';
import { reasonOf, ruleCodes, ruleOf, TEXTS } from '../../src/rulebook/rule/rules.ts';
import { subgraphs } from '../../src/subgraphs.ts';
import { sources } from '../architecture/sources.ts';
import { testDatabase, type TestDatabase } from '../kit/database.ts';
import { LANGUAGES } from './texts.ts';

const graph = wholeGraph(subgraphs);

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

/** Whether the graph has a type, a field, an argument's type or an enum value of this name. */
function inGraph(schema: GraphQLSchema, place: string): boolean {
  const [typeName, member] = place.split('.') as [string, string?];
  const type = schema.getType(typeName);
  if (!type || member === undefined) return type !== undefined;
  if (isEnumType(type)) return type.getValue(member) !== undefined;
  return (isObjectType(type) || isInputObjectType(type)) && Object.hasOwn(type.getFields(), member);
}

/** Whether what a claim names is there: in the graph, or in the database. */
async function isThere(by: string): Promise<boolean> {
  const [form, name] = by.split(' ') as [string, string?];
  if (name === undefined) return inGraph(graph, by);
  const policies = await database.sql<{ cmd: string }>(
    `select cmd from pg_policies where ${form === 'policy' ? 'policyname' : 'tablename'} = $1`,
    [name],
  );
  if (form === 'policy') return policies.length === 1;
  return form === 'read-only' && policies.length > 0 && policies.every(({ cmd }) => cmd === 'SELECT');
}

test('there are 36 rules, R01 to R36', () => {
  expect(ruleCodes).toEqual(Array.from({ length: 36 }, (_, index) => `R${String(index + 1).padStart(2, '0')}`));
});

test('each binds as far as the source says', () => {
  const letters = { MUST: 'M', SHOULD: 'S', MAY: 'P', FACT: 'F' };
  expect(ruleCodes.map((code) => letters[ruleOf(code).strength]).join('')).toBe('MSPMSSMPMMMMMSFPPMMMMPPPPMPPPMMFSFFF');
});

describe.each(LANGUAGES)('in %s', (language) => {
  const texts: Readonly<Record<string, RuleText>> = TEXTS[language];

  test('every rule has its sentence and its explanation, and no rule is there that does not exist', () => {
    expect(Object.keys(texts)).toEqual(ruleCodes);
    const badly = Object.entries(texts).flatMap(([code, text]) =>
      Object.entries(text)
        .filter(([, words]) => !/^\p{Lu}[^'"]+\.$/u.test(words as string))
        .map(([key]) => `${code} ${key}`),
    );
    expect(badly).toEqual([]);
    expect(ruleCodes.filter((code) => !texts[code]!.sentence || !texts[code]!.explanation)).toEqual([]);
  });

  test('no two rules have the same sentence, and none is in another language', () => {
    const sentences = LANGUAGES.flatMap((each) =>
      Object.values(TEXTS[each]).flatMap(({ sentence, explanation }) => [sentence, explanation]),
    );
    expect(new Set(sentences).size).toBe(sentences.length);
  });

  test('a rule that nothing enforces or represents says why, and no other does', () => {
    const silent = ruleCodes.filter((code) => {
      const isHeld = ruleOf(code).held.length > 0;
      return isHeld === (reasonOf(code, language) !== null);
    });
    expect(silent).toEqual([]);
    expect(ruleCodes.filter((code) => ruleOf(code).held.length === 0 && !texts[code]!.reason)).toEqual([]);
    expect(ruleCodes.filter((code) => ruleOf(code).held.length > 0 && texts[code]!.reason)).toEqual([]);
  });
});

const claims = ruleCodes.flatMap((code) => ruleOf(code).held.map(({ how, by }) => ({ code, how, by })));

test('a claim that is not true is found', async () => {
  for (const false_ of [
    'Mutation.ticketForget',
    'Nothing',
    'PartnerKind.FRIEND',
    'policy note_forget',
    'read-only ticket',
    'read-only nothing',
  ])
    expect([false_, await isThere(false_)]).toEqual([false_, false]);
});

test.each(claims)('$code: $by is there', async ({ by }) => expect(await isThere(by)).toBe(true));

test('no rule makes the same claim twice, and everybody is concerned by something', () => {
  expect(new Set(claims.map((claim) => JSON.stringify(claim))).size).toBe(claims.length);
  expect(ruleCodes.filter((code) => ruleOf(code).parties.length === 0)).toEqual([]);
});

test('every rule that the code cites is in the rulebook, as one that is enforced', () => {
  const cited = new Set(
    sources
      .filter(({ path }) => !/^src\/(rulebook|accounts\/capability)\//.test(path))
      .flatMap(({ tree }) => [...tree.text.matchAll(/'(R\d+)'/g)].map(([, code]) => code!)),
  );
  expect([...cited].sort()).toEqual([
    'R01',
    'R05',
    'R06',
    'R07',
    'R08',
    'R09',
    'R10',
    'R11',
    'R12',
    'R13',
    'R14',
    'R15',
    'R17',
    'R18',
    'R19',
    'R20',
    'R21',
    'R22',
    'R23',
    'R24',
    'R26',
    'R30',
    'R31',
    'R36',
  ]);
  expect([...cited].filter((code) => !claims.some((claim) => claim.code === code && claim.how === 'ENFORCED'))).toEqual([]);
});

test('every rule that a capability names is in the rulebook, as one that capabilities represent, and the other way round', () => {
  const named = new Set(Object.values(CAPABILITIES).flatMap(({ rules }) => rules));
  const said = claims.filter(({ how, by }) => how === 'REPRESENTED' && by === 'Viewer.capabilities').map(({ code }) => code);
  expect([...named].sort()).toEqual(said);
});
