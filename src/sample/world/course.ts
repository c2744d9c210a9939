/** The course of a ticket: where it stands, and since when, as becomes its age. */
import type { ValueOf } from '../../kernel/schema/enum.ts';
import { REOPEN_DAYS, type TicketSeverity, type TicketState } from '../../tickets/ticket/state.ts';
import { weighted, type Chance } from './chance.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Where a ticket stands. */
export interface Course {
  readonly state: TicketState;
  /** When the work on it last went on: its end, if it has ended. */
  readonly until: Date;
  readonly resolvedAt: Date | undefined;
  /** When it was closed. */
  readonly closedAt: Date | undefined;
}

type Weights = Partial<Record<TicketState, number>>;

const FRESH: Weights = { NEW: 45, TRIAGE: 22, IN_PROGRESS: 23, RESOLVED: 10 };
const RECENT: Weights = { TRIAGE: 5, IN_PROGRESS: 22, WAITING_ON_CUSTOMER: 13, WAITING_ON_PROVIDER: 9, ESCALATED: 8, RESOLVED: 43 };
const OLD: Weights = { IN_PROGRESS: 3, WAITING_ON_CUSTOMER: 3, ESCALATED: 1, RESOLVED: 9, CLOSED: 84 };
const RECENT_DAYS = 20;

/** How many hours the work takes at most. */
const HOURS: Record<ValueOf<typeof TicketSeverity>, number> = { CRITICAL: 20, MODERATE: 70, MINIMAL: 120 };

/** The course of a ticket of its own. */
export function ticketCourseOf(
  next: Chance,
  now: Date,
  { createdAt, severity, hasProvider }: { createdAt: Date; severity: ValueOf<typeof TicketSeverity>; hasProvider: boolean },
): Course {
  const age = now.getTime() - createdAt.getTime();
  const weights = age < DAY ? FRESH : age < RECENT_DAYS * DAY ? RECENT : OLD;
  const drawn = weighted(next, weights);
  const state = drawn === 'WAITING_ON_PROVIDER' && !hasProvider ? 'IN_PROGRESS' : drawn;
  const work = Math.min((0.5 + next() * (HOURS[severity] - 0.5)) * HOUR, age * 0.9);
  const until = new Date(Math.round(createdAt.getTime() + work));
  if (state === 'RESOLVED' || state === 'CLOSED') return ended(state, until, now);
  return { state, until, resolvedAt: undefined, closedAt: undefined };
}

/** The course of a ticket that came from an incident: it goes on while the incident does. */
export function courseWithIncident(
  next: Chance,
  now: Date,
  { createdAt, endedAt }: { createdAt: Date; endedAt: Date | undefined },
): Course {
  if (!endedAt) {
    const state = weighted(next, { NEW: 15, TRIAGE: 15, IN_PROGRESS: 70 });
    return {
      state,
      until: new Date(Math.round(createdAt.getTime() + (now.getTime() - createdAt.getTime()) * 0.8)),
      resolvedAt: undefined,
      closedAt: undefined,
    };
  }
  const until = new Date(Math.min(Math.round(endedAt.getTime() + next() * 18 * HOUR), now.getTime() - HOUR));
  return ended(now.getTime() - until.getTime() > (REOPEN_DAYS + 1) * DAY ? 'CLOSED' : 'RESOLVED', until, now);
}

/** A ticket is closed when it can no longer be reopened. */
function ended(state: TicketState, until: Date, now: Date): Course {
  const closedAt = new Date(until.getTime() + REOPEN_DAYS * DAY);
  return { state, until, resolvedAt: until, closedAt: state === 'CLOSED' && closedAt < now ? closedAt : undefined };
}
