/** Time zones by their IANA names. */

/** How long a name may be at most; the longest that there is has 32 characters. */
const MOST_CHARACTERS = 64;

/**
 * The time zone of a name, spelled as IANA does where only the case differs, or null where there is none. An offset such as `+02:00`
 * is none: it does not tell when clocks are changed.
 */
export function zoneNamed(name: string): string | null {
  if (name.length > MOST_CHARACTERS || !/^[a-z]/i.test(name)) return null;
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions();
    return timeZone.toLowerCase() === name.toLowerCase() ? timeZone : name;
  } catch {
    return null;
  }
}
