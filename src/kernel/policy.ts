/** Policies: who may see a row (held by PostgreSQL row level security) and who may do what to it (checked before a change). */
import type { PolicyDef } from '@mikro-orm/core';
import { Problem } from './problem.ts';
import type { Viewer, ViewerKind, ViewerRole } from './viewer.ts';

/** The viewer's parts in SQL; each is read once per statement, and null (so: nothing) on a connection without a viewer. */
export const me = {
  organization: '(select viewer_organization())',
  kind: '(select viewer_kind())',
  role: '(select viewer_role())',
  subject: '(select viewer_subject())',
} as const;

/** Who may do a deed: a question to the viewer. */
export type Deed = (viewer: Viewer) => boolean;

/** What a type allows: `see` and the two ways to write are SQL conditions on its row, the deeds are questions to the viewer. */
export interface Policy<D extends string = string> {
  readonly rows: PolicyDef[];
  readonly deeds: Record<D, Deed>;
}

/**
 * States a policy once. Without `insert` or `update` no viewer can write such rows at all. Columns are those of the
 * table. A condition that looks elsewhere should be a scalar subquery (`(select true from … limit 1)`): the planner
 * answers it row by row, where it would hash everything visible for an `exists`.
 */
export function policy<D extends string = never>(
  name: string,
  { see, insert, update, deeds }: { see: string; insert?: string; update?: string; deeds?: Record<D, Deed> },
): Policy<D> {
  const rows: PolicyDef[] = [{ name: `${name}_see`, command: 'select', using: see }];
  if (insert) rows.push({ name: `${name}_insert`, command: 'insert', check: insert });
  if (update) rows.push({ name: `${name}_update`, command: 'update', using: update, check: update });
  return { rows, deeds: deeds ?? ({} as Record<D, Deed>) };
}

/** A deed for viewers of one kind, and of these roles if any are named. */
export function by(kind: ViewerKind, ...roles: ViewerRole[]): Deed {
  return (viewer) => viewer.kind === kind && (roles.length === 0 || roles.includes(viewer.role));
}

/** A deed that any of the given deeds allows. */
export const anyOf =
  (...deeds: Deed[]): Deed =>
  (viewer) =>
    deeds.some((deed) => deed(viewer));

/** Refuses, with a problem that says so, what the policy does not allow this viewer. */
export function demand<D extends string>(policy: Policy<D>, deed: D, viewer: Viewer): void {
  if (policy.deeds[deed](viewer)) return;
  const who = `${viewer.kind.toLowerCase()} ${viewer.role.toLowerCase().replace('_', ' ')}`;
  throw new Problem('FORBIDDEN', `A ${who} may not do this.`);
}
