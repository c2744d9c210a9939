/** GUIDs, as exports write them. */

const GUID = /^([0-9a-f]{8})(-?)([0-9a-f]{4})\2([0-9a-f]{4})\2([0-9a-f]{4})\2([0-9a-f]{12})$/;

/** The text as a GUID in lower case with hyphens, or null. Braces around it, or no hyphens, are ways of .NET to write one. */
export function guidOf(text: string): string | null {
  const bare = text.toLowerCase();
  const match = GUID.exec(bare.startsWith('{') && bare.endsWith('}') ? bare.slice(1, -1) : bare);
  return match && [match[1], match[3], match[4], match[5], match[6]].join('-');
}
