/** The terms that a partner states when it offers support (rule R26): types, hours, contact methods, price. */
import { Field, ObjectType } from 'type-graphql';
import { Bounded } from '../../kernel/schema/bound.ts';
import { defineEnum, type ValueOf } from '../../kernel/schema/enum.ts';
import type { OutsourcingScope, SupportDelivery, SupportDuty } from './delivery.ts';

/** The kinds of requests that customers bring: technical break-fix and not break-fix, the technical scope of service descriptions, and what is no technical matter at all. */
export const SupportType = defineEnum('SupportType', 'A type of support: what customers may ask for (rule R26).', {
  BREAK_FIX: 'Services that do not work as they should.',
  SETUP: 'Installation, setup and configuration.',
  USAGE: 'Questions about general technical usage.',
  BILLING: 'Invoices, prices and payments.',
  SUBSCRIPTIONS: 'Buying, changing and cancelling subscriptions (rule R30).',
});
export type SupportType = ValueOf<typeof SupportType>;

export const SupportCharge = defineEnum('SupportCharge', 'How much of an offering is charged (rule R25).', {
  FREE: 'Nothing.',
  PART: 'A part of it; `chargedFor` says which.',
  ALL: 'All of it.',
});
export type SupportCharge = ValueOf<typeof SupportCharge>;

export const Weekday = defineEnum('Weekday', 'A day of the week.', {
  MONDAY: 'Monday.',
  TUESDAY: 'Tuesday.',
  WEDNESDAY: 'Wednesday.',
  THURSDAY: 'Thursday.',
  FRIDAY: 'Friday.',
  SATURDAY: 'Saturday.',
  SUNDAY: 'Sunday.',
});

export const ContactMethodKind = defineEnum('ContactMethodKind', 'A way to reach support.', {
  PORTAL: 'The partner’s ticket portal.',
  EMAIL: 'E-mail.',
  TELEPHONE: 'Telephone.',
  CHAT: 'Chat.',
});

@ObjectType({ description: 'A time of the day during which support is open.' })
export class OpeningInterval {
  @Field(() => String, { description: 'Local time at which it opens, `HH:MM`.' })
  opens!: string;

  @Field(() => String, { description: 'Local time at which it closes, `HH:MM`; `24:00` is the end of the day.' })
  closes!: string;
}

@ObjectType({ description: 'The opening hours of one weekday.' })
export class OpeningDay {
  @Field(() => Weekday, { description: 'Which day.' })
  day!: ValueOf<typeof Weekday>;

  @Bounded({ items: 20 })
  @Field(() => [OpeningInterval], { description: 'When it is open that day, earliest first; intervals do not overlap.' })
  intervals!: OpeningInterval[];
}

@ObjectType({ description: 'Weekly opening hours.' })
export class OpeningHours {
  @Field(() => String, { description: 'The time zone in which the hours are meant, an IANA name such as `Europe/Rome`.' })
  zone!: string;

  @Bounded({ items: 7 })
  @Field(() => [OpeningDay], { description: 'The days on which it is open, Monday first; a day that is missing is closed.' })
  days!: OpeningDay[];
}

@ObjectType({ description: 'A way in which customers reach this support.' })
export class ContactMethod {
  @Field(() => ContactMethodKind, { description: 'Which way.' })
  kind!: ValueOf<typeof ContactMethodKind>;

  @Field(() => String, { description: 'The address, number or link.' })
  value!: string;
}

@ObjectType({ description: 'An amount of money.' })
export class Money {
  @Field(() => String, { description: 'A decimal number, such as `49.00`.' })
  amount!: string;

  @Field(() => String, { description: 'The currency, ISO 4217.' })
  currency!: string;
}

/** All terms of an offering: what customers are told, and acknowledge. */
export interface Terms {
  name: string;
  types: SupportType[];
  duties: SupportDuty[];
  delivery: SupportDelivery;
  scope: OutsourcingScope | null;
  supplierId: string | null;
  supplierName: string | null;
  supplierDuties: SupportDuty[];
  hours: OpeningHours | null;
  contactMethods: ContactMethod[];
  charge: SupportCharge;
  chargedFor: string | null;
  priceAmount: string | null;
  priceCurrency: string | null;
  serviceIds: string[];
}
