import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { testPlatform, type TestPlatform } from '../kit/platform.ts';
import { post, send } from './wire.ts';

let platform: TestPlatform;
let token: string;
beforeAll(async () => {
  platform = await testPlatform();
  ({ token } = await platform.as('reseller'));
});
afterAll(() => platform.stop());

const at = (path: string, accept = '*/*') => send(new URL(path, platform.url).href, { headers: { accept } });
const ask = (bearer: string | null, body: unknown, headers = {}) => post(platform.url, bearer, body, headers);

test('every answer forbids browsers to guess its type, to frame it, and to tell others where they were', async () => {
  const answers = {
    data: await ask(token, { query: '{ viewer { name } }' }),
    'a stream of events': await ask(token, { query: '{ viewer { name } }' }, { accept: 'text/event-stream' }),
    'a refused token': await ask(null, {}),
    'a bad body': await ask(token, '{'),
    'what is not there': await at('/nothing'),
    'the way to the graph': await at('/'),
    health: await at('/healthz'),
    GraphiQL: await at('/graphql', 'text/html'),
    'a file of GraphiQL': await at('/graphiql/page.js'),
    'sample personas': await at('/sample/personas'),
    'a preflight': await send(platform.url, {
      method: 'OPTIONS',
      headers: { origin: 'https://x.example', 'access-control-request-method': 'POST' },
    }),
  };

  for (const [what, { headers }] of Object.entries(answers)) {
    expect({ what, ...Object.fromEntries(headers) }).toMatchObject({
      what,
      'content-security-policy': expect.stringMatching(/^default-src 'none'/),
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
  }
  for (const { headers } of [answers.data, answers['a refused token'], answers['a bad body'], answers['sample personas'], answers.health])
    expect(headers.get('cache-control')).toBe('no-store');
});
