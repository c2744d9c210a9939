/** Readiness: every precondition of handing a ticket on, whether it is met, and what to do about it, before anybody is refused. */
import { Field, ObjectType } from 'type-graphql';
import { Bounded } from '../../kernel/schema/bound.ts';
import type { ComputeContext } from '../../kernel/schema/edge.ts';
import { defineEnum, type ValueOf } from '../../kernel/schema/enum.ts';
import { formatMessage } from '../../kernel/i18n/message.ts';
import { RuleReference } from '../../kernel/write/rule.ts';
import type { EscalationFacts } from './escalation-context.ts';
import { asked, EscalationPrecondition, usualTarget } from './preconditions.ts';
import { EscalationTarget } from './state.ts';

export const PreconditionState = defineEnum('PreconditionState', 'Whether a precondition is met.', {
  MET: 'It holds.',
  UNMET: 'It does not hold yet.',
  WITH_THE_REQUEST: 'It follows from what the request will say.',
});

@ObjectType({ description: 'One precondition of handing a ticket on.', simpleResolvers: true })
export class PreconditionView {
  @Field(() => EscalationPrecondition, { description: 'Which.' })
  name!: EscalationPrecondition;

  @Field(() => PreconditionState, { description: 'Whether it is met.' })
  state!: ValueOf<typeof PreconditionState>;

  @Field(() => RuleReference, {
    nullable: true,
    description: 'The support rule behind it; null where the hand-off category decides which.',
  })
  rule!: RuleReference | null;

  @Field(() => String, { nullable: true, description: 'What to do, in your language; null where it is met.' })
  todo!: string | null;
}

@ObjectType({ description: 'How far a ticket is from being handed on by you.', simpleResolvers: true })
export class EscalationReadiness {
  @Field(() => EscalationTarget, { description: 'To whom it would go.' })
  to!: EscalationTarget;

  @Field(() => Boolean, { description: 'Whether nothing stands in the way but what the request itself has to say.' })
  isReady!: boolean;

  @Bounded({ items: 11 })
  @Field(() => [PreconditionView], { description: 'Every precondition, in the order in which `ticketEscalate` asks for them.' })
  preconditions!: PreconditionView[];
}

/** The readiness of a ticket for a viewer; null for those who cannot hand anything on. */
export function readinessOf(
  { escalation: facts }: { escalation: EscalationFacts },
  { language, now, viewer }: ComputeContext,
): EscalationReadiness | null {
  if (viewer.kind !== 'PARTNER') return null;
  const to = usualTarget(facts);
  const preconditions = asked(to).map(([name, { rule, met, todo }]): PreconditionView => {
    const isMet = met(facts, now(), null);
    const state = isMet === undefined ? 'WITH_THE_REQUEST' : isMet ? 'MET' : 'UNMET';
    return {
      name,
      state,
      rule: typeof rule === 'string' ? { code: rule } : null,
      todo: state === 'MET' ? null : formatMessage(todo(facts, null, now()), language),
    };
  });
  return { to, isReady: preconditions.every(({ state }) => state !== 'UNMET'), preconditions };
}
