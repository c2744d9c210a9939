/** Serializes answers: JSON from the database is passed on as it is, and long data is serialized in slices. */
import type { Party } from './fair-queue.ts';
import { isSliceOver, laterTurn } from './event-loop.ts';

/** `data` as the database wrote it: it is answered as it is, and neither parsed nor written again. */
export class RawJson {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Writes an answer. */
export function stringifyResult(result: object): string {
  const { data, ...rest } = result as { data?: unknown };
  if (!(data instanceof RawJson)) return JSON.stringify(result);
  const others = JSON.stringify(rest);
  return `{"data":${data.text}${others === '{}' ? '' : `,${others.slice(1, -1)}`}}`;
}

/** Data that is long, written while others have the event loop in between; what is short is left as it is, for it is written at once. */
export async function stringifyInSlices<T>(data: T, party: Party): Promise<T | RawJson> {
  if (isShort(data)) return data;
  let text = '';
  for (const piece of piecesOf(data)) {
    text += piece;
    if (isSliceOver()) await laterTurn(party);
  }
  return new RawJson(text);
}

/** As much is written in one go, where a value counts as so many characters. */
const AT_ONCE = 2 ** 17;
const VALUE = 50;

/** Whether a value is written in one go. It looks no further than that takes. */
const isShort = (value: unknown): boolean => remaining(value, AT_ONCE) >= 0;

function remaining(value: unknown, room: number): number {
  let left = room - VALUE;
  if (typeof value === 'string') return left - value.length;
  if (typeof value !== 'object' || value === null) return left;
  for (const key in value) {
    left = remaining((value as Record<string, unknown>)[key], left);
    if (left < 0) break;
  }
  return left;
}

/** The JSON of a value, in pieces none of which takes long. */
function* piecesOf(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null || isShort(value)) {
    yield JSON.stringify(value);
    return;
  }
  const isList = Array.isArray(value);
  let before = isList ? '[' : '{';
  for (const [key, each] of Object.entries(value)) {
    if (each === undefined) continue;
    yield isList ? before : `${before}${JSON.stringify(key)}:`;
    yield* piecesOf(each);
    before = ',';
  }
  yield isList ? ']' : '}';
}
