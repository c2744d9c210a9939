import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { config } from '../../src/config.ts';
import { sampleTokens } from '../../src/auth/authenticator.ts';
import { sampleIssuer } from '../../src/auth/sample-issuer.ts';
import { personas } from '../../src/sample/personas.ts';
import { ticketsAsked } from '../../src/sample/sample.ts';
import { tokenCommand } from '../../src/sample/token.ts';

let dataDir: string;
beforeAll(async () => void (dataDir = await mkdtemp(join(tmpdir(), 'tierline-token-'))));
afterAll(() => rm(dataDir, { recursive: true, force: true }));

const run = (args: string[], env: NodeJS.ProcessEnv = {}) => tokenCommand(args, () => config({ DATA_DIR: dataDir, ...env }, []));
const outside = { JWT_ISSUER: 'https://id.example', JWT_AUDIENCE: 'tierline', JWT_JWKS_URL: 'https://id.example/jwks' };

describe('a token of a persona', () => {
  test.each(personas.map(({ name }) => name))('of %s names the viewer that the persona is', async (name) => {
    const { code, out, err } = await run([name]);
    const viewer = await sampleTokens(await sampleIssuer(dataDir))(`Bearer ${out}`);
    const { subject, claims } = personas.find((persona) => persona.name === name)!;
    expect([code, err]).toEqual([0, '']);
    expect(viewer).toMatchObject({ subject, ...claims });
  });

  test('is good for twelve hours, or for as many as were asked for', async () => {
    const hours = async (...args: string[]) => {
      const { out } = await run(['reseller', ...args]);
      const { iat, exp } = JSON.parse(Buffer.from(out.split('.')[1]!, 'base64url').toString()) as { iat: number; exp: number };
      return (exp - iat) / 3600;
    };
    expect(await hours()).toBeCloseTo(12, 2);
    expect(await hours('--hours', '0.5')).toBeCloseTo(0.5, 2);
  });

  test('is all that the program writes to standard output', async () => {
    const started = promisify(execFile)(process.execPath, ['--import', './src/run.mjs', 'src/sample/token.ts', 'customer'], {
      env: { DATA_DIR: dataDir },
    });
    expect(await started).toEqual({ stdout: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+\n$/), stderr: '' });
  });
});

describe('the command', () => {
  test('lists every persona with what it is and sees', async () => {
    const { code, out } = await run(['--list']);
    expect(code).toBe(0);
    expect(out.split('\n').map((line) => line.split(' ')[0])).toEqual(personas.map(({ name }) => name));
  });

  test.each([
    [['nobody']],
    [[]],
    [['reseller', 'customer']],
    [['--lost']],
    [['reseller', '--hours', 'many']],
    [['reseller', '--hours', '-1']],
    [['reseller', '--hours', '0']],
  ])('refuses %j in one line on standard error', async (args) => {
    const { code, out, err } = await run(args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^[^\n]+$/);
  });

  test('names the personas to somebody who asks for one that is not there', async () => {
    expect((await run(['nobody'])).err).toBe(
      `There is no persona "nobody". Say one of: ${personas.map(({ name }) => name).join(', ')}; or --list.`,
    );
  });

  test.each([
    ['in production', { NODE_ENV: 'production' }],
    ['in production with an outside issuer', { NODE_ENV: 'production', ...outside }],
    ['with an outside issuer', outside],
  ])('refuses %s in one line, and makes no key', async (_, env) => {
    const { code, out, err } = await run(['reseller'], { ...env, DATA_DIR: join(dataDir, 'untouched') });
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/^[^\n]*sample issuer[^\n]*$/);
  });
});

test('the size of a world is a whole number above nothing, 400 when it is not said', () => {
  expect(ticketsAsked([])).toBe(400);
  expect(ticketsAsked(['--tickets', '50000'])).toBe(50_000);
  const wrong = [
    ['--tickets', '0'],
    ['--tickets', '-5'],
    ['--tickets', '1e3'],
    ['--tickets', 'many'],
    ['--tickets'],
    ['5000'],
    ['--size', '3'],
  ];
  expect(wrong.map(ticketsAsked)).toEqual(wrong.map(() => null));
});
