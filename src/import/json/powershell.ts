/** What PowerShell's ConvertTo-Json makes of .NET objects: wrappers around values, and texts in the place of objects that lay too deep. */

/** What an operator does about an object that is not there because it lay too deep. */
export const CUT_OFF = 'was cut off by ConvertTo-Json: export again with ConvertTo-Json -Depth 10';

/** The name of a .NET type, as it stands where an object lay deeper than the depth. */
const TYPE_NAME = /^(?:Microsoft\.(?:Graph|Store|Azure)\.|System\.)[\w.+`]+(?:\[[^\]]*\])*$/;
const HASH_TABLE = /^@\{.*\}$/s;

/** Whether a text stands in the place of an object, or of a list, that lay too deep. */
export const isCutOff = (value: unknown): boolean =>
  typeof value === 'string' && (HASH_TABLE.test(value) || value.split(' ').every((word) => TYPE_NAME.test(word)));

/** The value within the wrappers of Windows PowerShell: a list with its count, a time with how it is shown, a member of an enumeration. */
export function unwrapped(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const keys = Object.keys(value);
  if (keys.length < 2 || keys.length > 3) return value;
  const member = (name: string): unknown => (value as Record<string, unknown>)[name];
  const has = (...names: string[]): boolean => names.length === keys.length && names.every((name) => keys.includes(name));
  if (has('value', 'Count') && Array.isArray(member('value'))) return member('value');
  if (has('value', 'Value')) return member('Value');
  if (has('value', 'DisplayHint', 'DateTime')) return member('value');
  if (has('DisplayHint', 'DateTime') || has('Date', 'DateTime')) return member('DateTime');
  return value;
}

const TIME_SPAN = /^(?:(\d{1,8})\.)?(\d{1,2}):(\d{2}):(\d{2})(?:\.\d{1,7})?$/;
const DURATION = /^P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?$/;
const TICKS_OF_A_SECOND = 10_000_000;

/** A duration as ISO 8601 writes it: from one, or from a TimeSpan, as text (`730.00:00:00`) or as an object with its ticks; undefined for what is none. */
export function durationOf(value: unknown): string | undefined {
  if (typeof value === 'string') {
    const [, days = '0', hours, minutes, seconds] = TIME_SPAN.exec(value.trim()) ?? [];
    if (hours !== undefined) return iso(Number(days) * 86_400 + Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds));
    const text = value.trim().toUpperCase();
    return DURATION.test(text) ? text : undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const members = new Map(Object.entries(value).map(([key, member]) => [key.toLowerCase(), member as unknown]));
  const number = (key: string): number => (typeof members.get(key) === 'number' ? (members.get(key) as number) : Number.NaN);
  if (number('ticks') >= 0) return iso(Math.floor(number('ticks') / TICKS_OF_A_SECOND));
  const seconds = number('days') * 86_400 + number('hours') * 3_600 + number('minutes') * 60 + number('seconds');
  return seconds >= 0 ? iso(seconds) : undefined;
}

function iso(total: number): string {
  const [days, hours, minutes, seconds] = [
    Math.floor(total / 86_400),
    Math.floor(total / 3_600) % 24,
    Math.floor(total / 60) % 60,
    total % 60,
  ];
  const time = `${hours ? `${hours}H` : ''}${minutes ? `${minutes}M` : ''}${seconds ? `${seconds}S` : ''}`;
  return total === 0 ? 'PT0S' : `P${days ? `${days}D` : ''}${time ? `T${time}` : ''}`;
}
