/** The rules in the graph. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ruleCodes, ruleOf, TEXTS } from '../../src/rulebook/rule/rules.ts';
import { entities } from '../federation/references.ts';
import { testPlatform, type Caller, type TestPlatform } from '../kit/platform.ts';

let platform: TestPlatform;
let caller: Caller;
beforeAll(async () => {
  platform = await testPlatform();
  caller = await platform.as('customer');
});
afterAll(() => platform.stop());

const codesOf = async (filter: object): Promise<string[]> =>
  (
    await caller.get<any, any>('query ($filter: SupportRuleFilter) { supportRules(filter: $filter) { code } }', { filter })
  ).supportRules.map(({ code }: { code: string }) => code);

test('everybody sees all rules, in their order, in the language asked for', async () => {
  for (const persona of ['provider', 'reseller', 'customer', 'vendor', 'other-customer']) {
    const { supportRules } = await (await platform.as(persona)).reading('tr').get<any, any>('{ supportRules { code sentence } }');
    expect(supportRules).toEqual(ruleCodes.map((code) => ({ code, sentence: TEXTS.TR[code].sentence })));
  }
});

test('a language that is named counts more than that of the caller, for each field by itself', async () => {
  const document = `{ supportRules(filter: { codes: ["R25"] }) { sentence italian: sentence(language: IT) explanation(language: TR) own: sentence(language: null) } }`;
  const { supportRules } = await caller.reading('en').get<any, any>(document);
  const { EN, IT, TR } = TEXTS;
  expect(supportRules).toEqual([
    { sentence: EN.R25.sentence, italian: IT.R25.sentence, explanation: TR.R25.explanation, own: EN.R25.sentence },
  ]);
});

test.each(['DE', 'it', '"IT"', 'it_IT', '7'])('a language that there is none of is refused: %s', async (language) => {
  const { data, errors } = await caller.ask<any, any>(`{ supportRules { sentence(language: ${language}) } }`);
  expect([data, errors!.length]).toEqual([undefined, 1]);
  expect(errors![0]!.message).toMatch(/"Language"/);
});

test('a rule says by what it is held, and no reason why it is not', async () => {
  const { supportRules } = await caller.get<any, any>(
    '{ supportRules(filter: { codes: ["R15", "R18", "R29"] }) { code reason held { how by } } }',
  );
  expect(supportRules).toEqual((['R15', 'R18', 'R29'] as const).map((code) => ({ code, reason: null, held: ruleOf(code).held })));
});

describe('the list', () => {
  test('is narrowed by everything that is given', async () => {
    expect(await codesOf({ strengths: ['SHOULD'] })).toEqual(['R02', 'R05', 'R06', 'R14', 'R33']);
    expect(await codesOf({ strengths: ['SHOULD'], areas: ['SELF_SERVICE', 'SOLVING'] })).toEqual(['R06', 'R33']);
    expect(await codesOf({ parties: ['VENDOR'] })).toEqual(['R14', 'R15', 'R16', 'R17']);
    expect(await codesOf({ holdings: ['ENFORCED'] })).toEqual([
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
      'R28',
      'R30',
      'R31',
      'R36',
    ]);
    expect(await codesOf({ codes: ['R18', 'R01', 'R18'] })).toEqual(['R01', 'R18']);
  });

  test('is whole without a filter, with an empty one, and with nulls', async () => {
    for (const filter of [undefined, null, {}, { codes: null, strengths: null }])
      expect(await codesOf(filter as object)).toEqual(ruleCodes);
  });

  test('is empty for an empty list of values, and for codes that no rule has', async () => {
    for (const codes of [[], ['R00', 'R37', 'r18', 'R1', 'toString', '__proto__', 'constructor']])
      expect(await codesOf({ codes })).toEqual([]);
  });

  test('refuses a filter that is malformed, in the language of the caller', async () => {
    const { errors } = await caller.reading('it').ask<any, any>('{ supportRules(filter: { codes: [""] }) { code } }');
    expect(errors).toMatchObject([
      { message: '`filter.codes.0` non può essere vuoto.', extensions: { code: 'BAD_USER_INPUT', rule: null } },
    ]);
  });

  test('is answered beside rows, in one operation', async () => {
    const { data, errors } = await caller.ask<any, any>(
      '{ tickets(first: 1) { totalCount } supportRules(filter: { codes: ["R01"] }) { code } }',
    );
    expect([errors, data.supportRules, data.tickets.totalCount > 0]).toEqual([undefined, [{ code: 'R01' }], true]);
  });
});

describe('a reference to a rule', () => {
  let alone: TestPlatform;
  beforeAll(async () => {
    alone = await testPlatform({ subgraph: 'rulebook', database: platform.database });
  });
  afterAll(() => alone.stop());

  test('is answered in the language of whoever asks, in the order of the question', async () => {
    const asked = ['R36', 'R01', 'R36'].map((code) => ({ code }));
    const { data } = await entities((await alone.as('vendor')).reading('it'), 'SupportRule', asked, 'code sentence');
    expect(data._entities).toEqual(
      (['R36', 'R01', 'R36'] as const).map((code) => ({ __typename: 'SupportRule', code, sentence: TEXTS.IT[code].sentence })),
    );
  });

  test('is null when there is no such rule, or the code is no code', async () => {
    const wrong = ['R00', 'R37', 'r01', '', ' R01', '__proto__', 'toString', 1, true, null, {}, [], ['R01']].map((code) => ({ code }));
    const { data, errors } = await entities(await alone.as('vendor'), 'SupportRule', [...wrong, {}, { id: 'R01' }], 'code');
    expect(errors).toBeUndefined();
    expect(data._entities).toEqual([...wrong, {}, {}].map(() => null));
  });
});
