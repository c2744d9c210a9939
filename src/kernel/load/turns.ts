/** Turns: who may begin when there is room for few. Organizations share alike, and within each its people. */
import { LRUCache } from 'lru-cache';
import { FairQueue, type Party } from './fair-queue.ts';
import { longIn, longOf, sizeOf, slowOf, type Turn } from './held-turns.ts';
import { overloaded, tooMany } from './stopped.ts';

/** How much room there is, and how many may wait for it. */
export interface TurnsOptions {
  /** How many are at work at the same time. */
  readonly slots: number;
  /** How many of one person, of one organization, and of all may wait. */
  readonly waiting?: { readonly person: number; readonly organization: number; readonly all: number };
  /** How long one waits at most, in milliseconds. */
  readonly waitMs?: number;
}

/** Gives a turn back. */
export type Release = () => void;

/**
 * A turn that costs more, in milliseconds, is long: it keeps its slot from others for a time that they notice. Turns at work at the same
 * time share what they cost: a short one that took long because of the others is still short.
 */
const LONG_MS = 50;
/** For how many slots a person has a long one at work at a time, and its organization. */
const SLOTS_FOR_LONG = { person: 8, organization: 4 } as const;
/** How much the last turn of a person says of its next. */
const RECENT = 0.3;
/** How many characters of people's names are remembered, with how long their turns take. */
const REMEMBERED = 2 ** 21;
const WAITING = { person: 500, organization: 1_000, all: 5_000 } as const;
const WAIT_MS = 20_000;

interface Waiter {
  readonly start: () => void;
  readonly refuse: (error: unknown) => void;
}

/**
 * A share of slots for each organization and person. Nobody has all of them, so that whoever comes finds room; what is long has few; and
 * when others wait, who has the least goes first.
 */
export class Turns {
  readonly #slots: number;
  readonly #waiting: NonNullable<TurnsOptions['waiting']>;
  readonly #waitMs: number;
  readonly #mostLong: { readonly person: number; readonly organization: number };
  readonly #queue = new FairQueue<Waiter>();
  readonly #held = new Map<string, Map<string, Set<Turn>>>();
  #count = 0;
  /** The cost counter: elapsed time, divided among the turns at work. */
  #cost = 0;
  #costAt = performance.now();
  /** What the turns of a person cost, in milliseconds. */
  readonly #pace = new LRUCache<string, number>({ maxSize: REMEMBERED, sizeCalculation: (_, key) => key.length });

  constructor({ slots, waiting = WAITING, waitMs = WAIT_MS }: TurnsOptions) {
    this.#slots = slots;
    this.#waiting = waiting;
    this.#waitMs = waitMs;
    const most = (each: number) => Math.max(1, Math.floor(slots / each));
    this.#mostLong = { person: most(SLOTS_FOR_LONG.person), organization: most(SLOTS_FOR_LONG.organization) };
  }

  /** How many are at work. */
  get working(): number {
    return this.#count;
  }

  /** How many wait. */
  get queued(): number {
    return this.#queue.size;
  }

