/** Policies: who may see a row (enforced by PostgreSQL row-level security) and who may do what to it (checked before an action). */
import type { PolicyDef } from '@mikro-orm/core';
import { kernelMessages } from '../i18n/kernel-messages.ts';
import { Problem } from '../write/problem.ts';
import type { Viewer, ViewerKind, ViewerRole } from './viewer.ts';

/** The viewer attributes in SQL. Each is read once per statement, and is null (so: matches nothing) on a connection without a viewer. */
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

/** Who may perform an operation, and the support rules that keep others from it. */
export interface Permission {
  readonly groups: readonly RoleGroup[];
  readonly rules: Barring;
}

/** The rule for the right kind with the wrong role, and the rule for all others. */
interface Barring {
  readonly role?: string;
  readonly kind?: string;
}

/** The policy of a type: SQL conditions for reading and writing its rows, and the permissions of its operations. */
export interface Policy<D extends string = string> {
  readonly rows: PolicyDef[];
  readonly permissions: Record<D, Permission>;
  /** The properties that name the organizations concerned. These read the audit entries of the row. */
  readonly parties: readonly string[];
}

/**
 * Declares a policy. Without `insert` or `update` no viewer can write such rows at all. `becomes` restricts the updated row, where that is
 * less than the rows that may be locked for an update. Columns are those of the table. A condition on another table should be a scalar
 * subquery (`(select true from … limit 1)`): the planner evaluates it row by row, where it would hash everything visible for an `exists`.
 */
export function policy<D extends string = never>(
  name: string,
  {
    see,
    insert,
    update,
    becomes = update,
    permissions,
    parties = [],
  }: { see: string; insert?: string; update?: string; becomes?: string; permissions?: Record<D, Permission>; parties?: readonly string[] },
): Policy<D> {
  const rows: PolicyDef[] = [{ name: `${name}_see`, command: 'select', using: see }];
  if (insert) rows.push({ name: `${name}_insert`, command: 'insert', check: insert });
  if (update) rows.push({ name: `${name}_update`, command: 'update', using: update, check: becomes });
  return { rows, permissions: permissions ?? ({} as Record<D, Permission>), parties };
}

/** Declares a role group. */
export const roles = (kind: ViewerKind, ...roles: ViewerRole[]): RoleGroup => ({ kind, roles });

/** A permission for these groups; the rules are cited in rejections. */
export const permission = (groups: RoleGroup | readonly RoleGroup[], rules: Barring = {}): Permission => ({
  groups: [groups].flat() as RoleGroup[],
  rules,
});

/** Rejects with a problem what the policy does not allow this viewer. Actions use `act.authorize`, which the audit recorder notes. */
export function authorize<D extends string>(policy: Policy<D>, name: D, { kind, role }: Viewer): void {
  const { groups, rules } = policy.permissions[name];
  const near = groups.filter((group) => group.kind === kind);
  if (near.some(({ roles }) => roles.length === 0 || roles.includes(role))) return;
  const who = kind === 'PARTNER' ? role : kind;
  throw new Problem('FORBIDDEN', kernelMessages.forbidden({ who }), { rule: near.length > 0 ? rules.role : rules.kind });
}
