/** What happens on a ticket: notes and the entries of its timeline. */
import { Entity, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { Ref } from '@mikro-orm/core';
import { Field, ID, ObjectType } from 'type-graphql';
import { Ticket } from './tickets.ts';

@ObjectType()
@Entity({ tableName: 'note' })
export class Note {
  @Field(() => ID)
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @ManyToOne(() => Ticket, { ref: true })
  ticket!: Ref<Ticket>;

  @Field(() => String)
  @Property({ type: 'text' })
  author!: string;

  @Field(() => String)
  @Property({ type: 'text' })
  audience!: string;

  @Field(() => String)
  @Property({ type: 'text' })
  text!: string;

  @Field(() => Date)
  @Property({ type: 'datetime', length: 3 })
  createdAt!: Date;
}

@ObjectType()
@Entity({ tableName: 'event' })
export class TimelineEntry {
  @Field(() => ID)
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'text' })
  streamType!: string;

  @Property({ type: 'uuid' })
  streamId!: string;

  @Field(() => Date)
  @Property({ type: 'datetime', length: 3 })
  at!: Date;

  @Field(() => String)
  @Property({ type: 'text' })
  kind!: string;

  @Field(() => String)
  @Property({ type: 'text' })
  actor!: string;
}
