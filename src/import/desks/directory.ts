/** The people and organizations of desks, which tickets name only by their ids. It is filled before tickets are read, and ends with the import. */

/** An organization as a desk knows it. */
export interface DirectoryEntry {
  readonly name: string | undefined;
  readonly domains: readonly string[];
  readonly tenantId: string | undefined;
}

/** Somebody as a desk knows them. */
export interface Listed {
  readonly name: string | undefined;
  readonly email: string | undefined;
  readonly organization: string | undefined;
}

/** More than any desk has; beyond it memory is at stake. */
const MOST = 200_000;

/** Everybody whom the files of one import list. */
export class Directory {
  readonly #people = new Map<string, Listed>();
  readonly #organizations = new Map<string, DirectoryEntry>();
  readonly #numbers = new Map<string, string>();

  /** Whether there is room for more. */
  get isFull(): boolean {
    return this.#people.size + this.#organizations.size + this.#numbers.size >= MOST;
  }

  addPerson(system: string, id: string, person: Listed): void {
    if (!this.isFull) this.#people.set(`${system}:${id}`, person);
  }

  addOrganization(system: string, id: string, organization: DirectoryEntry): void {
    if (!this.isFull) this.#organizations.set(`${system}:${id}`, organization);
  }

  /** Keeps by which number people call the ticket that notes name by its id. */
  addTicket(system: string, id: string, number: string): void {
    if (!this.isFull && id !== number) this.#numbers.set(`${system}:${id}`, number);
  }

  person(system: string, id: string | undefined): Listed | undefined {
    return id === undefined ? undefined : this.#people.get(`${system}:${id}`);
  }

  organization(system: string, id: string | undefined): DirectoryEntry | undefined {
    return id === undefined ? undefined : this.#organizations.get(`${system}:${id}`);
  }

  /** The number of the ticket with an id; the id itself where nothing else is known. */
  number(system: string, id: string): string {
    return this.#numbers.get(`${system}:${id}`) ?? id;
  }
}
