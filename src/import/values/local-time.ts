/** Times as people and portals write them. Only what can mean one day alone is understood. */

const NUMBERS = /^(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})(?:,?[ T]+(.+))?$/;
const DAY_NAME = /^(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+/i;
const MONTH_FIRST = /^([a-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})(?:,?\s+(.+))?$/i;
const DAY_FIRST = /^(\d{1,2})[\s-]([a-z]{3,9})\.?[\s,-]+(\d{4})(?:,?\s+(.+))?$/i;
const TIME = /^(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?\s*([ap])?\.?m?\.?(?:\s*(?:UTC|GMT|Z))?$/i;
const MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];

/** The time that a text means, as UTC; `ambiguous` where day and month cannot be told apart, undefined for what is no time. */
export function localTimestampOf(text: string): Date | 'ambiguous' | undefined {
  const bare = text
    .trim()
    .replaceAll(/[\u202f\u00a0\u200e]/g, ' ')
    .replace(DAY_NAME, '');
  const numbers = NUMBERS.exec(bare);
  if (numbers) {
    const [, first, sign, second, third, time] = numbers;
    const [a, b, c] = [Number(first), Number(second), Number(third)];
    if (first!.length === 4) return third!.length > 2 ? undefined : at(a, b, c, time);
    if (third!.length !== 4 || first!.length > 2) return undefined;
    if (sign === '.' || a > 12 || a === b) return at(c, b, a, time);
    return b > 12 ? at(c, a, b, time) : 'ambiguous';
  }
  const [, month, day, year, time] = MONTH_FIRST.exec(bare) ?? [];
  if (month) return at(Number(year), monthOf(month), Number(day), time);
  const [, ofDay, ofMonth, ofYear, ofTime] = DAY_FIRST.exec(bare) ?? [];
  return ofMonth ? at(Number(ofYear), monthOf(ofMonth), Number(ofDay), ofTime) : undefined;
}

/** 1 to 12 by an English name or its beginning; 0 for none. */
const monthOf = (name: string): number => MONTHS.findIndex((month) => month.startsWith(name.toLowerCase().replace(/^sept$/, 'sep'))) + 1;

function at(year: number, month: number, day: number, time: string | undefined): Date | undefined {
  const match = time === undefined ? ['', '0', '00'] : TIME.exec(time.trim());
  if (!match) return undefined;
  const [, hours, minutes, seconds = '0', half] = match;
  const [hour, minute, second] = [Number(hours), Number(minutes), Number(seconds)];
  if (half ? hour < 1 || hour > 12 : hour > 23) return undefined;
  const ofDay = half ? (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0) : hour;
  const instant = new Date(Date.UTC(year, month - 1, day, ofDay, minute, second));
  const isThere = instant.getUTCMonth() === month - 1 && instant.getUTCDate() === day && minute < 60 && second < 60;
  return year >= 1900 && isThere ? instant : undefined;
}
