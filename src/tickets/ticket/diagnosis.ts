/** A diagnosis: what was found to be wrong (rule R20). */
import 'reflect-metadata';
import { Field, GraphQLISODateTime, ObjectType } from 'type-graphql';
import { Bounded } from '../../kernel/schema/bound.ts';

@ObjectType({ description: 'What was found to be wrong with what a ticket is about (rule R20). Everybody on the ticket reads it.' })
export class Diagnosis {
  @Bounded({ characters: 20_000 })
  @Field(() => String, { description: 'What is wrong, and how it was found: plain text.' })
  text!: string;

  @Field(() => String, { description: 'The name of the person who found it.' })
  author!: string;

  @Field(() => GraphQLISODateTime, { description: 'When it was put on record.' })
  at!: string;

  /** The partner to which that person belongs. */
  organization!: string;
}
