/** Capabilities: what a customer does for itself, and what it turns to its partner for. */
import 'reflect-metadata';
import { Field, ObjectType } from 'type-graphql';
import { Bounded } from '../../kernel/schema/bound.ts';
import { defineEnum, type ValueOf } from '../../kernel/schema/enum.ts';
import { RuleReference } from '../../kernel/write/rule.ts';
import { CapabilityContact } from './contact.ts';

export const CapabilityKind = defineEnum('CapabilityKind', 'Something that a customer can do, or have done.', {
  MANAGE_MICROSOFT_365: 'To manage its account for Microsoft 365.',
  MANAGE_AZURE: 'To manage its account for Azure.',
  VIEW_SERVICE_HEALTH: 'To see how the services are.',
  READ_MESSAGES: 'To read what the vendor announces.',
  ADMINISTER_SERVICES: 'To configure and administer the services that it has bought.',
  FIND_PRODUCT_RESOURCES: 'To look a question up.',
  GET_SUPPORT: 'To have a problem solved.',
  BUY: 'To buy a product, or more units of one.',
  CANCEL: 'To cancel a subscription, or some units of it.',
});
export type CapabilityKind = ValueOf<typeof CapabilityKind>;

export const CapabilityParty = defineEnum('CapabilityParty', 'Who does what a customer wants done.', {
  CUSTOMER: 'The customer itself, in the places that are linked.',
  PARTNER: 'Its partner: the contacts say how to reach it.',
});
export type CapabilityParty = ValueOf<typeof CapabilityParty>;

@ObjectType({ description: 'A place on the web where a customer does something for itself.', simpleResolvers: true })
export class CapabilityLink {
  @Field(() => String, { description: 'What the place is called, in your language.' })
  title!: string;

  @Field(() => String, { description: 'Where it is.' })
  url!: string;
}

@ObjectType({ description: 'What a customer can do for itself and where, or has its partner do.', simpleResolvers: true })
export class Capability {
  @Field(() => CapabilityKind, { description: 'What it is, for programs.' })
  kind!: CapabilityKind;

  @Field(() => CapabilityParty, { description: 'Who does it.' })
  by!: CapabilityParty;

  @Field(() => String, { description: 'What it is, in a line, in your language.' })
  title!: string;

  @Field(() => String, { description: 'How it is done, in a sentence or two, in your language.' })
  explanation!: string;

  @Bounded({ items: 10 })
  @Field(() => [RuleReference], { description: 'The support rules that say so.' })
  rules!: RuleReference[];

  @Bounded({ items: 10 })
  @Field(() => [CapabilityLink], { description: 'Where the customer does it; empty for what its partner does.' })
  links!: CapabilityLink[];

  @Bounded({ items: 20 })
  @Field(() => [CapabilityContact], { description: 'Whom the customer turns to; empty for what it does itself.' })
  contacts!: CapabilityContact[];
}
