import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { config, ConfigError, storeConfig } from '../../src/config.ts';
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
  ...(['production', 'prod', 'Production', 'staging', 'live'] as const).map((name): [string, Record<string, string>, string[], string] => [
    `the sample issuer in NODE_ENV=${name}`,
    { NODE_ENV: name },
    [],
    `NODE_ENV is ${name}${name === 'production' ? '' : ', which counts as production'}: the sample issuer does not run there`,
  ]),
  ...['0.0.0.0', '::', '10.1.2.3', 'tierline.example', '127.0.0.1.example'].map(
    (host): [string, Record<string, string>, string[], string] => [
      `the sample issuer at ${host}`,
      { HOST: host },
      [],
      `HOST is ${host}, and the sample issuer gives everybody who gets there the token of anybody`,
    ],
  ),
  ...['http://login.example/keys', 'http://localhost.example/keys', 'http://10.0.0.1/keys'].map(
    (address): [string, Record<string, string>, string[], string] => [
      `keys from ${address}`,
      { ...ISSUER, JWT_JWKS_URL: address },
      [],
      'JWT_JWKS_URL must begin with https: (http: is for keys on this machine)',
    ],
  ),
  [
    'claims that are nowhere',
    { ...ISSUER, JWT_CLAIMS: '/nowhere.json' },
    [],
    'JWT_CLAIMS is neither a JSON object nor a file that can be read',
  ],
  ['claims that are no JSON', { ...ISSUER, JWT_CLAIMS: '{roles}' }, [], 'JWT_CLAIMS holds no JSON'],
  [
    'the owner’s URL alone',
    { MIGRATE_DATABASE_URL: 'postgres://o:hunter2@h/x' },
    [],
    'MIGRATE_DATABASE_URL is set and DATABASE_URL is not',
  ],
  ['a secret in two places', { DATABASE_URL: 'x', DATABASE_URL_FILE: '/x' }, [], 'DATABASE_URL and DATABASE_URL_FILE are both set'],
  ['a secret that is nowhere', { NATS_URL_FILE: '/nowhere' }, [], 'NATS_URL_FILE names a file that cannot be read: ENOENT'],
  ...Object.entries({
    'sslmode=prefer': 'says sslmode=prefer, which may end in plain text without a word',
    'sslmode=allow': 'says sslmode=allow, which may end in plain text without a word',
    'sslmode=verify': 'says sslmode=verify: it must be one of disable, require, no-verify, verify-ca, verify-full',
    'sslmode=require&sslmode=disable': 'says sslmode twice',
    'sslmode=require&ssl=true': 'says both ssl and sslmode',
    'ssl=yes': 'says an ssl that is not true or false',
    'sslrootcert=/ca.pem': 'says sslrootcert, and nothing about TLS: add sslmode=verify-full',
    'sslmode=verify-full&sslrootcert=/nowhere.pem': 'names a file in sslrootcert that cannot be read: ENOENT',
    'sslmode=verify-ca&sslrootcert=system': 'says sslrootcert=system, with which sslmode must be verify-full',
    'sslmode=require&sslcert=/c.pem': 'must say sslcert and sslkey together',
    'sslcrl=/x': 'has the parameter sslcrl, which would not be obeyed: it may have host, port, sslmode',
    'application_name=me': 'has the parameter application_name, which would not be obeyed: Tierline names its connections itself',
    'options=-c%20x%3D1': 'has the parameter options, which would not be obeyed: Tierline sets its sessions itself',
    'channel_binding=require': 'says channel_binding=require: it must be one of disable, prefer',
    'connect_timeout=soon': 'has a connect_timeout that is no whole number from 0 to 3600',
    'host=/run/postgresql&sslmode=require': 'says sslmode=require, and a socket in a folder has no TLS',
  }).flatMap(([parameters, message]) =>
    ['DATABASE_URL', 'MIGRATE_DATABASE_URL'].map((name): [string, Record<string, string>, string[], string] => [
      `${name} with ${parameters}`,
      { [name]: `postgres://user:hunter2@h/x?${parameters}` },
      [],
      `${name} ${message}`,
    ]),
  ),
])('%s is refused in the same way', (_what, env, args, message) => {
  const refused = () => config(env, args);

  expect(refused).toThrow(ConfigError);
  expect(refused).toThrow(message);
  expect(refused).not.toThrow(/hunter2|\n/);
});

test('what is harmless goes on: the sample issuer on this machine, or anywhere where that was said, loudly', () => {
  for (const env of [{ NODE_ENV: 'development' }, { NODE_ENV: 'test' }, { HOST: 'localhost' }, { HOST: '::1' }, { HOST: '127.1.2.3' }])
    expect(config(env, []).warnings).toEqual([]);
  expect(config({ ...ISSUER, JWT_JWKS_URL: 'http://[::1]:8080/keys' }, []).issuer!.jwks.href).toBe('http://[::1]:8080/keys');
  expect(config({ HOST: '0.0.0.0', SAMPLE_ISSUER: 'anywhere' }, []).warnings).toEqual([
    expect.stringContaining('THE SAMPLE ISSUER IS OPEN AT 0.0.0.0'),
  ]);
});

test('what works beside the server asks for no issuer in production', () => {
  const env = { NODE_ENV: 'production', MIGRATE_DATABASE_URL: 'postgres://owner:x@h/d', DATABASE_URL: 'postgres://app:x@h/d' };
  expect(storeConfig(env)).toMatchObject({ databaseUrl: env.DATABASE_URL, migrateUrl: env.MIGRATE_DATABASE_URL });
});

test('a secret may lie in a file, with a line end behind it', async () => {
  await mkdir(folder('secrets'), { recursive: true });
  const file = `${folder('secrets')}/url`;
  await writeFile(file, 'postgres://user:p%40ss@h/x\n');
  expect(config({ DATABASE_URL_FILE: file }, [])).toMatchObject({ databaseUrl: 'postgres://user:p%40ss@h/x', warnings: [] });
  await writeFile(file, 'two\nlines\n');
  expect(() => config({ DATABASE_URL_FILE: file }, [])).toThrow('DATABASE_URL_FILE names a file that must hold one line');
});

test('a mistyped variable is named, and what belongs to others is not', () => {
  const wrong = { PROT: '1', DATABSE_URL: 'x', LOGLEVEL: 'x', JWT_AUD: 'x', WEBHOOK_ALLOW: 'x', Port: '1', NATS_URL_FIEL: 'x' };
  const others = {
    PATH: '/',
    HOME: '/',
    HOSTNAME: 'x',
    PWD: '/',
    USER: 'x',
    LOGNAME: 'x',
    TERM: 'x',
    NATS_PORT: 'x',
    NATS_SERVICE_HOST: 'x',
  };
  const { warnings } = config({ ...wrong, ...others, NODE_OPTIONS: '', npm_config_x: '', DATABASE_HOST: 'x' }, []);
  expect(warnings.map((line) => line.replace(' is set, which is no variable of Tierline', ''))).toEqual([
    'PROT: did you mean PORT?',
    'DATABSE_URL: did you mean DATABASE_URL?',
    'LOGLEVEL: did you mean LOG_LEVEL?',
    expect.stringContaining('JWT_AUD; those that begin like it are'),
    'WEBHOOK_ALLOW: did you mean WEBHOOKS_ALLOW?',
    'Port: did you mean PORT?',
    'NATS_URL_FIEL: did you mean NATS_URL_FILE?',
  ]);
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
