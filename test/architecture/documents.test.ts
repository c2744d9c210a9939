/** The documents name what is there: a file that was moved is named by its new place. */
import { readFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { root } from './sources.ts';

const tracked = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).split('\n').filter(Boolean);
const documents = tracked.filter((path) => path.endsWith('.md'));
const there = new Set(tracked);
for (const path of tracked) for (let at = path.indexOf('/'); at > 0; at = path.indexOf('/', at + 1)) there.add(path.slice(0, at + 1));

/** A document may leave out the first folder. */
const isThere = (path: string): boolean => ['', 'src/', 'test/', 'bench/', 'docs/'].some((before) => there.has(before + path));
const top = new Set(tracked.flatMap((path) => [path.split('/')[0]!, ...(path.startsWith('src/') ? [path.split('/')[1]!] : [])]));

test.each(documents)('%s names no file that is not there', (path) => {
  const text = readFileSync(root + path, 'utf8');
  const named = [...text.matchAll(/`((?:[\w.-]+\/)+(?:[\w.-]+\.(?:ts|mjs|js|graphql|yml|json))?)`/g)].map((match) => match[1]!);
  expect(named.filter((each) => top.has(each.split('/')[0]!) && !isThere(each))).toEqual([]);
});
