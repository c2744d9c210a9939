/**
 * Actions: a mutation is a function in one transaction. It finds what the viewer may see, checks the policy and edits. Events, idempotency
 * record and audit entry are rows of the same transaction.
 */
import { createHash } from 'node:crypto';
import { LockMode, type EntityClass } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { writeAuditEntry } from './audit.ts';
import { checkedInput } from './checked-input.ts';
import type { Context } from '../access/request-context.ts';
import { Event } from './event.ts';
import type { ReturnTypeFunc } from '../schema/field.ts';
import { shortText, optional, input as declare, type Input, type InputField, type InputValues } from '../schema/input.ts';
import type { ActionContext } from './action-context.ts';
import { authorize, type Policy } from '../access/policy.ts';
import { toPayload, notFound, Problem, type Refusal } from './problem.ts';
import { IdempotencyRecord } from './idempotency.ts';
import { kernelMessages as say } from '../i18n/kernel-messages.ts';
import { AuditRecorder } from './audit-recorder.ts';
import { typeInfo } from '../schema/type.ts';
import type { Viewer } from '../access/viewer.ts';

type Answer<A> = { [K in keyof A]: { id: string } | null };

/** A mutation: its input, the fields of its payload beside `problems`, and its execution. */
export interface Action {
  readonly description: string;
  readonly input: Input<any>;
  readonly returns: Record<string, () => Function>;
  readonly oneTimeFields: Record<string, OneTimeFields>;
  run(name: string, context: Context, given: Record<string, unknown>): Promise<unknown>;
}

/** A payload field that only the mutation returns, read from a row that no other field leads to. */
export interface OneTimeFields {
  readonly type: ReturnTypeFunc;
  readonly description: string;
  compute(id: string, context: Context): Promise<unknown>;
}

/** The definition of an action, without its work. */
interface ActionDefinition<F, A, T> {
  readonly description: string;
  readonly input: { name: string; description: string; fields: F };
  readonly returns: A;
  readonly oneTimeFields?: T;
}

/**
 * Declares an action. `answers` names the payload fields beside `problems`, `tells` those that nothing else returns; the work returns their
 * rows.
 */
export function action<
  F extends Record<string, InputField<any>>,
  A extends Record<string, () => Function>,
  T extends Record<string, OneTimeFields> = Record<never, OneTimeFields>,
>(
  { description, input, returns: answers, oneTimeFields: tells }: ActionDefinition<F, A, T>,
  work: (input: InputValues<F>, act: ActionContext) => Promise<Answer<A & T>>,
): Action {
  const retry = optional(
    shortText(
      'A name of your own for this request: sent again with the same input it is answered as the first time and not done twice; with another input it is refused.',
      128,
    ),
  );
  const checked = declare(input.name, input.description, { ...input.fields, clientMutationId: retry });
  return {
    description,
    input: checked,
    returns: answers,
    oneTimeFields: tells ?? {},
    async run(name, context, given) {
      const { ids, problems, isRepeated } = await settle(name, context, given, checked as Input<InputValues<F>>, work as never);
      context.read.clear();
      const rows = await Promise.all(Object.entries(answers).map(async ([key, cls]) => [key, await context.read.byId(cls(), ids[key])]));
      const told = await Promise.all(
        Object.entries(tells ?? {}).map(async ([key, { compute: tell }]) => [key, ids[key] ? await tell(ids[key], context) : null]),
      );
      const isHidden = isRepeated && rows.some(([key, row]) => row === null && ids[key as string]);
      const answered = [...problems, ...(isHidden ? [noLongerSeen().refusal] : [])].map((refusal) => toPayload(refusal, context.language));
      return { ...Object.fromEntries([...rows, ...told]), problems: answered, clientMutationId: given.clientMutationId ?? null };
    },
  };
}

/** The outcome that an idempotency record keeps: the ids of the returned rows, or the refusals, in no language yet. */
export interface ActionOutcome {
  ids: Record<string, string | null>;
  problems: Refusal[];
}

/** The rows of an earlier request with the same key may have become hidden since. */
const noLongerSeen = () => new Problem('NOT_FOUND', say.doneAndHidden());

