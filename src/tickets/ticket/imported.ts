/** What another system says of a ticket that was imported from it. It stays beside what is true here. */
import 'reflect-metadata';
import { Field, GraphQLISODateTime, ObjectType } from 'type-graphql';

@ObjectType({
  description:
    'What the system that a ticket was imported from says of it. Work in Tierline does not change it, and it does not change the work.',
})
export class TicketImport {
  @Field(() => String, { description: 'The system that it was imported from, such as `Partner Center`.' })
  system!: string;

  @Field(() => String, { description: 'The number or id that the ticket has there: with Partner Center the case number of the vendor.' })
  reference!: string;

  @Field(() => String, { nullable: true, description: 'Its status there, as that system writes it.' })
  status!: string | null;

  @Field(() => String, { nullable: true, description: 'Its severity or priority there, as that system writes it.' })
  severity!: string | null;

  @Field(() => String, { nullable: true, description: 'How it was solved there.' })
  resolution!: string | null;

  @Field(() => GraphQLISODateTime, { description: 'When it last changed there, as far as the newest import says.' })
  updatedAt!: string;

  @Field(() => GraphQLISODateTime, { description: 'When an import last brought something new of it.' })
  importedAt!: string;
}
