/** JSON that comes from outside: how much of it is parsed. Parsing takes long where much is nested or much is held, and waits for nobody. */

/** What a request body or a message may hold at most. */
export const JSON_LIMITS = {
  /** Objects and lists within each other. */
  nesting: 200,
  /** Objects, lists and what is in them, each counted. */
  values: 50_000,
} as const;

/** The text is JSON that holds too much. The message may be shown. */
export class JsonTooLarge extends Error {}

/** Parses a text within the limits; a text that is no JSON fails as `JSON.parse` does. */
export function parseJson(text: string): unknown {
  requireBounded(text);
  return JSON.parse(text);
}

/** Refuses a text that is nested too deep, or holds too many values. It looks at punctuation outside strings, and reads nothing. */
export function requireBounded(text: string): void {
  if (text.length <= JSON_LIMITS.nesting) return;
  let level = 0;
  let values = 1;
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case QUOTE:
        at = endOfString(text, at);
        break;
      case OPEN_LIST:
      case OPEN_OBJECT:
        if (++level > JSON_LIMITS.nesting) throw new JsonTooLarge(`The JSON is nested more than ${JSON_LIMITS.nesting} levels deep.`);
        values += 1;
        break;
      case CLOSE_LIST:
      case CLOSE_OBJECT:
        level -= 1;
        break;
      case COMMA:
        values += 1;
    }
    if (values > JSON_LIMITS.values) throw new JsonTooLarge(`The JSON holds more than ${JSON_LIMITS.values} values.`);
  }
}

const [QUOTE, BACKSLASH, COMMA] = [34, 92, 44];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [91, 93, 123, 125];

/** Where the string that begins at a quote ends: at the first quote before which an even number of backslashes stands. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let before = end;
    while (text.charCodeAt(before - 1) === BACKSLASH) before -= 1;
    if ((end - before) % 2 === 0) return end;
  }
  return text.length;
}
