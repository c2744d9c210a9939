import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { config, ConfigError } from '../../src/config.ts';
import { programs } from './program.ts';

const { run, folder } = await programs();

const ISSUER = { JWT_ISSUER: 'https://login.example', JWT_AUDIENCE: 'tierline', JWT_JWKS_URL: 'https://login.example/keys' };
const server = () => new URL(process.env.TEST_DATABASE_URL!);
const withPassword = (password: string) => Object.assign(server(), { password }).href;

test.each<[string, Record<string, string>, string[], string]>([
  ['PORT=abc', { PORT: 'abc' }, [], 'PORT is "abc": it must be a whole number from 0 to 65535'],
  [
    'an issuer without the rest',
    { JWT_ISSUER: 'https://login.example' },
    [],
    'JWT_ISSUER, JWT_AUDIENCE and JWT_JWKS_URL go together: set all three, or none for the sample issuer',
  ],
  [
    'production without an issuer',
    { NODE_ENV: 'production' },
    [],
    'NODE_ENV is production: the sample issuer does not run there; set JWT_ISSUER, JWT_AUDIENCE and JWT_JWKS_URL',
  ],
  [
    'a subgraph that is not there',
    {},
    ['--subgraph', 'nope'],
    '--subgraph is "nope": it must be one of accounts, audit, rulebook, offerings, health, tickets',
  ],
  ...['10.0.0.0', '10.0.0.0/33', 'localhost/8', 'fd00::/129'].map((range): [string, Record<string, string>, string[], string] => [
    `${range}, which is no range of addresses,`,
    { WEBHOOKS_ALLOW: `127.0.0.0/8, ${range}` },
    [],
    `WEBHOOKS_ALLOW holds "${range}": it must be ranges of addresses with commas between them, such as 10.1.0.0/16`,
  ]),
  ['a database that is no URL', { DATABASE_URL: 'garbage' }, [], 'DATABASE_URL is not a URL'],
  [
    'a database that does not answer',
    { DATABASE_URL: 'postgres://user:hunter2@127.0.0.1:9/x', DATABASE_WAIT_SECONDS: '0' },
    [],
    'the database cannot be used: connect ECONNREFUSED 127.0.0.1:9',
  ],
  [
    'a database that does not let one in',
    { DATABASE_URL: withPassword('hunter2') },
    [],
    'the database cannot be used: password authentication failed for user "tierline"',
  ],
  [
    'a database that is not there',
    { DATABASE_URL: Object.assign(server(), { pathname: '/nothing' }).href },
    [],
    'the database cannot be used: database "nothing" does not exist',
  ],
])('%s stops it with one clear line and code 1, and nothing has been made', async (_what, env, args, message) => {
  const { code, stdout, stderr } = await run({ DATA_DIR: folder('never'), ...env }, ...args).ended;

  expect({ code, stdout, stderr }).toEqual({ code: 1, stdout: '', stderr: expect.stringMatching(/^Tierline: [^\n]+\n$/) });
  expect(stderr).toContain(`Tierline: ${message}`);
  expect(stderr).not.toContain('hunter2');
  expect(existsSync(folder('never'))).toBe(false);
});

test.each<[string, Record<string, string>, string[], string]>([
  ['PORT=70000', { PORT: '70000' }, [], 'PORT is "70000": it must be a whole number from 0 to 65535'],
  ['LOG_LEVEL=loud', { LOG_LEVEL: 'loud' }, [], 'LOG_LEVEL is "loud": it must be one of fatal, error, warn, info, debug, trace, silent'],
  ['SAMPLE=maybe', { SAMPLE: 'maybe' }, [], 'SAMPLE is "maybe": it must be one of yes, no'],
  ['an issuer whose keys are nowhere', { ...ISSUER, JWT_JWKS_URL: 'keys' }, [], 'JWT_JWKS_URL is not a URL'],
  ['an issuer whose keys are a file', { ...ISSUER, JWT_JWKS_URL: 'file:///keys' }, [], 'JWT_JWKS_URL must begin with https: or http:'],
  ['no subgraph', {}, ['--subgraph'], "Option '--subgraph <value>' argument missing"],
  ['an option that is not there', {}, ['--verbose'], "Unknown option '--verbose'"],
  [
    'a database of another kind',
    { DATABASE_URL: 'mysql://user:hunter2@localhost/x' },
    [],
    'DATABASE_URL must begin with postgres: or postgresql:',
  ],
  [
    'a database without a name',
    { DATABASE_URL: 'postgres://user:hunter2@localhost' },
    [],
    'DATABASE_URL names no database: it must end with its name, as in postgres://user:password@host/name',
  ],
])('%s is refused in the same way', (_what, env, args, message) => {
  const refused = () => config(env, args);

  expect(refused).toThrow(ConfigError);
  expect(refused).toThrow(message);
  expect(refused).not.toThrow(/hunter2|\n/);
});

test('a port that is taken stops it with one clear line and code 1, also when it has its own database', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;

  const { code, stdout, stderr } = await run({ DATA_DIR: folder('taken'), PORT: String(port), SAMPLE: 'no' }).ended;
  taken.close();

  expect({ code, stdout, stderr }).toEqual({
    code: 1,
    stdout: '',
    stderr: `Tierline: cannot serve at HOST and PORT: listen EADDRINUSE: address already in use 127.0.0.1:${port}\n`,
  });
  expect(existsSync(`${folder('taken')}/postgres/postmaster.pid`)).toBe(false);
});
