/** The course of a delegation: what happened to it, as far as what came in tells. */
import type { Delegation } from '../../accounts/delegation/entity.ts';
import { IMPORT, type Happening } from '../events.ts';
import type { Upserted } from '../upsert.ts';

/** What is new about a delegation, as events; nothing for one that is as it was. */
export function delegationHistoryOf({ row, was, before }: Upserted<Delegation>): Happening[] {
  const on = (kind: string, at: Date, data?: Record<string, unknown>): Happening => ({
    ...IMPORT,
    kind: `delegation.${kind}`,
    at,
    subject: ['Delegation', row.id],
    ...(data ? { data } : {}),
  });
  if (was === 'unchanged') return [];
  if (was === 'changed') {
    const { status } = row;
    return [on('changed', row.toldAt ?? row.createdAt, before!.status === status ? undefined : { from: before!.status, to: status })];
  }
  return [
    on('drafted', row.createdAt),
    ...(row.requestedAt ? [on('requested', row.requestedAt)] : []),
    ...(row.startedAt ? [on('approved', row.startedAt)] : []),
    ...(row.status === 'EXPIRED' && row.endsAt ? [on(row.startedAt ? 'expired' : 'lapsed', row.endsAt)] : []),
    ...(row.status === 'TERMINATED' && row.endsAt ? [on('terminated', row.endsAt)] : []),
  ];
}
