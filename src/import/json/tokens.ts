/** The signs that give JSON its structure, as character codes; and what may stand between them. */

/** The signs of values, and of what follows them. */
export const [QUOTE, BACKSLASH, COMMA, COLON, NEWLINE] = [0x22, 0x5c, 0x2c, 0x3a, 0x0a];

/** The signs that open and close an object or a list. */
export const [OPEN, CLOSE, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d];

const BLANK = new Set([0x20, NEWLINE, 0x0d, 0x09, 0x1e, 0xfeff]);

/** Whether it is white space, the record separator of JSON text sequences, or a byte order mark. */
export const isBlank = (c: number): boolean => BLANK.has(c);
