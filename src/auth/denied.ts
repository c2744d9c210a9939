/** Why somebody is not let in: the bearer is not known, or is and has nothing to look for here. The messages are safe to show to the bearer. */

/** Why a token was not accepted. */
export class Unauthenticated extends Error {}

/** Why the bearer of a good token is not let in: it belongs to nobody here. */
export class Forbidden extends Error {}

/** A claim's value as a message shows it. */
export function shownClaim(value: unknown): string {
  if (value === undefined) return 'missing';
  const text = JSON.stringify(value)?.replace(/[^\P{C}]/gu, '?') ?? 'unreadable';
  return text.length > 100 ? `${text.slice(0, 100).toWellFormed()}…` : text;
}
