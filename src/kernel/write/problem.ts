/** Problems are the only way in which domain code rejects a request. Anything else that is thrown is a bug. */
import { Directive, Field, ObjectType } from 'type-graphql';
import { defineEnum, type ValueOf } from '../schema/enum.ts';
import type { Language } from '../i18n/language.ts';
import { formatMessage, type MessageRef } from '../i18n/message.ts';
import { kernelMessages } from '../i18n/kernel-messages.ts';
import { RuleReference } from './rule.ts';

/** Why a request was rejected. */
export const ProblemCode = defineEnum('ProblemCode', 'Why a request was refused.', {
  INVALID: 'The input breaks a rule of its field; `field` names it. Send it again, corrected.',
  NOT_FOUND: 'There is no such thing, or it is not yours to see: the two are the same answer.',
  FORBIDDEN: 'You may see it, but your organization or role may not do this to it.',
  STATE: 'It cannot be done in the state in which the thing is now.',
  CONFLICT: 'The same `clientMutationId` was used before with another input.',
});
export type ProblemCode = ValueOf<typeof ProblemCode>;

/** A {@link Problem} as plain data in no language: it can be stored, and is translated when it is returned. */
export interface Refusal {
  readonly code: ProblemCode;
  readonly said: MessageRef;
  readonly field: string | null;
  /** The code of the support rule behind it. */
  readonly rule: string | null;
}

/** A rejection that domain code throws and the caller gets. Its message as an error is the English one. */
export class Problem extends Error {
  readonly refusal: Refusal;

  constructor(code: ProblemCode, said: MessageRef, { field = null, rule = null }: { field?: string | null; rule?: string | null } = {}) {
    super(formatMessage(said, 'EN') ?? said.id);
    this.name = 'Problem';
    this.refusal = { code, said, field, rule };
  }

  /** All refusals, where several things are wrong at once. */
  get refusals(): readonly Refusal[] {
    return [this.refusal];
  }
}

/** Several problems as one. The caller gets all of them, in this order. */
export class Problems extends Problem {
  readonly #all: readonly Problem[];

  constructor([first, ...others]: readonly [Problem, ...Problem[]]) {
    super(first.refusal.code, first.refusal.said, first.refusal);
    this.#all = [first, ...others];
  }

  override get refusals(): readonly Refusal[] {
    return this.#all.flatMap((problem) => problem.refusals);
  }
}

/** Runs all checks and throws their problems together. */
export function collectProblems<T>(checks: readonly (() => T)[]): T[] {
  const problems: Problem[] = [];
  const values: T[] = [];
  for (const check of checks) {
    try {
      values.push(check());
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      problems.push(error);
    }
  }
  const [first, ...others] = problems;
  if (first) throw others.length === 0 ? first : new Problems([first, ...others]);
  return values;
}

/** The same answer for hidden and for missing objects. */
export const notFound = (field = 'id', said = kernelMessages.notThere({ field }), rule?: string) =>
  new Problem('NOT_FOUND', said, { field, rule });

/** The text of a refusal in a language. A refusal stored by an earlier version may be in English, or have no more than its code. */
export function messageFor(refusal: Refusal, language: Language): string {
  const { said, message } = refusal as Partial<Refusal> & { message?: string };
  return (said && formatMessage(said, language)) ?? message ?? formatMessage(kernelMessages.refused(), language)!;
}

/** A refusal in a payload: plain data, because graphql-js throws any `Error` that a resolver returns. */
export function toPayload(refusal: Refusal, language: Language): ProblemType {
  const { code, field, rule } = refusal;
  return { code, field, message: messageFor(refusal, language), rule: rule === null ? null : { code: rule } };
}

@Directive('@shareable')
@ObjectType('Problem', { description: 'A refusal: nothing was changed, and this says why.' })
export class ProblemType {
  @Field(() => ProblemCode, { description: 'Why, for programs.' })
  code!: ProblemCode;

  @Field(() => String, {
    description:
      'Why, for people, in one or two sentences: in the language that `Accept-Language` asks for, or that of the viewer’s locale, or English.',
  })
  message!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The input field at fault as a path, such as `contact.email`; null where no single field is.',
  })
  field!: string | null;

  @Field(() => RuleReference, { nullable: true, description: 'The support rule behind the refusal, where there is one.' })
  rule!: RuleReference | null;
}
