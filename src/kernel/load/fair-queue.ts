/** A queue in which organizations take turns, and the people of each. */

/** Who waits: a person of an organization. */
export interface Party {
  readonly organization: string;
  readonly subject: string;
}

interface Entry<T> {
  readonly party: Party;
  readonly item: T;
}

/** The first of each person is served in rotation: first by organization, then by person. */
export class FairQueue<T> {
  /** Both maps are in the order in which they are to be served. */
  readonly #organizations = new Map<string, Map<string, Entry<T>[]>>();
  readonly #waiting = new Map<string, number>();
  #size = 0;

  /** How many wait. */
  get size(): number {
    return this.#size;
  }

  /** How many of an organization wait. */
  ofOrganization({ organization }: Party): number {
    return this.#waiting.get(organization) ?? 0;
  }

  /** How many of a person wait. */
  ofPerson({ organization, subject }: Party): number {
    return this.#organizations.get(organization)?.get(subject)?.length ?? 0;
  }

  /** Adds one, behind the others of its person or before them. */
  push(party: Party, item: T, isFirst = false): void {
    let people = this.#organizations.get(party.organization);
    if (!people) this.#organizations.set(party.organization, (people = new Map()));
    const entries = people.get(party.subject);
    if (entries && isFirst) entries.unshift({ party, item });
    else if (entries) entries.push({ party, item });
    else people.set(party.subject, [{ party, item }]);
    this.#count(party, 1);
  }

  /**
   * Takes out one of the organization with the lowest rank, and among equals of that which waits for a turn the longest; of its people the first who
   * may. Those whose rank is null are passed over.
   */
  shift(rank: (organization: string) => number | null = () => 0, may: (party: Party) => boolean = () => true): T | undefined {
    let best: Entry<T> | undefined;
    let lowest = Infinity;
    for (const [organization, people] of this.#organizations) {
      const found = rank(organization);
      if (found === null || found >= lowest) continue;
      for (const [first] of people.values()) {
        if (!may(first!.party)) continue;
        [best, lowest] = [first, found];
        break;
      }
    }
    if (!best) return undefined;
    this.#remove(best.party, best.item);
    return best.item;
  }

  /** Takes one out that waits no longer. */
  remove(party: Party, item: T): void {
    this.#remove(party, item);
  }

  #remove(party: Party, item: T): void {
    const { organization, subject } = party;
    const people = this.#organizations.get(organization);
    const entries = people?.get(subject);
    const at = entries?.findIndex((entry) => entry.item === item) ?? -1;
    if (!people || !entries || at < 0) return;
    entries.splice(at, 1);
    this.#count(party, -1);
    // Whoever was served goes to the end.
    people.delete(subject);
    if (entries.length > 0) people.set(subject, entries);
    this.#organizations.delete(organization);
    if (people.size > 0) this.#organizations.set(organization, people);
  }

  #count({ organization }: Party, by: number): void {
    const count = (this.#waiting.get(organization) ?? 0) + by;
    if (count > 0) this.#waiting.set(organization, count);
    else this.#waiting.delete(organization);
    this.#size += by;
  }
}
