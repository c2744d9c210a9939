/** Where an incident stands: what went wrong ends, planned maintenance is announced and then runs; and which deed can be done when. */
import { defineEnum, type ValueOf } from '../../kernel/schema/enum.ts';
import { Problem } from '../../kernel/write/problem.ts';
import { incidentMessages as say } from './messages.ts';

export const IncidentKind = defineEnum('IncidentKind', 'What an incident is (Azure `eventType`).', {
  SERVICE_ISSUE: 'Something is wrong with a service.',
  PLANNED_MAINTENANCE: 'The vendor works on a service, at a time that it announces.',
});

/** What of an incident says where it stands. */
export interface Standing {
  readonly kind: ValueOf<typeof IncidentKind>;
  readonly startedAt: Date;
  readonly plannedEndAt?: Date | null | undefined;
  readonly isResolved: boolean;
  readonly isCancelled: boolean;
}

/** Where an incident stands: the first two are for what went wrong, the others for planned maintenance. */
export type Stage = 'OPEN' | 'ENDED' | 'ANNOUNCED' | 'RUNNING' | 'FINISHED' | 'CANCELLED';

/** Each deed that not every stage allows: maintenance begins by itself, when it is time. */
export const ALLOWED = {
  resolve: ['OPEN'],
  reviewPublish: ['ENDED'],
  move: ['ANNOUNCED', 'RUNNING'],
  cancel: ['ANNOUNCED'],
  finish: ['RUNNING'],
} as const satisfies Record<string, readonly Stage[]>;

/** Where an incident stands at some moment. */
export function stageOf({ kind, startedAt, isResolved, isCancelled }: Standing, now: Date): Stage {
  if (kind === 'SERVICE_ISSUE') return isResolved ? 'ENDED' : 'OPEN';
  if (isResolved) return isCancelled ? 'CANCELLED' : 'FINISHED';
  return startedAt > now ? 'ANNOUNCED' : 'RUNNING';
}

/** The stage of an incident to which a deed can be done; a problem that says where it stands if it cannot. */
export function allow(deed: keyof typeof ALLOWED, incident: Standing, now: Date): Stage {
  const stage = stageOf(incident, now);
  if ((ALLOWED[deed] as readonly Stage[]).includes(stage)) return stage;
  throw wrongStage(stage, 'incidentId');
}

/** The refusal of what cannot be at this stage. */
export const wrongStage = (stage: Stage, field: string): Problem =>
  new Problem('STATE', stage === 'ENDED' ? say.resolvedAlready() : say.wrongStage({ stage }), { field });

/** Refuses a time for maintenance that has passed, or ends before it begins. */
export function demandWindow(startsAt: Date, endsAt: Date, now: Date): void {
  if (startsAt < now) throw new Problem('INVALID', say.beginsInPast(), { field: 'startsAt' });
  if (endsAt <= startsAt) throw new Problem('INVALID', say.endsBeforeStart(), { field: 'endsAt' });
}

/** The time of maintenance that is moved: as long as it has not begun both ends, and then its end alone. */
export function moved(planned: Standing, startsAt: Date | null, endsAt: Date, now: Date): Pick<Standing, 'startedAt' | 'plannedEndAt'> {
  const stage = allow('move', planned, now);
  const startedAt = startsAt ?? planned.startedAt;
  const isSameStart = startedAt.getTime() === planned.startedAt.getTime();
  if (stage === 'RUNNING' && !isSameStart) throw wrongStage(stage, 'startsAt');
  if (stage === 'ANNOUNCED') demandWindow(startedAt, endsAt, now);
  if (endsAt < now) throw new Problem('INVALID', say.endsInPast(), { field: 'endsAt' });
  if (isSameStart && endsAt.getTime() === planned.plannedEndAt?.getTime()) {
    throw new Problem('INVALID', say.sameWindow(), { field: 'endsAt' });
  }
  return { startedAt, plannedEndAt: endsAt };
}
