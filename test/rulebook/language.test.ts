/** In which language somebody is answered: Accept-Language, then the locale of the token, then English. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { languageFromLocale, negotiateLanguage } from '../../src/kernel/i18n/language.ts';
import { post, send } from '../http/wire.ts';
import { testPlatform, type TestPlatform } from '../kit/platform.ts';

const RESOLVE = `mutation { ticketResolve(input: { ticketId: "x", resolution: "x", outcome: SOLVED, scope: WITHIN }) { problems { message } } }`;
const NOT_THERE: Record<string, string> = {
  en: '`ticketId` names nothing that is there.',
  it: '`ticketId` non corrisponde ad alcun elemento esistente.',
  tr: '`ticketId` alanında belirtilen kayıt bulunamadı.',
};
const PAGE = '{ tickets(first: 0) { totalCount } }';
const OUT_OF_RANGE: Record<string, string> = {
  en: '`first` must be from 1 to 100.',
  it: '`first` deve essere compreso tra 1 e 100.',
  tr: '`first` değeri 1 ile 100 arasında olmalıdır.',
};

let platform: TestPlatform;
beforeAll(async () => {
  platform = await testPlatform();
});
afterAll(() => platform.stop());

const tokenWith = async (locale: unknown): Promise<string> => {
  const claims = { name: 'Davide', kind: 'PARTNER', role: 'ADMIN_AGENT', organization: '01990000-0000-7000-8000-000000000002', locale };
  return (await platform.issuer.sign('davide', claims as never)).token;
};

describe('the language of an Accept-Language', () => {
  test.each([
    ['it', 'IT'],
    ['tr-TR', 'TR'],
    ['IT-it', 'IT'],
    ['en-US,en;q=0.9,tr;q=0.8', 'EN'],
    ['de-AT, de;q=0.9, tr;q=0.5, en;q=0.3', 'TR'],
    ['it;q=0.2, tr;q=0.7', 'TR'],
    ['it;q=0, tr;q=0.1', 'TR'],
    ['  tr  ;  q=1', 'TR'],
    ['en;q=0, *', 'TR'],
  ])('%s is %s', (accepted, language) => expect(negotiateLanguage(accepted, language === 'TR' ? 'TR' : null)).toBe(language));

  test.each([
    undefined,
    null,
    '',
    '*',
    '*;q=0.5',
    'de',
    'xx, yy;q=0.3, *;q=0.1',
    'it;q=0',
    'it;q=zero',
    'tr_TR',
    'türkçe',
    ';;;,,,q=1',
    '\u0000',
    'i'.repeat(100_000),
    `${'xx,'.repeat(30_000)}it`,
    `${'x'.repeat(997)},itself`,
    `${'x'.repeat(994)},it;q=0.001`,
  ])('what asks for none of ours leaves the choice to the locale, and that to English: %j', (accepted) => {
    expect(negotiateLanguage(accepted, 'TR')).toBe('TR');
    expect(negotiateLanguage(accepted, null)).toBe('EN');
  });

  test('what is refused outright is not spoken, if anything else is', () => {
    expect(negotiateLanguage('en;q=0, it;q=0.1', null)).toBe('IT');
    expect(negotiateLanguage('*, en;q=0', 'EN')).not.toBe('EN');
  });
});

test('the language of a locale is that of its first part, and what is no locale has none', () => {
  expect(['it', 'it-CH', 'IT_it', 'tr-Latn-TR', 'en-GB-oxendict'].map(languageFromLocale)).toEqual(['IT', 'IT', 'IT', 'TR', 'EN']);
  for (const nothing of ['de', 'ita', 'italian', '', 'i', '-it', 'it--IT', 'it IT', 7, null, undefined, {}, ['it'], 'x'.repeat(1_000_000)])
    expect([nothing, languageFromLocale(nothing)]).toEqual([nothing, null]);
});

describe('over HTTP', () => {
  test.each([
    ['it', undefined, 'it'],
    ['tr', 'it', 'tr'],
    ['de', 'it-IT', 'it'],
    ['*', 'tr', 'tr'],
    ['*', undefined, 'en'],
    ['de, fr;q=0.5', undefined, 'en'],
    ['*', 'de-DE', 'en'],
    ['*', { of: 'no kind' }, 'en'],
  ])('Accept-Language %s and the locale %j are answered in %s, and the answer says so', async (accepted, locale, language) => {
    const { status, headers, json } = await post(
      platform.url,
      await tokenWith(locale),
      { query: RESOLVE },
      { 'accept-language': accepted },
    );
    expect([status, json.data.ticketResolve.problems]).toEqual([200, [{ message: NOT_THERE[language] }]]);
    expect([headers.get('content-language'), headers.get('vary')]).toEqual([language, 'Accept, Accept-Encoding, Accept-Language']);
  });

  test('problems of reading are in the language of the caller too, and other errors in English', async () => {
    for (const language of ['en', 'it', 'tr']) {
      const accepted = { 'accept-language': language };
      const { json } = await post(platform.url, await tokenWith('en'), { query: PAGE }, accepted);
      expect(json.errors).toMatchObject([{ message: OUT_OF_RANGE[language], extensions: { code: 'BAD_USER_INPUT', field: 'first' } }]);
      const { json: unknown } = await post(platform.url, await tokenWith('en'), { query: '{ nothing }' }, accepted);
      expect(unknown.errors).toMatchObject([{ message: expect.stringContaining('Cannot query field') }]);
    }
  });

  test('so is a query by GET', async () => {
    const headers = { authorization: `Bearer ${await tokenWith(undefined)}`, 'accept-language': 'tr', 'apollo-require-preflight': 'yes' };
    const { json } = await send(`${platform.url}?query=${encodeURIComponent(PAGE)}`, { headers });
    expect(json.errors).toMatchObject([{ message: OUT_OF_RANGE.tr }]);
  });

  test('many at once in several languages each get their own', async () => {
    const token = await tokenWith('it');
    const languages = Array.from({ length: 60 }, (_, index) => ['en', 'it', 'tr'][index % 3]!);
    const replies = await Promise.all(
      languages.map((language) => post(platform.url, token, { query: RESOLVE }, { 'accept-language': language })),
    );
    expect(replies.map(({ json }) => json.data.ticketResolve.problems[0].message)).toEqual(
      languages.map((language) => NOT_THERE[language]),
    );
  });
});

describe('over a WebSocket', () => {
  const ask = async (params: object, headers: Record<string, string> = {}, locale?: string) => {
    class Upgrade extends WebSocket {
      constructor(url: string, protocol: string) {
        super(url, protocol, { headers });
      }
    }
    const authorization = `Bearer ${await tokenWith(locale)}`;
    const connectionParams = { authorization, ...params };
    const client = createClient({ url: platform.url.replace('http', 'ws'), webSocketImpl: Upgrade, retryAttempts: 0, connectionParams });
    const first = async (query: string) => (await client.iterate<any>({ query }).next()).value;
    const answers = [await first(RESOLVE), await first(PAGE)];
    await client.dispose();
    return [answers[0].data.ticketResolve.problems[0].message, answers[1].errors[0].message];
  };

  test.each([
    ['the upgrade says so', {}, { 'accept-language': 'it' }, undefined, 'it'],
    ['the first message says so', { acceptLanguage: 'tr' }, {}, undefined, 'tr'],
    ['the first message says otherwise than the upgrade', { acceptLanguage: 'tr' }, { 'accept-language': 'it' }, 'en', 'tr'],
    ['neither says anything, and the locale does', {}, {}, 'it-IT', 'it'],
    ['what is asked for is not spoken', { acceptLanguage: 'de' }, {}, 'tr', 'tr'],
    ['what is asked for is no text', { acceptLanguage: ['it'] }, {}, undefined, 'en'],
  ])('it is what %s', async (_what, params, headers, locale, language) => {
    expect(await ask(params, headers as Record<string, string>, locale)).toEqual([NOT_THERE[language], OUT_OF_RANGE[language]]);
  });

  test('a subscription that is refused is refused in the language of its socket', async () => {
    const client = (await platform.as('customer')).reading('it').socket();
    const stream = client.iterate({
      query: 'subscription { serviceIncidentUpdated(after: "x") { ... on ServiceIncidentUpdate { cursor } } }',
    });
    const answer = await stream.next().catch((errors: unknown) => errors);
    expect(JSON.stringify(answer)).toContain('`after` non è un cursore di questo flusso di aggiornamenti.');
    await client.dispose();
  });
});
