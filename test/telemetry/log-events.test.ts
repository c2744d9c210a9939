/** The codes of the log: every line bears one, each is used, and the operators' manual explains it. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import ts from 'typescript';
import { LOG_EVENTS, type LogEvent } from '../../src/telemetry/log-events.ts';
import { root, sources, walk } from '../architecture/sources.ts';
import { recorder, type LogRecord } from '../http/records.ts';
import { post } from '../http/wire.ts';
import { testPlatform, type TestPlatform } from '../kit/platform.ts';
import { until } from '../program/program.ts';

/** A call in the sources that writes a line. */
interface LogCall {
  readonly at: string;
  /** Null where whoever wrote the function that is called has chosen it, and `any` where a package does. */
  readonly level: string | null;
  /** Its codes; none where it bears none. `passed on` stands for a code that the function was given. */
  readonly codes: readonly string[];
}

const PASSED_ON = 'passed on';
const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'];
const known = Object.keys(LOG_EVENTS).sort();
const calls = sources.flatMap(({ path, tree }) => callsIn(path, tree));

function callsIn(path: string, tree: ts.SourceFile): LogCall[] {
  const found: LogCall[] = [];
  walk(tree, (node) => {
    if (!ts.isCallExpression(node)) return;
    const { expression: callee } = node;
    const [first, second] = node.arguments;
    const at = `${path}:${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
    if (ts.isIdentifier(callee) && callee.text === 'log') found.push({ at, level: null, codes: codesOf(second) });
    if (!ts.isPropertyAccessExpression(callee)) return;
    const { text: name } = callee.name;
    const isLog = /\blog(ger)?$/i.test(callee.expression.getText());
    const isLine = LEVELS.includes(name) && (isLog || (first !== undefined && ts.isObjectLiteralExpression(first)));
    if (isLine || (isLog && name === 'child')) found.push({ at, level: isLine ? name : 'any', codes: codesOf(eventIn(first)) });
  });
  return found;
}

/** What an object literal says of its event. */
function eventIn(fields: ts.Expression | undefined): ts.Expression | undefined {
  if (!fields || !ts.isObjectLiteralExpression(fields)) return undefined;
  for (const each of fields.properties) {
    if (ts.isPropertyAssignment(each) && each.name.getText() === 'event') return each.initializer;
    if (ts.isShorthandPropertyAssignment(each) && each.name.text === 'event') return each.name;
  }
  return undefined;
}

function codesOf(value: ts.Expression | undefined): string[] {
  if (!value) return [];
  if (ts.isStringLiteral(value)) return [value.text];
  if (ts.isSatisfiesExpression(value)) return codesOf(value.expression);
  if (ts.isConditionalExpression(value)) return [...codesOf(value.whenTrue), ...codesOf(value.whenFalse)];
  return ts.isIdentifier(value) ? codesNamed(value.text, value) : [];
}

/** The codes that a name stands for: those of the constant declared nearest above it, or whatever the function is given. */
function codesNamed(name: string, from: ts.Node): string[] {
  for (let scope = from.parent; scope; scope = scope.parent) {
    if (ts.isFunctionLike(scope) && scope.parameters.some((each) => each.name.getText() === name)) return [PASSED_ON];
    if (!ts.isBlock(scope)) continue;
    const declared = scope.statements
      .filter(ts.isVariableStatement)
      .flatMap(({ declarationList }) => [...declarationList.declarations])
      .find((each) => each.name.getText() === name);
    if (declared) return codesOf(declared.initializer);
  }
  return [];
}

/** The rows of the table "Log events", without its head. */
function documented(): { code: string; level: string; meaning: string; cure: string }[] {
  const [, section = ''] = readFileSync(`${root}docs/operating.md`, 'utf8').split('\n## Log events\n');
  return [...section.split('\n## ')[0]!.matchAll(/^\| `(\S+)` +\|(.+)\|(.+)\|(.+)\|$/gm)].map(([, code, ...cells]) => {
    const [level, meaning, cure] = cells.map((cell) => cell.trim()) as [string, string, string];
    return { code: code!, level, meaning, cure };
  });
}

describe('the sources', () => {
  test('have calls that write lines, and the walk finds them', () => expect(calls.length).toBeGreaterThan(35));

  test('give every line of the log a code of the list', () => {
    const isRight = ({ codes }: LogCall) => codes.length > 0 && codes.every((code) => code === PASSED_ON || code in LOG_EVENTS);
    expect(calls.filter((call) => !isRight(call))).toEqual([]);
  });

  test('use every code of the list', () => {
    const used = new Set(calls.flatMap(({ codes }) => codes));
    expect(known.filter((code) => !used.has(code))).toEqual([]);
  });

  test('name a code by its component and what happened', () => {
    expect(known.filter((code) => !/^[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*$/.test(code))).toEqual([]);
  });
});

describe('the operators’ manual', () => {
  test('has one row for each code of the list, in order', () => {
    expect(documented().map(({ code }) => code)).toEqual(known);
  });

  test('says of each code what the list says', () => {
    for (const { code, meaning, cure } of documented()) expect(`${meaning}; ${cure}`).toBe(LOG_EVENTS[code as LogEvent]);
  });

  test('says the level at which the sources write it', () => {
    const levels = new Map(documented().map(({ code, level }) => [code, level]));
    const direct = calls.flatMap(({ at, level, codes }) => codes.map((code) => ({ at, level, code })));
    const wrong = direct.filter(({ code, level }) => code !== PASSED_ON && level !== null && levels.get(code) !== level);
    expect(wrong).toEqual([]);
  });
});

describe('the running program', () => {
  const { log, records } = recorder();
  let platform: TestPlatform;
  beforeAll(async () => void (platform = await testPlatform({ log })));
  afterAll(() => platform.stop());

  test('writes the line of a request with its code, and no line without one', async () => {
    const { token } = await platform.as('reseller');
    const isLine = ({ requestId }: LogRecord) => requestId === 'with-a-code';
    await post(platform.url, token, { query: '{ viewer { name } }' }, { 'x-request-id': 'with-a-code' });
    await until(() => records.some(isLine));

    expect(records.find(isLine)).toMatchObject({ event: 'http.request', status: 200, level: 30 });
    expect(records.filter(({ event }) => !known.includes(event))).toEqual([]);
  });

  test('writes the lines of a socket with their codes', async () => {
    const client = (await platform.as('reseller')).socket();
    await client.iterate({ query: '{ viewer { name } }' }).next();
    await client.dispose();
    await until(() => records.some(({ event }) => event === 'socket.closed'));

    const codes = records.map(({ event }) => event as string).filter((code) => code.startsWith('socket.'));
    expect(codes).toEqual(['socket.opened', 'socket.request', 'socket.closed']);
  });
});
