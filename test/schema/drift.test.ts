/** The folder `schema/` is what people and routers read; the code is what runs. They must be the same. */
import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { SCHEMA_DIR, schemaFiles } from '../kit/schema.ts';

const files = schemaFiles();

test('schema/ holds one file for each subgraph, the supergraph and the API, and nothing else', async () => {
  expect((await readdir(SCHEMA_DIR)).sort()).toEqual(Object.keys(files).sort());
});

test.each(Object.keys(files))('schema/%s says what the code says', async (name) => {
  expect(await readFile(SCHEMA_DIR + name, 'utf8')).toBe(files[name]);
});
