/** Finds the viewer attributes that decide what a viewer sees, from the policies that PostgreSQL holds. */
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type { Viewer } from '../access/viewer.ts';

/** The viewer attributes that a policy can read. */
export const VIEWER_ATTRIBUTES = ['organization', 'kind', 'role', 'subject'] as const;
/** The name of a viewer attribute. */
export type ViewerAttribute = (typeof VIEWER_ATTRIBUTES)[number];

const WHOLE: ReadonlySet<ViewerAttribute> = new Set(VIEWER_ATTRIBUTES);

/** Functions that return the same for every viewer, and SQL words that precede a parenthesis. */
const INNOCENT = new Set(
  (
    'and or not in any all some array exists coalesce case when then else select from where on values unnest lower upper position now date_trunc greatest least count ' +
    'vendor_organization jsonb_array_elements jsonb_array_elements_text cardinality'
  ).split(' '),
);

/** A policy or a view, as text. */
interface Condition {
  readonly name: string;
  readonly text: string;
}

/** The dependencies of the policies of a database. */
export class PolicyDependencies {
  readonly #conditions: ReadonlyMap<string, string>;
  readonly #known = new Map<string, ReadonlySet<ViewerAttribute>>();

  constructor(conditions: readonly Condition[]) {
    this.#conditions = new Map(
      Array.from(
        Map.groupBy(conditions, ({ name }) => name),
        ([name, all]) => [name, all.map(({ text }) => text).join('\n')],
      ),
    );
  }

  /** Reads the policies of the tables, and of the views on them, which show what the tables show. */
  static async of(em: SqlEntityManager): Promise<PolicyDependencies> {
    return new PolicyDependencies(
      await em.execute<Condition[]>(
        `select tablename as name, coalesce(qual, 'false') as text from pg_policies where schemaname = 'public' and cmd in ('SELECT', 'ALL')
         union all select relname, pg_get_viewdef(oid) from pg_class where relkind = 'v' and relnamespace = 'public'::regnamespace`,
      ),
    );
  }

  /**
   * The viewer attributes that decide which rows of these tables, and which values of these SQL texts, a viewer gets. Unknown SQL depends
   * on all of them.
   */
  of(tables: Iterable<string>, texts: Iterable<string> = []): ReadonlySet<ViewerAttribute> {
    const parts = new Set<ViewerAttribute>();
    for (const table of tables) for (const part of this.#table(table)) parts.add(part);
    for (const text of texts) for (const part of this.#text(text)) parts.add(part);
    return parts;
  }

  #table(name: string): ReadonlySet<ViewerAttribute> {
    const known = this.#known.get(name);
    if (known) return known;
    const text = this.#conditions.get(name);
    if (text === undefined) return WHOLE;
    this.#known.set(name, new Set()); // a policy that refers to its own table adds nothing
    const parts = this.#text(text);
    this.#known.set(name, parts);
    return parts;
  }

  #text(sql: string): ReadonlySet<ViewerAttribute> {
    // The mere existence of a viewer does not tell which one it is.
    const text = sql
      .toLowerCase()
      .replaceAll('"', '')
      .replace(/'[^']*'/g, "''")
      .replace(/\(\s*select viewer_\w+\(\)(?: as \w+)?\s*\)\s+is not null/g, 'true');
    const parts = new Set<ViewerAttribute>();
    for (const [, called] of text.matchAll(/\b([a-z_]\w*)\s*\(/g)) {
      const part = VIEWER_ATTRIBUTES.find((each) => called === `viewer_${each}`);
      if (part) parts.add(part);
      else if (!INNOCENT.has(called!)) return WHOLE;
    }
    for (const [, table] of text.matchAll(/\b(?:from|join)[\s(]+(?:public\.)?([a-z_]\w*)/g)) {
      if (INNOCENT.has(table!)) continue;
      for (const part of this.#table(table!)) parts.add(part);
    }
    // Further tables of a `from` follow a comma, like much else.
    for (const [, table] of text.matchAll(/,[\s(]*(?:lateral\s+)?(?:public\.)?([a-z_]\w*)\s+(?:as\s+)?[a-z_]/g)) {
      if (this.#conditions.has(table!)) for (const part of this.#table(table!)) parts.add(part);
    }
    return parts;
  }
}

/** A key that is equal for all viewers with the same values of these attributes. */
export const visibilityKey = (viewer: Viewer, parts: ReadonlySet<ViewerAttribute>): string =>
  VIEWER_ATTRIBUTES.map((part) => (parts.has(part) ? viewer[part] : '')).join(' ');
