/**
 * When it was told what is known of a thing, across imports: of accounts without a time of their own the age of the file counts, so that
 * yesterday's export does not undo today's, whichever is imported first.
 */
import type { MikroORM } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import type { ParsedRecord, ImportStep } from './steps/step.ts';

type Drafts = ParsedRecord<unknown>[];

/** What the accounts of a step are called where their times are kept. */
const accountOf = ({ account, kinds }: ImportStep): string => account ?? kinds[0]!;

/** The times of the accounts of a step. */
export class Announced {
  readonly #orm: MikroORM;
  readonly #step: ImportStep;

  constructor(orm: MikroORM, step: ImportStep) {
    this.#orm = orm;
    this.#step = step;
  }

  /** Parts first accounts, of a file of that age, into those that are the newest there are, and those of which a newer one was imported. */
  async part(drafts: Drafts, age: number): Promise<[newest: Drafts, older: Drafts]> {
    const keys = this.#keys(drafts);
    if (keys.length === 0) return [drafts, []];
    const { rows } = await sql<{ key: string }>`select key from import_account
      where account = ${accountOf(this.#step)} and key = any(${keys}::text[]) and told_at > ${micros(age)}`.execute(this.#db);
    const newer = new Set(rows.map(({ key }) => key));
    const isOlder = (draft: ParsedRecord<unknown>) => newer.has(this.#step.keyOf!(draft.said, draft.source));
    return [drafts.filter((draft) => !isOlder(draft)), drafts.filter(isOlder)];
  }

  /** Keeps of how old a file they are. */
  async note(drafts: Drafts, age: number): Promise<void> {
    const keys = this.#keys(drafts);
    if (keys.length === 0) return;
    await sql`insert into import_account (account, key, told_at)
      select ${accountOf(this.#step)}, key, ${micros(age)} from unnest(${keys}::text[]) key order by key
      on conflict (account, key) do update set told_at = greatest(import_account.told_at, excluded.told_at)`.execute(this.#db);
  }

  get #db() {
    return this.#orm.em.fork().getKysely();
  }

  #keys(drafts: Drafts): string[] {
    const { keyOf, changedAt } = this.#step;
    return keyOf && !changedAt ? [...new Set(drafts.map(({ said, source }) => keyOf(said, source)))] : [];
  }
}

/** In microseconds, as files on one disk can be that close. A clock that went ahead must not outdo what comes after. */
const micros = (age: number): number => Math.floor(Math.min(age, Date.now()) * 1_000);
