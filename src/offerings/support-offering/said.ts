/** The terms as the inputs of offerings say them: each checked by itself. */
import { choice, id, input, line, nested, optional, several, type Item, type Values } from '../../kernel/schema/input.ts';
import { contactMethod, money } from './contact.ts';
import { OutsourcingScope, SupportDelivery, SupportDuty } from './delivery.ts';
import { weeklyHours } from './hours.ts';
import { SupportCharge, SupportType, Weekday, type OpeningHours } from './terms.ts';
import { Partner, Service } from '../stubs.ts';

const OpeningIntervalInput = input('OpeningIntervalInput', 'A time during which support is open; it may go on over midnight.', {
  opens: line('Local time at which it opens, `HH:MM`.', 5),
  closes: line(
    'Local time at which it closes, `HH:MM`; `24:00` is the end of the day, and a time before the opening one is on the next day.',
    5,
  ),
});

const OpeningDayInput = input('OpeningDayInput', 'The opening hours that begin on one weekday.', {
  day: choice(Weekday, 'Which day.'),
  intervals: several(nested(OpeningIntervalInput, 'When it is open.'), 20),
});

const OpeningHoursInput = input('OpeningHoursInput', 'Weekly opening hours.', {
  zone: line('The time zone in which the hours are meant: an IANA name such as `Europe/Rome`.', 64),
  days: several(
    nested(OpeningDayInput, 'The days on which it is open; a day that is missing is closed. No two intervals of the week may overlap.'),
    14,
  ),
});

const openingHours: Item<OpeningHours> = {
  ...nested(OpeningHoursInput, 'When it is open.'),
  check: (given, at) => weeklyHours(OpeningHoursInput.check(given, at), at),
};

const SupplierInput = input('OfferingSupplierInput', 'The company behind an offering that the partner does not deliver alone.', {
  partnerId: optional(id('The partner, if it is one that you do business with.', () => Partner)),
  company: optional(line('The name of a company that is not in this graph.')),
  duties: optional(several(choice(SupportDuty, 'The duties that it covers; only where a part is outsourced, otherwise it covers all.'), 3)),
});

/** The fields of an input that says terms; whatever is left out is not said. */
export const terms = {
  types: optional(several(choice(SupportType, 'What customers may ask for.'), 10)),
  duties: optional(several(choice(SupportDuty, 'The parts of the work that it covers; a draft covers all when left out.'), 3)),
  delivery: optional(choice(SupportDelivery, 'Who does the work; a draft is DIRECT when left out.')),
  scope: optional(choice(OutsourcingScope, 'How much of it is outsourced; only where something is.')),
  supplier: optional(nested(SupplierInput, 'To whom it is outsourced, or whose support is resold.')),
  hours: optional(openingHours),
  contactMethods: optional(several(contactMethod, 20)),
  charge: optional(choice(SupportCharge, 'How much of it is charged; a draft is FREE when left out.')),
  chargedFor: optional(line('Which part of it is charged; only where a part is.', 500)),
  price: optional(money('What it costs a month; only where it is charged.')),
  serviceIds: optional(several(id('The services it covers.', () => Service))),
};

/** The terms that an input says, checked. */
export type SaidTerms = Values<typeof terms> & { readonly name?: string | null };
