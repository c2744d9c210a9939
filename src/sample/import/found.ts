/** The records of an export file, one after the other, none held longer than it is looked at. */
import { type Envelope } from './piece.ts';
import { Scanner } from './scan.ts';
import { textOf, Unreadable } from './text.ts';

/** A record as it was found: what it says, or why it cannot be read. */
export interface Found {
  /** Which record of its file, from 1. */
  readonly number: number;
  readonly value: Record<string, unknown> | null;
  readonly fault: string | null;
  readonly envelope: Envelope;
  /** How long its text is. */
  readonly size: number;
}

/** The records of a file, in order. `onBytes` hears how far it was read. */
export async function* recordsOf(path: string, onBytes?: (count: number) => void): AsyncGenerator<Found> {
  const scanner = new Scanner();
  let number = 0;
  for await (const text of textOf(path, onBytes)) {
    for (const { text: record, fault, envelope } of scanner.read(text)) yield found(++number, record, fault, envelope);
    if (scanner.hasText && !scanner.hasBegun)
      throw new Unreadable(`holds no JSON object or list: it begins with ${JSON.stringify(text.trimStart().slice(0, 20))}`);
  }
  for (const { text: record, fault, envelope } of scanner.end()) yield found(++number, record, fault, envelope);
  if (!scanner.hasText) throw new Unreadable('is empty');
}

function found(number: number, text: string, fault: string | null, envelope: Envelope): Found {
  const size = text.length;
  if (fault) return { number, value: null, fault, envelope, size };
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return { number, value: value as Record<string, unknown>, fault, envelope, size };
    return {
      number,
      value: null,
      fault: `is ${Array.isArray(value) ? 'a list' : JSON.stringify(value).slice(0, 40)}, not an object`,
      envelope,
      size,
    };
  } catch (error) {
    return { number, value: null, fault: `is not JSON: ${(error as Error).message.replaceAll(/\s+/g, ' ')}`, envelope, size };
  }
}
