/** The types of tickets: entities and object types in one class, as most teams write them. */
import { Entity, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { Ref } from '@mikro-orm/core';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Customer, CustomerSubscription, Partner, Service, ServiceIncident } from './accounts.ts';

@ObjectType()
export class Person {
  @Field(() => ID)
  subject!: string;

  @Field(() => String)
  name!: string;
}

@ObjectType()
export class Contact {
  @Field(() => String)
  name!: string;

  @Field(() => String, { nullable: true })
  email!: string | null;

  @Field(() => String, { nullable: true })
  phone!: string | null;
}

@ObjectType()
@Entity({ tableName: 'ticket' })
export class Ticket {
  @Field(() => ID)
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Field(() => Int)
  @Property({ type: 'integer' })
  number!: number;

  @Field(() => String)
  @Property({ type: 'text' })
  title!: string;

  @Field(() => String)
  @Property({ type: 'text' })
  description!: string;

  @Field(() => String)
  @Property({ type: 'text' })
  state!: string;

  @Field(() => String)
  @Property({ type: 'text' })
  severity!: string;

  @Field(() => String)
  @Property({ type: 'text' })
  channel!: string;

  @Field(() => Person, { nullable: true })
  @Property({ type: 'json', nullable: true })
  assignee!: Person | null;

  @Field(() => Contact, { nullable: true })
  @Property({ type: 'json', nullable: true })
  contact!: Contact | null;

  @Field(() => String, { nullable: true })
  @Property({ type: 'text', nullable: true })
  resolution!: string | null;

  @Field(() => Date)
  @Property({ type: 'datetime', length: 3 })
  createdAt!: Date;

  @Field(() => Date)
  @Property({ type: 'datetime', length: 3 })
  updatedAt!: Date;

  @Field(() => Date, { nullable: true })
  @Property({ type: 'datetime', length: 3, nullable: true })
  resolvedAt!: Date | null;

  @ManyToOne(() => Customer, { ref: true })
  customer!: Ref<Customer>;

  @ManyToOne(() => Partner, { ref: true })
  partner!: Ref<Partner>;

  @ManyToOne(() => Partner, { ref: true, nullable: true })
  provider!: Ref<Partner> | null;

  @ManyToOne(() => Service, { ref: true, nullable: true })
  service!: Ref<Service> | null;

  @ManyToOne(() => CustomerSubscription, { ref: true, nullable: true })
  subscription!: Ref<CustomerSubscription> | null;
}

@Entity({ tableName: 'ticket_incident' })
export class TicketIncident {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @ManyToOne(() => Ticket, { ref: true })
  ticket!: Ref<Ticket>;

  @ManyToOne(() => ServiceIncident, { ref: true })
  incident!: Ref<ServiceIncident>;
}
