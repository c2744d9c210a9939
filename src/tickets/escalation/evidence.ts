/** What an escalation holds beside its columns: the evidence, and whom at the partner to turn to. */
import { Field, GraphQLISODateTime, ObjectType } from 'type-graphql';
import { Bounded } from '../../kernel/schema/bound.ts';

@ObjectType({ description: 'What shows that a problem is of its hand-off category.' })
export class EscalationEvidence {
  @Bounded({ characters: 5_000 })
  @Field(() => String, { nullable: true, description: 'What the service should do by its description.' })
  expected!: string | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'Since when.' })
  since!: string | null;

  @Bounded({ characters: 5_000 })
  @Field(() => String, { nullable: true, description: 'How to reproduce it.' })
  steps!: string | null;

  @Bounded({ characters: 5_000 })
  @Field(() => String, { nullable: true, description: 'Which networks or places are cut off.' })
  networks!: string | null;

  @Field(() => String, { nullable: true, description: 'The region of the vendor that is concerned.' })
  region!: string | null;
}

@ObjectType({ description: 'Whom at the partner the vendor turns to: never somebody at the customer.' })
export class EscalationContact {
  @Field(() => String, { description: 'The name.' })
  name!: string;

  @Field(() => String, { description: 'The e-mail address.' })
  email!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The telephone number, as it was written; there is one wherever the ticket is CRITICAL.',
  })
  phone!: string | null;
}
