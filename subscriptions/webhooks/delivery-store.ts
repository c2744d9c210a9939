/**
 * The delivery store of webhooks: pending deliveries and the results of their attempts. Each statement runs as the organization that owns
 * the endpoint.
 */
import type { MikroORM, SqlEntityManager } from '@mikro-orm/postgresql';
import { sql, type RawBuilder } from 'kysely';
import type { ViewerScope } from '../../src/kernel/access/request-context.ts';
import type { EventPosition } from '../../src/kernel/live/event-cursor.ts';
import { Event, type LoggedEvent } from '../../src/kernel/write/event.ts';
import type { Language } from '../../src/kernel/i18n/language.ts';
import type { Viewer } from '../../src/kernel/access/viewer.ts';
import type { DeliveryOutcome } from './http-delivery.ts';
import type { DueDelivery, Endpoint, EndpointHealth, Message, DeliveryResult, EndpointRef } from './types.ts';

/** Reads and writes deliveries and endpoint states. */
export class DeliveryStore {
  readonly #orm: MikroORM;
  readonly #viewerScope: ViewerScope;

  constructor(orm: MikroORM, viewerScope: ViewerScope) {
    this.#orm = orm;
    this.#viewerScope = viewerScope;
  }

  /** All enabled endpoints. */
  async work(): Promise<EndpointRef[]> {
    const rows: (Omit<EndpointRef, 'due'> & { due: number | null })[] = await this.#orm.em.fork().execute(
      `select id, organization, kind, role, (extract(epoch from changed) * 1000)::float8 as version, position::float8 as position,
         (extract(epoch from due) * 1000)::float8 as due from webhook_work()`,
    );
    return rows.map((row) => ({ ...row, due: row.due === null ? null : new Date(row.due) }));
  }

  /** The current state of an endpoint; null when it is no longer enabled. */
  endpoint(work: EndpointRef): Promise<Endpoint | null> {
    return this.#as(work, async (em) => {
      const [row] = await rows<any>(
        em,
        sql`select e.*, (select count(*)::int from webhook_delivery d where d.endpoint_id = e.id and d.state = 'PENDING') as pending
          from webhook_endpoint e where e.id = ${work.id} and e.state = 'ENABLED'`,
      );
      if (!row) return null;
      const reader: Viewer = {
        subject: row.reader_subject,
        name: row.reader,
        organization: row.organization_id,
        kind: row.reader_kind,
        role: row.reader_role,
        language: row.reader_language as Language | null,
        issuedAt: date(row.reader_issued_at),
        expiresAt: null,
      };
      const { url, document, pending, failures } = row;
      const variables = JSON.parse(row.variables) as Record<string, unknown>;
      const [changed, failingSince, restsUntil] = [date(row.updated_at)!, date(row.failing_since), date(row.rests_until)];
      return { changed, url, document, variables, reader, position: Number(row.position), pending, failures, failingSince, restsUntil };
    });
  }

  /**
   * Appends messages and moves the endpoint's log position in one transaction. It fails unless the endpoint, its position and the log are
   * unchanged. Returns whether it succeeded.
   */
  advance(
    work: EndpointRef,
    { changed }: Endpoint,
    from: number,
    to: EventPosition,
    messages: readonly Message[],
    now: Date,
  ): Promise<boolean> {
    return this.#as(work, (em) =>
      em.transactional(async (inner) => {
        const moved = await rows(
          inner,
          sql`update webhook_endpoint set position = ${to.position} where id = ${work.id} and position = ${from} and state = 'ENABLED'
            and updated_at = ${changed} and event_stamp(${to.position}) = ${to.stamp} returning id`,
        );
        if (moved.length === 0) return false;
        for (const { position, kind, happenedAt, eventId, control } of messages)
          await rows(
            inner,
            sql`insert into webhook_delivery (endpoint_id, organization_id, position, kind, happened_at, event_id, mark, state, tries, next_attempt_at, created_at)
              values (${work.id}, ${work.organization}, ${position}, ${kind}, ${happenedAt}, ${eventId}, ${control && JSON.stringify(control)}::jsonb, 'PENDING', 0, ${now}, ${now})
              on conflict (endpoint_id, position) do nothing`,
          );
        return true;
      }),
    );
  }

  /** The next messages that are due, with the secrets that sign them. */
  due(work: EndpointRef, now: Date, most: number): Promise<DueDelivery[]> {
    return this.#as(work, async (em) => {
      const found = await rows<any>(
        em,
        sql`select d.*, event_stamp(d.position) as stamp, array(select webhook_secret_value(s.id) from webhook_secret s
            where s.endpoint_id = d.endpoint_id and (s.expires_at is null or s.expires_at > ${now}) order by s.created_at desc) as secrets
          from webhook_delivery d where d.endpoint_id = ${work.id} and d.state = 'PENDING' and d.next_attempt_at <= ${now}
          order by d.next_attempt_at, d.position limit ${most}`,
      );
      return found.map(({ id, kind, tries, secrets, mark: control, ...row }) => {
        // When the event was dropped from the log, nothing can be read after it, whatever the stamp.
        const place = { position: Number(row.position), stamp: Number(row.stamp ?? 0) };
        return { ...place, id, kind, tries, secrets, control, eventId: row.event_id, happenedAt: date(row.happened_at)! };
      });
    });
  }

  /** The event of a message, read as the endpoint's reader; null when the reader can no longer see it. */
  event(reader: Viewer, { eventId, position, stamp }: DueDelivery): Promise<LoggedEvent | null> {
    return this.#viewerScope.runAs(reader, 'webhook', async ({ em }) => {
      const found = await em.findOne(Event, { id: eventId! });
      if (!found) return null;
      const { id, kind, at, streamType, streamId, subjectType, subjectId } = found;
      return { position, stamp, id, kind, at, streamType, streamId, subjectType, subjectId };
    });
  }

  /** Records an attempt, if there was one, and the new state of its delivery. */
  settle(
    work: EndpointRef,
    { changed }: Endpoint,
    due: DueDelivery,
    at: Date,
    outcome: DeliveryOutcome | null,
    { state, nextAttemptAt }: DeliveryResult,
    health: EndpointHealth | null,
  ): Promise<void> {
    return this.#as(work, (em) =>
      em.transactional(async (inner) => {
        if (outcome)
          await rows(
            inner,
            sql`insert into webhook_attempt (delivery_id, organization_id, at, status_code, failure, milliseconds, answer)
              values (${due.id}, ${work.organization}, ${at}, ${outcome.status}, ${outcome.failure}, ${outcome.milliseconds}, ${outcome.answer})`,
          );
        await rows(
          inner,
          sql`update webhook_delivery set state = ${state}, tries = ${due.tries + (outcome ? 1 : 0)}, next_attempt_at = ${nextAttemptAt},
            settled_at = ${state === 'PENDING' ? null : at} where id = ${due.id}`,
        );
        if (health) await write(inner, work, changed, at, health);
      }),
    );
  }

  /** Disables an endpoint that can be sent nothing more, whatever the state of its URL. */
  disable(work: EndpointRef, { changed }: Endpoint, now: Date, why: 'NOT_UNDERSTOOD' | 'TOO_LARGE' | 'REVOKED'): Promise<void> {
    const health = { failures: 0, failingSince: null, restsUntil: null, disable: why };
    return this.#as(work, (em) => em.transactional((inner) => write(inner, work, changed, now, health)));
  }

  /** Drops messages older than `age`; returns whether there may be more. */
  async retain(now: Date, age: string, most: number): Promise<boolean> {
    const [row] = await this.#orm.em.fork().execute<[{ gone: number }]>('select webhook_retain(?, ?, ?) as gone', [now, age, most]);
    return row.gone === most;
  }

  #as<T>(work: EndpointRef, task: (em: SqlEntityManager) => Promise<T>): Promise<T> {
    return this.#viewerScope.runAs(program(work), 'webhook', ({ em }) => task(em));
  }
}

