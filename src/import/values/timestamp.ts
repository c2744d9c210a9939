/** Times as exports write them. */
import { localTimestampOf } from './local-time.ts';

const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?)?\s*(Z|[+-]\d\d:?\d\d)?$/i;
/** As Windows PowerShell writes a time: milliseconds since 1970. */
const POWERSHELL = /^\/Date\((-?\d{1,15})(?:[+-]\d{4})?\)\/$/;

/** The time that a text says: null for never (the year 1), undefined for a text that is no time. Without an offset it is UTC. */
export function timestampOf(text: string): Date | null | undefined {
  const [, milliseconds] = POWERSHELL.exec(text) ?? [];
  if (milliseconds !== undefined) return neverOr(new Date(Number(milliseconds)));
  const match = ISO.exec(text.trim());
  if (!match) {
    const local = localTimestampOf(text);
    return local === 'ambiguous' ? undefined : local;
  }
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction = '', offset = 'Z'] = match;
  const zone = /^z$/i.test(offset) ? 'Z' : offset.length === 5 ? `${offset.slice(0, 3)}:${offset.slice(3)}` : offset;
  const instant = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.slice(0, 3).padEnd(3, '0')}${zone}`);
  // The 31st of a month of 30 days would become the 1st of the next.
  if (Number.isNaN(instant.getTime()) || new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDate() !== Number(day))
    return undefined;
  return neverOr(instant);
}

/** A .NET time that was never set is the beginning of the year 1, in whatever zone. */
const neverOr = (instant: Date): Date | null => (instant.getTime() < Date.parse('0002-01-01T00:00:00Z') ? null : instant);
