/** The audit log: each action, accepted or rejected, is a row of the transaction that did or undid it. Nobody can change or remove one. */
import { defineEntity, p } from '@mikro-orm/core';
import { sql } from 'kysely';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { ID } from 'type-graphql';
import type { Context } from '../access/request-context.ts';
import { defineEnum } from '../schema/enum.ts';
import { field, idColumn, timestampColumn } from '../schema/field.ts';
import { viewerSql, policy } from '../access/policy.ts';
import { ProblemCode, type Refusal } from './problem.ts';
import { Refusals } from './refusals.ts';
import type { AuditRecorder } from './audit-recorder.ts';
import { ViewerKind, ViewerRole } from '../access/viewer.ts';

export const AuditOutcome = defineEnum('AuditOutcome', 'The outcome of an operation.', {
  DONE: 'It was done.',
  REFUSED: 'It was refused, and changed nothing.',
});

const auditPolicy = policy('audit_entry', {
  // Other organizations must not learn more of an action than its target's history shows: they must be able to see the event as well.
  see: `${viewerSql.organization} = any (readers) and ${viewerSql.role} <> 'SALES_AGENT' and (event_id is null or actor_organization = ${viewerSql.organization} or (select true from event e where e.id = audit_entry.event_id))`,
  insert: `actor_organization = ${viewerSql.organization} and actor_subject = ${viewerSql.subject} and actor_kind = ${viewerSql.kind} and actor_role = ${viewerSql.role} and actor_organization = any (readers)`,
});

/** The columns of an entry. The kernel writes them; the subgraph `audit` publishes them. */
export const auditSchema = defineEntity({
  name: 'AuditEntry',
  tableName: 'audit_entry',
  policies: auditPolicy.rows,
  indexes: [{ properties: ['thingId', 'at', 'id'] }],
  properties: {
    id: idColumn(),
    at: field(timestampColumn(), 'When it was done or refused.'),
    verb: field(p.text(), 'What was asked for: the name of the mutation, such as `ticketResolve`.'),
    outcome: field(p.enum(Object.values(AuditOutcome)), 'What it came to.', () => AuditOutcome),
    thingType: field(
      p.text().nullable(),
      'The type of the thing that it was asked of, such as `Ticket`; null where it was refused before any was named or made.',
    ),
    thingId: field(
      p.uuid().nullable(),
      'The id of that thing, as it was asked for: a refusal says NOT_FOUND where there is no such thing, or it was not to be seen.',
    ),
    code: field(
      p.enum(Object.values(ProblemCode)).nullable(),
      'Why it was refused, for programs; null when it was done.',
      () => ProblemCode,
    ),
    messageId: field(
      p.text().nullable(),
      'The message with which it was refused, by its name, such as `ticket.wrongState`; null when it was done. What the message was about is not kept.',
    ),
    ruleCodes: p.array(),
    actorSubject: field(p.text(), 'Who asked, as the identity provider of the organization says (the `sub` of the token).'),
    actor: field(p.text(), 'The name of who asked, as the token said it.'),
    actorOrganization: p.uuid(),
    actorKind: field(p.enum(Object.values(ViewerKind)), 'As what kind of organization it was asked.', () => ViewerKind),
    actorRole: field(p.enum(Object.values(ViewerRole)), 'In which role it was asked.', () => ViewerRole),
    requestId: field(p.text(), 'The request it came with: the `x-request-id` of its answer, which the logs hold too.', () => ID),
    /** The event that reports the action, where its subject is not the target. Readers who may not see it do not read the entry. */
    eventId: p.uuid().nullable(),
    /** The organizations concerned: the actor's own, and the stakeholders of the target at that time. */
    readers: p.array().columnType('uuid[]'),
  },
});

/** An action, accepted or rejected. */
export class AuditEntry extends auditSchema.class {}
auditSchema.setClass(AuditEntry);

const listing = defineEntity({
  name: 'AuditListing',
  tableName: 'audit_listing',
  policies: policy('audit_listing', { see: `organization_id = ${viewerSql.organization} and ${viewerSql.role} <> 'SALES_AGENT'` }).rows,
  properties: {
    organizationId: p.uuid().primary(),
    at: timestampColumn().primary(),
    entryId: p.uuid().primary(),
  },
});

/** The readers of an entry, one row for each. Lists read from here in their order. A trigger on the entries maintains it. */
export class AuditEntryReader extends listing.class {}
listing.setClass(AuditEntryReader);

const refusals = new Refusals();

/**
 * Adds the entry of an action in the transaction of `em`. Refusals mark it as rejected: the entry keeps the first one, and the rules of
 * all.
 */
export async function writeAuditEntry(
  em: SqlEntityManager,
  verb: string,
  { viewer, requestId }: Context,
  now: Date,
  trace: AuditRecorder,
  refused: readonly Refusal[],
) {
  const refusal = refused[0] ?? null;
  const readers = refusal && !refusals.areForOthers(viewer, now) ? [] : trace.parties;
  const rules = refusal ? refused.flatMap(({ rule }) => rule ?? []) : trace.rules;
  await em
    .getKysely<any>()
    .insertInto('audit_entry')
    .values({
      at: now,
      verb,
      outcome: refusal ? 'REFUSED' : 'DONE',
      thing_type: trace.thing?.type ?? null,
      thing_id: trace.thing?.id ?? null,
      code: refusal?.code ?? null,
      message_id: refusal?.said.id ?? null,
      rule_codes: sql`${[...new Set(rules)]}::text[]`,
      actor_subject: viewer.subject,
      actor: viewer.name,
      actor_organization: viewer.organization,
      actor_kind: viewer.kind,
      actor_role: viewer.role,
      request_id: requestId,
      event_id: refusal ? null : (trace.event?.id ?? null),
      readers: sql`${[...new Set([viewer.organization, ...readers])]}::uuid[]`,
    })
    .execute();
}
