import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { recordsOf } from '../../src/import/json/record-stream.ts';
import { JSON_CHUNK_LIMITS } from '../../src/import/json/chunk.ts';
import { JsonScanner } from '../../src/import/json/scanner.ts';

/** What a scanner finds in a text that comes in pieces of some size. */
function scan(text: string, size = text.length || 1): unknown[] {
  const scanner = new JsonScanner();
  const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, index) =>
    scanner.read(text.slice(index * size, (index + 1) * size)),
  );
  return [...pieces.flat(), ...scanner.end()].map(({ text: record, fault }) => fault ?? JSON.parse(record));
}

describe('the records of a text', () => {
  const records = [
    { id: 1, note: 'a "quoted" } ] , { [ \\' },
    { id: 2, deep: { value: [1, { items: [] }] } },
    { id: 3, text: 'é 😀 \n' },
  ];
  const shapes: Record<string, string> = {
    'a list in `value`': JSON.stringify({ '@odata.context': 'x', value: records, '@odata.nextLink': 'y' }),
    'a list in `items`, written out': JSON.stringify({ totalCount: 3, items: records, links: { self: {} } }, null, 2),
    'a list in `Items`, as PowerShell writes it': JSON.stringify({ TotalCount: 3, Items: records }, null, '\t'),
    'a bare list': JSON.stringify(records),
    'JSON lines': records.map((record) => JSON.stringify(record)).join('\n'),
    'JSON lines with Windows line ends': records.map((record) => JSON.stringify(record)).join('\r\n'),
    'JSON lines that are pages': records.map((record) => JSON.stringify({ value: [record] })).join('\n'),
    'several documents, written out': records.map((record) => JSON.stringify(record, null, 2)).join('\n'),
  };
  for (const [name, text] of Object.entries(shapes)) {
    test(`are the same in ${name}, in pieces of any size`, () => {
      for (const size of [1, 2, 3, 7, 16, 1000]) expect(scan(text, size)).toEqual(records);
    });
  }

  test('are one where a single object is exported, even if lists named value lie deeper in it', () => {
    expect(scan('{"details":[{"name":"a","value":["x"]}],"inner":{"items":[1]}}')).toEqual([
      { details: [{ name: 'a', value: ['x'] }], inner: { items: [1] } },
    ]);
  });

  test('are none in a list without any', () => expect([scan('{"value":[]}'), scan('[]'), scan(' ')]).toEqual([[], [], []]));

  test('know what surrounds them, as far as it has been read', () => {
    const scanner = new JsonScanner();
    const [first] = scanner.read('{"@odata.context":"c","value":[{"id":1},');
    expect(first!.envelope.value).toEqual({ '@odata.context': 'c', value: [] });
    const [second] = scanner.read('{"id":2}],"links":{"self":{"uri":"u"}}}');
    expect(second!.envelope.value).toEqual({ '@odata.context': 'c', value: [], links: { self: { uri: 'u' } } });
    expect(second!.envelope).toBe(first!.envelope);
  });
});

describe('what is broken spoils itself only', () => {
  test('a file that is cut off loses its last record', () => {
    expect(scan('{"value":[{"id":1},{"id":2,"tit')).toEqual([{ id: 1 }, 'is cut off: the file ends in the middle of it']);
    expect(scan('[{"id":1},')).toEqual([{ id: 1 }, 'is missing: the file ends in the middle of the list']);
    expect(scan('{"id":1')).toEqual(['is cut off: the file ends in the middle of it']);
  });

  test('a line that is cut off, and one that is no JSON, leave the other lines', () => {
    const lines = '{"id":1}\n{"id":"two\n{"id":3}\n{"id":4,\nhello\n{"id":5}';
    expect(scan(lines).filter((record) => typeof record === 'object')).toEqual([{ id: 1 }, { id: 3 }, { id: 5 }]);
    expect(scan(lines)).toHaveLength(5);
  });

  test('a record that nests too deep or is too long is passed over without being held', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect(scan(`[{"id":1},{"x":${deep}},{"id":2}]`, 5000)).toEqual([
      { id: 1 },
      `nests deeper than ${JSON_CHUNK_LIMITS.depth} levels`,
      { id: 2 },
    ]);
    const long = 'x'.repeat(JSON_CHUNK_LIMITS.characters + 200_000);
    expect(scan(`[{"id":1},{"x":"${long}"},{"id":2}]`, 64_000)).toEqual([{ id: 1 }, 'is longer than 8 million characters', { id: 2 }]);
  });
});

describe('the records of a file', () => {
  let folder: string;
  beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'tierline-scan-'))));
  afterAll(() => rm(folder, { recursive: true }));

  async function read(content: string | Buffer): Promise<unknown[]> {
    const path = join(folder, 'file');
    await writeFile(path, content);
    const all: unknown[] = [];
    for await (const { value, fault } of recordsOf(path)) all.push(fault ?? value);
    return all;
  }

  test('are read from UTF-8 with a byte order mark and from UTF-16', async () => {
    const text = '{"items":[{"name":"Café 😀 \uFFFD"}]}';
    const records = [{ name: 'Café 😀 \uFFFD' }];
    expect(await read(`\uFEFF${text}`)).toEqual(records);
    expect(await read(Buffer.from(`\uFEFF${text}`, 'utf16le'))).toEqual(records);
    expect(await read(Buffer.from(`\uFEFF${text}`, 'utf16le').swap16())).toEqual(records);
  });

  test('are refused where they are no objects, or no JSON, by their number', async () => {
    expect(await read('[{"id":1},5,[],{"id":oops},{"id":2}]')).toEqual([
      { id: 1 },
      'is 5, not an object',
      'is a list, not an object',
      expect.stringMatching(/^is not JSON: /),
      { id: 2 },
    ]);
  });

  test('are none in a file that is empty or something else: it says so', async () => {
    await expect(read('')).rejects.toThrow('is empty');
    await expect(read(' \n ')).rejects.toThrow('is empty');
    await expect(read('# Notes\n')).rejects.toThrow('holds neither JSON nor a table: it begins with "# Notes\\n"');
    await expect(read(Buffer.from([0x50, 0x4b, 3, 4, 0xff, 0xfe]))).rejects.toThrow('is a zip archive');
  });

  test('of a file larger than all memory are read with a part of it', async () => {
    const path = join(folder, 'large.json');
    const out = createWriteStream(path);
    const record = JSON.stringify({ id: 'x'.repeat(36), name: 'y'.repeat(900) });
    out.write('{"items":[');
    for (let index = 0; index < 100_000; index++) {
      if (!out.write(`${index ? ',' : ''}${record}`)) await once(out, 'drain');
    }
    out.end(']}');
    await once(out, 'finish');
    expect((await stat(path)).size).toBeGreaterThan(90_000_000);
    const program = `import { recordsOf } from './src/import/json/record-stream.ts';
      let count = 0;
      for await (const { fault } of recordsOf(${JSON.stringify(path)})) if (!fault) count++;
      console.log(count);`;
    const root = new URL('../..', import.meta.url).pathname;
    const flags = ['--max-old-space-size=64', '--import', './src/run.mjs', '--input-type=module', '--eval', program];
    const { stdout } = await promisify(execFile)(process.execPath, flags, { cwd: root });
    expect(stdout.trim()).toBe('100000');
  });
});
