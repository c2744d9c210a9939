/** Problems: the one way in which domain code refuses. Anything else that is thrown is a bug. */
import { Directive, Field, ObjectType } from 'type-graphql';
import { enumeration, type ValueOf } from './enumeration.ts';

/** Why something was refused. */
export const ProblemCode = enumeration('ProblemCode', 'Why a request was refused.', {
  INVALID: 'The input breaks a rule of its field; `field` names it. Send it again, corrected.',
  NOT_FOUND: 'There is no such thing, or it is not yours to see: the two are the same answer.',
  FORBIDDEN: 'You may see it, but your organization or role may not do this to it.',
  STATE: 'It cannot be done in the state in which the thing is now.',
  CONFLICT: 'The same `clientMutationId` was used before with another input.',
});
export type ProblemCode = ValueOf<typeof ProblemCode>;

/** A refusal, thrown by domain code and answered to the caller. The message may be shown to a person. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly field: string | null;
  readonly rule: string | null;

  constructor(code: ProblemCode, message: string, at: { field?: string; rule?: string } = {}) {
    super(message);
    this.name = 'Problem';
    this.code = code;
    this.field = at.field ?? null;
    this.rule = at.rule ?? null;
  }

  /** What is answered: plain data, because graphql-js throws any `Error` that a resolver returns. */
  answer(): ProblemAnswer {
    return { code: this.code, message: this.message, field: this.field, rule: this.rule };
  }
}

/** A {@link Problem} as plain data. */
export type ProblemAnswer = { code: ProblemCode; message: string; field: string | null; rule: string | null };

/** The same answer for what is hidden and for what does not exist. */
export const notFound = (what: string, field = 'id') => new Problem('NOT_FOUND', `There is no such ${what}.`, { field });

@Directive('@shareable')
@ObjectType('Problem', { description: 'A refusal: nothing was changed, and this says why.' })
export class ProblemView implements ProblemAnswer {
  @Field(() => ProblemCode, { description: 'Why, for programs.' })
  code!: ProblemCode;

  @Field(() => String, { description: 'Why, for people, in one or two sentences.' })
  message!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The input field at fault as a path, such as `contact.email`; null where no single field is.',
  })
  field!: string | null;

  @Field(() => String, { nullable: true, description: 'The code of the support rule behind the refusal (R01 to R36), where there is one.' })
  rule!: string | null;
}
