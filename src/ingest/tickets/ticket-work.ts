/** The work on tickets, as it comes in: looks at service health, and what was done in tenants. Tickets that have any keep theirs. */
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { RECENT_HOURS } from '../../tickets/health-check/incident-match.ts';
import type { Ticket } from '../../tickets/ticket/entity.ts';
import { writeEscalations } from './escalation.ts';
import type { Happening } from '../events.ts';
import type { Upserted } from '../upsert.ts';
import type { DoneBy, WorkRecord } from '../records/index.ts';

/** The work on one ticket; `organization` answers that of a tenant. */
export interface IncomingWork {
  readonly ticket: Upserted<Ticket>;
  readonly work: WorkRecord | undefined;
  readonly organization: (tenantId: string) => string;
}

/** Writes the work on tickets that are new, and answers what happened with it. */
export async function writeWork(em: SqlEntityManager, said: readonly IncomingWork[]): Promise<Happening[]> {
  const fresh = said.filter(({ ticket: { was }, work }) => was === 'created' && work);
  const by = ({ ticket, organization }: IncomingWork, { author, subject, tenantId, at }: DoneBy) => ({
    ticket: ticket.row.id,
    organization: organization(tenantId),
    author,
    subject,
    at,
  });
  const checks = fresh.flatMap((each) => {
    const check = each.work!.healthCheck;
    return check ? [{ ...by(each, check), conclusion: check.conclusion, remark: check.remark ?? null }] : [];
  });
  const steps = fresh.flatMap((each) => {
    const { step } = each.work!;
    return step ? [{ ...by(each, step), area: step.area, text: step.text, delegation: step.delegationExternalId }] : [];
  });
  const diagnoses = fresh.flatMap((each) => (each.work!.diagnosis ? [by(each, each.work!.diagnosis)] : []));
  const happened = (kind: string, type: string) => (row: Row) => happening(kind, row, [type, row.id]);
  await writeEscalations(em, fresh);
  return [
    ...(await writeChecks(em, checks)).map(happened('ticket.health_checked', 'HealthCheck')),
    ...(await writeSteps(em, steps)).map(happened('ticket.troubleshot', 'TroubleshootingStep')),
    ...diagnoses.map((row) => happening('ticket.diagnosed', row, ['Ticket', row.ticket])),
  ];
}

type By = { ticket: string; organization: string; author: string; subject: string; at: Date | string };
type Row = By & { id: string };

const happening = (kind: string, { ticket, organization, author, subject, at }: By, of: readonly [string, string]): Happening => ({
  kind,
  at: new Date(at),
  subject: of,
  stream: ['Ticket', ticket],
  actor: author,
  actorSubject: subject,
  actorOrganization: organization,
});

const BY = sql`ticket uuid, organization uuid, author text, subject text, at timestamptz`;
const ANSWERED = sql`id, ticket_id as ticket, organization_id as organization, author, author_subject as subject`;

async function writeChecks(em: SqlEntityManager, checks: readonly object[]): Promise<Row[]> {
  if (checks.length === 0) return [];
  const db = em.getKysely<any>();
  // What was known of the service then, as the program itself finds it out.
  const { rows } = await sql<Row>`
    insert into health_check (ticket_id, organization_id, author, author_subject, checked_at, regions, conclusion, remark, service_ids, known_incident_ids)
    select r.ticket, r.organization, r.author, r.subject, r.at, coalesce((select array[s.region] from customer_subscription s where s.id = t.subscription_id and s.region is not null), '{}'),
      r.conclusion, r.remark, case when t.service_id is null then '{}' else array[t.service_id] end,
      array(select i.id from service_incident i where i.service_id = t.service_id and i.started_at <= r.at
        and (not i.is_resolved or i.ended_at >= t.created_at - ${RECENT_HOURS} * interval '1 hour') order by i.id)
    from jsonb_to_recordset(${JSON.stringify(checks)}::jsonb) r(${BY}, conclusion text, remark text) join ticket t on t.id = r.ticket order by t.number
    returning ${ANSWERED}, checked_at as at`.execute(db);
  await sql`insert into health_check_incident (health_check_id, incident_id)
    select c.id, l.incident_id from health_check c join ticket_incident l on l.ticket_id = c.ticket_id
    where c.conclusion = 'DOCUMENTED' and c.id = any(${rows.map(({ id }) => id)}::uuid[]) order by c.id`.execute(db);
  return rows;
}

async function writeSteps(em: SqlEntityManager, steps: readonly object[]): Promise<Row[]> {
  if (steps.length === 0) return [];
  const { rows } = await sql<Row>`
    insert into troubleshooting_step (ticket_id, organization_id, delegation_id, author, author_subject, area, text, done_at)
    select r.ticket, r.organization, d.id, r.author, r.subject, r.area, r.text, r.at
    from jsonb_to_recordset(${JSON.stringify(steps)}::jsonb) r(${BY}, area text, text text, delegation text)
    join delegation d on d.external_id = r.delegation order by r.at
    returning ${ANSWERED}, done_at as at`.execute(em.getKysely<any>());
  return rows;
}