async function settle(
  name: string,
  context: Context,
  given: Record<string, unknown>,
  input: Input<any>,
  work: (input: any, act: ActionContext) => Promise<Answer<any>>,
): Promise<ActionOutcome & { isRepeated?: boolean }> {
  // Once begun, it runs to its end, even when its caller is gone.
  const change: typeof context.em.transactional = (work) => context.run.protect(() => context.em.transactional(work));
  return change(async (em) => {
    let receipt: IdempotencyRecord | null = null;
    const [trace, now] = [new AuditRecorder(), context.now()];
    // Outside the savepoint, so that a rejection leaves its entry; a failure leaves nothing at all.
    const settled = async (outcome: ActionOutcome): Promise<ActionOutcome> => {
      if (receipt) receipt.outcome = outcome;
      await writeAuditEntry(em, name, context, now, trace, outcome.problems);
      return outcome;
    };
    try {
      // Inputs are equal if they are equal after cleaning: null equals absent, and surrounding blanks do not count.
      const { clientMutationId, ...values } = await checkedInput(input, given, context);
      if (clientMutationId !== null) {
        const fingerprint = createHash('sha256')
          .update(JSON.stringify([name, values]))
          .digest('base64url');
        const earlier = await IdempotencyRecord.claim(em, context.viewer, clientMutationId, fingerprint, now);
        if (earlier.outcome) return { ...earlier.outcome, isRepeated: true };
        receipt = earlier;
      }
      return await settled({ ids: await perform(em, context, now, trace, values, work), problems: [] });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return settled({ ids: {}, problems: [...error.refusals] });
    }
  });
}

/** Does the work in a savepoint: a rejection undoes all of it, except for the idempotency record and the audit entry. */
function perform(
  em: SqlEntityManager,
  context: Context,
  now: Date,
  trace: AuditRecorder,
  values: unknown,
  work: (input: any, act: ActionContext) => Promise<Answer<any>>,
): Promise<Record<string, string | null>> {
  return em.transactional(async (inner) => {
    const { viewer } = context;
    const raised: { subject: { id: string }; make: () => Event }[] = [];
    const allow = <D extends string>(policy: Policy<D>, operation: D) => {
      trace.policyChecked(policy, policy.permissions[operation]);
      authorize(policy, operation, viewer);
    };
    const look: ActionContext['find'] = async (cls, policy, operation, id, field) => {
      trace.targetRequested(cls, id);
      const found = await inner.findOne(cls as EntityClass<{ id: string }>, { id });
      if (!found) throw notFound(field);
      trace.targetFound(found, policy);
      allow(policy, operation);
      return found as never;
    };
    const answer = await work(values, {
      viewer,
      now,
      em: inner,
      ports: context.outside,
      authorize: allow,
      find: look,
      async findForUpdate(cls, policy, operation, id, field) {
        const found = await look(cls, policy, operation, id, field);
        await inner.refresh(found, { lockMode: LockMode.PESSIMISTIC_WRITE });
        return found;
      },
      canSee: async (cls, id) => {
        trace.noteType(cls, id);
        return (await context.read.byId(cls, id)) !== null;
      },
      notifyOrganizations: (organizations) => trace.concern(organizations),
      emitEvent: (kind, subject, { stream = subject, data = {} } = {}) => {
        raised.push({ subject, make: () => eventOf(inner, viewer, now, kind, subject, stream, data) });
      },
    });
    await inner.flush();
    const events = raised.map(({ subject, make }) => ({ subject, event: make() }));
    trace.succeeded(Object.values(answer), events[0] ?? null);
    return Object.fromEntries(Object.entries(answer).map(([key, row]) => [key, row?.id ?? null]));
  });
}

/** Runs work of the program itself like an action: in one transaction, with its events. */
export const runSystemAction = (context: Context, work: (act: ActionContext) => Promise<void>): Promise<unknown> =>
  perform(context.em, context, context.now(), new AuditRecorder(), null, async (_, act) => {
    await work(act);
    return {};
  });

function eventOf(
  em: SqlEntityManager,
  viewer: Viewer,
  at: Date,
  kind: string,
  subject: { id: string },
  stream: { id: string },
  data: Record<string, unknown>,
): Event {
  const [subjectType, streamType] = [subject, stream].map((row) => typeInfo(row.constructor).name) as [string, string];
  const actor = { actorSubject: viewer.subject, actorOrganization: viewer.organization, actor: viewer.name };
  return em.create(Event, { at, kind, subjectType, subjectId: subject.id, streamType, streamId: stream.id, ...actor, data } as never);
}
