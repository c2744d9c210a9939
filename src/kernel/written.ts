/** Written answers: what the database wrote is passed on as it is, and what is large is written a piece at a time. */
import type { Party } from './fair-queue.ts';
import { isSpent, loopTurn } from './loop.ts';

/** `data` as it was written already: it is answered as it is, and neither parsed nor written again. */
export class Written {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Writes an answer. */
export function writeResult(result: object): string {
  const { data, ...rest } = result as { data?: unknown };
  if (!(data instanceof Written)) return JSON.stringify(result);
  const others = JSON.stringify(rest);
  return `{"data":${data.text}${others === '{}' ? '' : `,${others.slice(1, -1)}`}}`;
}

/** Writes data as JSON, in turns with others: a large answer takes longer than the event loop may be held. */
export async function writeInTurns(data: unknown, party: Party): Promise<Written> {
  let text = '';
  for (const piece of piecesOf(data)) {
    text += piece;
    if (isSpent()) await loopTurn(party);
  }
  return new Written(text);
}

/** So many scalars in one object or list are written at once. */
const AT_ONCE = 3_000;

function* piecesOf(value: unknown): Iterable<string> {
  if (isPlain(value)) return yield JSON.stringify(value) ?? 'null';
  let before = Array.isArray(value) ? '[' : '{';
  if (Array.isArray(value)) {
    for (const item of value) {
      yield before;
      yield* piecesOf(item);
      before = ',';
    }
    return yield ']';
  }
  for (const [key, held] of Object.entries(value as object)) {
    if (held === undefined) continue;
    yield `${before}${JSON.stringify(key)}:`;
    yield* piecesOf(held);
    before = ',';
  }
  yield '}';
}

/** Whether it is written in one piece: it holds nothing that holds something, or is no data of an answer but a value of its own. */
function isPlain(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return true;
  const held: unknown[] = Array.isArray(value) ? value : Object.values(value);
  return held.length === 0 || (held.length <= AT_ONCE && held.every((each) => typeof each !== 'object' || each === null));
}
