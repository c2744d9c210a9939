/** The page that shows the way of a ticket is drawn from the table that makes it. */
import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { drawn, page } from '../kit/ticket-states.ts';

test('docs/ticket-states.md says what the table says', async () => {
  expect(await readFile(page, 'utf8')).toBe(await drawn());
});

