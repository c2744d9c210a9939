/** Policies: who may see a row (held by PostgreSQL row level security) and who may do what to it (checked before a change). */
import type { PolicyDef } from '@mikro-orm/core';
import { kernelMessages } from '../i18n/kernel-messages.ts';
import { Problem } from '../write/problem.ts';
import type { Viewer, ViewerKind, ViewerRole } from './viewer.ts';

/** The viewer's parts in SQL; each is read once per statement, and null (so: nothing) on a connection without a viewer. */
export const viewerSql = {
  organization: '(select viewer_organization())',
  kind: '(select viewer_kind())',
  role: '(select viewer_role())',
  subject: '(select viewer_subject())',
} as const;

/** Viewers of one kind, and of these roles if any are named. */
export interface RoleGroup {
  readonly kind: ViewerKind;
  readonly roles: readonly ViewerRole[];
}

/** Who may do a deed, and the support rules that keep the others from it. */
export interface Permission {
  readonly groups: readonly RoleGroup[];
  readonly rules: Barring;
}

/** The rule for those who are of a right kind and have another role, and the rule for everybody else. */
interface Barring {
  readonly role?: string;
  readonly kind?: string;
}

/** What a type allows: `see` and the two ways to write are SQL conditions on its row, the deeds say who may do them. */
export interface Policy<D extends string = string> {
  readonly rows: PolicyDef[];
  readonly deeds: Record<D, Permission>;
  /** The properties of the entity that name the organizations it concerns: these read in the audit trail what was done to it. */
  readonly parties: readonly string[];
}

/**
 * States a policy once. Without `insert` or `update` no viewer can write such rows at all; `becomes` is what an updated row must be,
 * where that is less than what may be held for an update. Columns are those of the table. A condition that looks elsewhere should be a scalar subquery (`(select true from … limit 1)`): the planner
 * answers it row by row, where it would hash everything visible for an `exists`.
 */
export function policy<D extends string = never>(
  name: string,
  {
    see,
    insert,
    update,
    becomes = update,
    deeds,
    parties = [],
  }: { see: string; insert?: string; update?: string; becomes?: string; deeds?: Record<D, Permission>; parties?: readonly string[] },
): Policy<D> {
  const rows: PolicyDef[] = [{ name: `${name}_see`, command: 'select', using: see }];
  if (insert) rows.push({ name: `${name}_insert`, command: 'insert', check: insert });
  if (update) rows.push({ name: `${name}_update`, command: 'update', using: update, check: becomes });
  return { rows, deeds: deeds ?? ({} as Record<D, Permission>), parties };
}

/** Viewers of one kind, and of these roles if any are named. */
export const roles = (kind: ViewerKind, ...roles: ViewerRole[]): RoleGroup => ({ kind, roles });

/** A deed for these groups; the rules are what a refusal cites. */
export const permission = (groups: RoleGroup | readonly RoleGroup[], rules: Barring = {}): Permission => ({
  groups: [groups].flat() as RoleGroup[],
  rules,
});

/** Refuses, with a problem that says so, what the policy does not allow this viewer. Actions ask by `act.demand`, which leaves a trace. */
export function authorize<D extends string>(policy: Policy<D>, name: D, { kind, role }: Viewer): void {
  const { groups, rules } = policy.deeds[name];
  const near = groups.filter((group) => group.kind === kind);
  if (near.some(({ roles }) => roles.length === 0 || roles.includes(role))) return;
  const who = kind === 'PARTNER' ? role : kind;
  throw new Problem('FORBIDDEN', kernelMessages.forbidden({ who }), { rule: near.length > 0 ? rules.role : rules.kind });
}
