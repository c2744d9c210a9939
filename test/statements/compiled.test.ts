import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { counted, type Counted } from './counted.ts';
import { SCREENS } from './screens.ts';

let program: Counted;
beforeAll(async () => {
  program = await counted({ compiled: true });
});
afterAll(() => program.stop());

describe('a screen that is compiled costs one statement, for one row and for fifty', () => {
  test.each(SCREENS)('%s', async (_name, persona, _batched, document) => {
    for (const rows of [1, 50]) {
      const taken = (await program.ask(persona, document, { rows })).statements;
      expect({ count: taken.length, taken }).toEqual({ count: 1, taken });
    }
  });

  test('several root fields together, too', async () => {
    const document =
      '{ viewer { name } tickets(first: 5) { totalCount nodes { customer { name } } } services(first: 5) { nodes { openIncidents { totalCount } } } }';
    expect((await program.ask('provider', document)).statements).toHaveLength(1);
  });

  test('over the socket, with the answer of HTTP', async () => {
    const [, persona, , document] = SCREENS[0]!;
    const over = await program.askOverSocket(persona, document, { rows: 50 });
    expect(over).toEqual({ data: (await program.ask(persona, document, { rows: 50 })).data, statements: [expect.any(String)] });
  });
});
