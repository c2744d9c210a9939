/** The name of a person, as others may read it: an issuer lets people write into it what they like. */

/** How many characters of a name are kept. */
const LONGEST_NAME = 200;

/** What breaks lines, moves the cursor or turns the direction of what stands behind it, and what is to be seen of nothing. */
const UNFIT = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/gu;

/** Joins letters in scripts that need it, and is seen by that. */
const JOINERS = /[\u200c\u200d]/u;

/** A name that is fit to be shown: on one line, in one direction, at most 200 characters. Null for what is none. */
export function nameOf(value: unknown): string | null {
  if (typeof value !== 'string' || !value.isWellFormed() || value.includes('\0')) return null;
  const clean = value
    // No more is looked at than could be kept.
    .slice(0, LONGEST_NAME * 20)
    .toWellFormed()
    .normalize('NFC')
    .replace(UNFIT, (each) => (JOINERS.test(each) ? each : /\s/u.test(each) || each < ' ' ? ' ' : ''))
    .replace(/\s+/gu, ' ')
    .trim();
  if (!/[^\p{Z}\p{C}\p{M}]/u.test(clean)) return null;
  const letters = [...clean];
  return letters.length > LONGEST_NAME ? `${letters.slice(0, LONGEST_NAME - 1).join('')}…` : clean;
}
