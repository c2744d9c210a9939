/** The terms that a partner states when it offers support (rule R26): hours, contact methods, price. */
import { Field, ObjectType } from 'type-graphql';
import { enumeration, type ValueOf } from '../../kernel/enumeration.ts';

export const Weekday = enumeration('Weekday', 'A day of the week.', {
  MONDAY: 'Monday.',
  TUESDAY: 'Tuesday.',
  WEDNESDAY: 'Wednesday.',
  THURSDAY: 'Thursday.',
  FRIDAY: 'Friday.',
  SATURDAY: 'Saturday.',
  SUNDAY: 'Sunday.',
});

export const ContactMethodKind = enumeration('ContactMethodKind', 'A way to reach support.', {
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

  @Field(() => [OpeningInterval], { description: 'When it is open that day, earliest first; intervals do not overlap.' })
  intervals!: OpeningInterval[];
}

@ObjectType({ description: 'Weekly opening hours.' })
export class OpeningHours {
  @Field(() => String, { description: 'The time zone in which the hours are meant, an IANA name such as `Europe/Rome`.' })
  zone!: string;

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
