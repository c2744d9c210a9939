/** The people on a ticket. They are kept as they were named: Tierline has no directory of persons. */
import { Field, ID, ObjectType } from 'type-graphql';

@ObjectType({ description: 'A person at a partner who works on a ticket.' })
export class Person {
  @Field(() => ID, { description: 'Who, as the identity provider of the partner says (the `sub` of the token).' })
  subject!: string;

  @Field(() => String, { description: 'The name.' })
  name!: string;

  /** The partner that the person belongs to. */
  organization!: string;
}

@ObjectType({ description: 'Whom to turn to about a ticket.' })
export class TicketContact {
  @Field(() => String, { description: 'The name.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'The e-mail address.' })
  email!: string | null;

  @Field(() => String, { nullable: true, description: 'The telephone number, as it was written.' })
  phone!: string | null;
}
