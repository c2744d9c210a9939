/** The product resources that a customer was shown before it made a request (rule R33), as they were then. */
import { Field, ObjectType } from 'type-graphql';

@ObjectType({ description: 'A product resource as the customer was shown it.' })
export class OfferedResource {
  @Field(() => String, { description: 'What it is about.' })
  title!: string;

  @Field(() => String, { description: 'Where it is.' })
  url!: string;
}
