/** The course of a ticket: what happened to it, as far as what came in tells. */
import type { ServiceIncident } from '../../health/incident/entity.ts';
import type { Note } from '../../tickets/note/entity.ts';
import type { Ticket } from '../../tickets/ticket/entity.ts';
import type { Actor, Happening } from '../events.ts';
import type { Upserted } from '../upsert.ts';

const isOver = (ticket: Ticket | undefined): boolean => ticket?.state === 'RESOLVED' || ticket?.state === 'CLOSED';
const later = (a: Date, b: Date): Date => (a > b ? a : b);

/** What is new about a ticket, as events; nothing for one that is as it was. */
export function ticketHistoryOf(
  { row, was, before }: Upserted<Ticket>,
  opener: Actor,
  notes: readonly Note[],
  incidents: readonly ServiceIncident[],
): Happening[] {
  const { assignee } = row;
  const worker: Actor = assignee
    ? { actor: assignee.name, actorSubject: assignee.subject, actorOrganization: assignee.organization }
    : opener;
  const on = (kind: string, at: Date, by: Actor, data?: Record<string, unknown>): Happening => ({
    ...by,
    kind,
    at,
    subject: ['Ticket', row.id],
    ...(data ? { data } : {}),
  });
  const happenings: Happening[] = [];
  if (was === 'created') happenings.push(on('ticket.opened', row.createdAt, opener));
  for (const { id, startedAt } of incidents)
    happenings.push(on('ticket.incident_linked', later(row.createdAt, startedAt), worker, { incidentId: id }));
  for (const { id, createdAt, author, authorSubject, authorOrganization } of notes) {
    const by = { actor: author, actorSubject: authorSubject, actorOrganization: authorOrganization };
    happenings.push({ ...by, kind: 'ticket.note_added', at: createdAt, subject: ['Note', id], stream: ['Ticket', row.id] });
  }
  if (isOver(row) && !isOver(before)) happenings.push(on('ticket.resolved', row.resolvedAt!, worker));
  else if (was === 'changed')
    happenings.push(on(isOver(before) && !isOver(row) ? 'ticket.reopened' : 'ticket.changed', row.updatedAt, worker));
  return happenings;
}