/** Tierline itself, acting for an organization. */
const program = ({ organization, kind, role }: EndpointRef): Viewer => ({
  subject: 'tierline',
  name: 'Tierline',
  organization,
  kind,
  role,
  language: null,
  issuedAt: null,
  expiresAt: null,
});

/**
 * Writes the health of an endpoint, unless it was changed since: a new URL is not to blame. A disabled endpoint gets an event in its
 * history.
 */
async function write(
  em: SqlEntityManager,
  { id, organization }: EndpointRef,
  changed: Date,
  at: Date,
  { failures, failingSince, restsUntil, disable }: EndpointHealth,
): Promise<void> {
  const written = await rows(
    em,
    sql`update webhook_endpoint set failures = ${failures}, failing_since = ${failingSince}, rests_until = ${restsUntil},
        state = ${disable ? 'DISABLED' : 'ENABLED'}, disabled_reason = ${disable}, updated_at = ${disable ? at : changed}
      where id = ${id} and state = 'ENABLED' and updated_at = ${changed} returning id`,
  );
  if (!disable || written.length === 0) return;
  const where = { subjectType: 'WebhookEndpoint', subjectId: id, streamType: 'WebhookEndpoint', streamId: id };
  const who = { actorSubject: 'tierline', actorOrganization: organization, actor: 'Tierline' };
  em.create(Event, { at, kind: 'webhook.disabled', ...where, ...who, data: { reason: disable } } as never);
}

const rows = async <T>(em: SqlEntityManager, query: RawBuilder<unknown>): Promise<T[]> =>
  (await query.execute(em.getKysely<any>())).rows as T[];
const date = (value: string | Date | null): Date | null => (value === null ? null : new Date(value));
