/** Held turns: how many an organization has at work, and how many of them are long. */

/** One turn that is at work. */
export interface Turn {
  /** What the clock of costs showed then. */
  readonly began: number;
  /** Whether it was expected to be long; null where nothing was known. */
  readonly isLong: boolean | null;
}

/** How many turns the people of an organization have at work. */
export function sizeOf(people: ReadonlyMap<string, ReadonlySet<Turn>>): number {
  let size = 0;
  for (const turns of people.values()) size += turns.size;
  return size;
}

/** How many of them are long. */
export function longOf(people: ReadonlyMap<string, ReadonlySet<Turn>>, since: number): number {
  let long = 0;
  for (const turns of people.values()) long += longIn(turns, since);
  return long;
}

/** How many are long, or may turn out to be. */
export function slowOf(people: ReadonlyMap<string, ReadonlySet<Turn>>, since: number): number {
  let slow = longOf(people, since);
  for (const turns of people.values()) for (const { began, isLong } of turns) if (isLong === null && began >= since) slow += 1;
  return slow;
}

/** How many of a person's turns are long. */
export function longIn(turns: ReadonlySet<Turn>, since: number): number {
  let long = 0;
  for (const { began, isLong } of turns) if (isLong || began < since) long += 1;
  return long;
}