  /**
   * A turn: at once where there is room, otherwise when it comes to it. Refused where too many wait, or when the signal says so. What goes
   * on with something that had a turn before comes before what is new of its person, and is not refused.
   */
  take(party: Party, signal?: AbortSignal, goesOn = false): Release | Promise<Release> {
    if (signal?.aborted) throw signal.reason;
    if (goesOn) return this.#mayBegin(party) ? this.#start(party) : this.#wait(party, signal, true);
    if (this.#queue.ofPerson(party) === 0 && this.#mayBegin(party)) return this.#start(party);
    if (this.#queue.size >= this.#waiting.all) throw overloaded();
    if (this.#queue.ofPerson(party) >= this.#waiting.person) throw tooMany('own');
    if (this.#queue.ofOrganization(party) >= this.#waiting.organization) throw tooMany('organization');
    return this.#wait(party, signal, false);
  }

  /** Does some work in a turn. */
  async run<T>(party: Party, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const release = await this.take(party, signal);
    try {
      return await work();
    } finally {
      release();
    }
  }

  #wait(party: Party, signal: AbortSignal | undefined, goesOn: boolean): Promise<Release> {
    return new Promise((resolve, reject) => {
      const over = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', gone);
      };
      const waiter: Waiter = {
        start: () => {
          over();
          resolve(this.#start(party));
        },
        refuse: (error) => {
          over();
          this.#queue.remove(party, waiter);
          reject(error as Error);
        },
      };
      const gone = () => waiter.refuse(signal!.reason);
      const timer = goesOn ? undefined : setTimeout(() => waiter.refuse(overloaded()), this.#waitMs).unref();
      signal?.addEventListener('abort', gone);
      this.#queue.push(party, waiter, goesOn);
    });
  }

  #start(party: Party): Release {
    const { organization, subject } = party;
    let people = this.#held.get(organization);
    if (!people) this.#held.set(organization, (people = new Map()));
    let turns = people.get(subject);
    if (!turns) people.set(subject, (turns = new Set()));
    const key = `${organization} ${subject}`;
    const pace = this.#pace.get(key);
    const turn = { began: this.#costNow(), isLong: pace === undefined ? null : pace > LONG_MS };
    turns.add(turn);
    this.#count += 1;
    return () => {
      if (!turns.delete(turn)) return;
      const took = this.#costNow() - turn.began;
      this.#count -= 1;
      if (turns.size === 0) people.delete(subject);
      if (people.size === 0 && this.#held.get(organization) === people) this.#held.delete(organization);
      this.#pace.set(key, took * RECENT + (this.#pace.get(key) ?? took) * (1 - RECENT));
      this.#next();
    };
  }

  #costNow(): number {
    const now = performance.now();
    if (this.#count > 0) this.#cost += (now - this.#costAt) / this.#count;
    this.#costAt = now;
    return this.#cost;
  }

  /** Begins whatever may begin by now. */
  #next(): void {
    while (this.#queue.size > 0 && this.#count < this.#slots) {
      const waiter = this.#queue.shift(
        (organization) => this.#rank(organization),
        (party) => this.#mayHave(party),
      );
      if (!waiter) return;
      waiter.start();
    }
  }

  #mayBegin(party: Party): boolean {
    return this.#rank(party.organization) !== null && this.#mayHave(party);
  }

  /** How much an organization has already, so that less is first; null where it may not have more now. */
  #rank(organization: string): number | null {
    if (this.#count >= this.#slots) return null;
    const people = this.#held.get(organization);
    const held = people ? sizeOf(people) : 0;
    // Some slots are always left to others.
    return held > 0 && held >= this.#slots - Math.ceil(this.#slots / 5) ? null : held;
  }

  /** Whether a person may have one more, where its organization may. */
  #mayHave({ organization, subject }: Party): boolean {
    if (this.#count === 0) return true;
    const people = this.#held.get(organization);
    const mine = people?.get(subject);
    const pace = this.#pace.get(`${organization} ${subject}`);
    const since = this.#costNow() - LONG_MS;
    const long = mine ? longIn(mine, since) : 0;
    const half = Math.ceil(this.#slots / 2);
    // Whoever is not known yet, or is at something long, has no more than half; nor has an organization of many such.
    if ((pace === undefined || long >= this.#mostLong.person) && (mine?.size ?? 0) >= half) return false;
    if (pace === undefined) return !people || slowOf(people, since) < half;
    if (pace <= LONG_MS) return true;
    if (long >= this.#mostLong.person) return false;
    if (people && longOf(people, since) >= this.#mostLong.organization) return false;
    // One organization alone must not keep all others from their first.
    const others = [...this.#held.values()].map((each) => longOf(each, since)).filter((each) => each > 0);
    const all = people ? others.reduce((sum, each) => sum + each, 0) : others.length;
    return all < half;
  }
}
