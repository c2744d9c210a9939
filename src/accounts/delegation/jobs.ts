/** The clocks of a delegation: when a request lapses, when notice of an end is given, and by how much an end is put off. */
import { Problem } from '../../kernel/write/problem.ts';
import { DAY_MS } from './duration.ts';
import { delegationMessages } from './messages.ts';
import { givesEverything } from './roles.ts';
import type { DelegationStatus } from './state.ts';

/** A request that the customer has not answered lapses after so many days. */
export const PENDING_DAYS = 90;

/** Partner and customer get notice so many days before the end, and on the day itself. */
export const NOTICE_DAYS = [30, 7, 1, 0] as const;

/** A delegation that extends itself goes on for so many days at each end. */
export const EXTEND_DAYS = 180;

/** So long after the end of a delegation its name cannot be given to another. */
export const NAME_KEPT_DAYS = 365;

/** So many days after an instant, or before it. */
export const plusDays = (at: Date, days: number): Date => new Date(at.getTime() + days * DAY_MS);

/** What tells which notice is due. */
interface Announced {
  readonly startedAt?: Date | null;
  readonly endsAt?: Date | null;
  /** The fewest days left of which notice was given for this end. */
  readonly noticed?: number | null;
}

/**
 * The notice that is due, by its days left; null if none is. Of several that were missed only the last is given, and none of
 * days that were over when the delegation began. The trigger `delegation_clock` reckons the same in SQL.
 */
export function noticeDue({ startedAt, endsAt, noticed }: Announced, now: Date): number | null {
  if (!endsAt) return null;
  const due = NOTICE_DAYS.filter((days) => {
    const at = plusDays(endsAt, -days);
    return at <= now && (noticed == null || days < noticed) && (!startedAt || at > startedAt);
  });
  return due.at(-1) ?? null;
}

/** The first end behind `now`, when the end is put off again and again. */
export function extended(endsAt: Date, now: Date): Date {
  const periods = Math.floor((now.getTime() - endsAt.getTime()) / (EXTEND_DAYS * DAY_MS)) + 1;
  return plusDays(endsAt, periods * EXTEND_DAYS);
}

/** What tells whether the time of a delegation is over. */
interface Running {
  readonly status: DelegationStatus;
  readonly requestedAt?: Date | null;
  readonly endsAt?: Date | null;
  readonly autoExtend: boolean;
  readonly roleIds: readonly string[];
}

/** Whether it goes on at its end. An account of the vendor's may say that it extends itself with any roles: here it does not. */
export const goesOn = ({ autoExtend, roleIds }: Pick<Running, 'autoExtend' | 'roleIds'>): boolean =>
  autoExtend && !givesEverything(roleIds);

/** Refuses that the role that may do everything extends itself. */
export function demandNoGlobalAdministrator(autoExtend: boolean, roleIds: readonly string[]): void {
  if (!autoExtend || !givesEverything(roleIds)) return;
  throw new Problem('INVALID', delegationMessages.extendsGlobalAdministrator(), { field: 'autoExtend' });
}

/** The status at a time, whether or not the clock has struck yet: what is over is EXPIRED, and nobody can still do anything about it. */
export function statusAt(of: Running, now: Date): DelegationStatus {
  const { status, requestedAt, endsAt } = of;
  const isOver =
    status === 'APPROVAL_PENDING'
      ? requestedAt != null && plusDays(requestedAt, PENDING_DAYS) <= now
      : status === 'ACTIVE' && endsAt != null && endsAt <= now && !goesOn(of);
  return isOver ? 'EXPIRED' : status;
}
