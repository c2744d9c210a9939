/** The types of accounts and health: entities and object types in one class, as most teams write them. */
import { Entity, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { Ref } from '@mikro-orm/core';
import { Field, ID, Int, ObjectType } from 'type-graphql';

@ObjectType()
@Entity({ tableName: 'customer' })
export class Customer {
  @Field(() => ID)
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Field(() => String)
  @Property({ type: 'text' })
  name!: string;

  @Field(() => String, { nullable: true })
  @Property({ type: 'text', nullable: true })
  domain!: string | null;

  @Field(() => String, { nullable: true })
  @Property({ type: 'text', nullable: true })
  country!: string | null;
}

@ObjectType()
@Entity({ tableName: 'partner' })
export class Partner {
  @Field(() => ID)
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Field(() => String)
  @Property({ type: 'text' })
  name!: string;

  @Field(() => String)
  @Property({ type: 'text' })
  kind!: string;

  @Field(() => String, { nullable: true })
  @Property({ type: 'text', nullable: true })
  country!: string | null;
}

@ObjectType()
@Entity({ tableName: 'service' })
export class Service {
  @Field(() => ID)
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Field(() => String)
  @Property({ type: 'text' })
  name!: string;

  @Field(() => String)
  @Property({ type: 'text' })
  status!: string;
}

@ObjectType()
@Entity({ tableName: 'customer_subscription' })
export class CustomerSubscription {
  @Field(() => ID)
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @ManyToOne(() => Customer, { ref: true })
  customer!: Ref<Customer>;

  @Field(() => String)
  @Property({ type: 'text' })
  offerName!: string;

  @Field(() => Int)
  @Property({ type: 'integer' })
  quantity!: number;

  @Field(() => String)
  @Property({ type: 'text' })
  status!: string;

  @Field(() => String, { nullable: true })
  @Property({ type: 'text', nullable: true })
  region!: string | null;
}

@ObjectType()
@Entity({ tableName: 'service_incident' })
export class ServiceIncident {
  @Field(() => ID)
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Field(() => String)
  @Property({ type: 'text' })
  trackingId!: string;

  @Field(() => String)
  @Property({ type: 'text' })
  title!: string;

  @Field(() => String)
  @Property({ type: 'text' })
  status!: string;

  @Property({ type: 'boolean' })
  isResolved!: boolean;

  @Field(() => Date)
  @Property({ type: 'datetime' })
  startedAt!: Date;

  @ManyToOne(() => Service, { ref: true })
  service!: Ref<Service>;
}
