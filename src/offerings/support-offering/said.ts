/** The terms as the inputs of offerings say them: each checked by itself. */
import { enumOf, id, input, shortText, object, optional, listOf, type InputField, type InputValues } from '../../kernel/schema/input.ts';
import { contactMethod, money } from './contact.ts';
import { OutsourcingScope, SupportDelivery, SupportDuty } from './delivery.ts';
import { weeklyHours } from './hours.ts';
import { SupportCharge, SupportType, Weekday, type OpeningHours } from './terms.ts';
import { Partner, Service } from '../stubs.ts';

const OpeningIntervalInput = input('OpeningIntervalInput', 'A time during which support is open; it may go on over midnight.', {
  opens: shortText('Local time at which it opens, `HH:MM`.', 5),
  closes: shortText(
    'Local time at which it closes, `HH:MM`; `24:00` is the end of the day, and a time before the opening one is on the next day.',
    5,
  ),
});

const OpeningDayInput = input('OpeningDayInput', 'The opening hours that begin on one weekday.', {
  day: enumOf(Weekday, 'Which day.'),
  intervals: listOf(object(OpeningIntervalInput, 'When it is open.'), 20),
});

const OpeningHoursInput = input('OpeningHoursInput', 'Weekly opening hours.', {
  zone: shortText('The time zone in which the hours are meant: an IANA name such as `Europe/Rome`.', 64),
  days: listOf(
    object(OpeningDayInput, 'The days on which it is open; a day that is missing is closed. No two intervals of the week may overlap.'),
    14,
  ),
});

const openingHours: InputField<OpeningHours> = {
  ...object(OpeningHoursInput, 'When it is open.'),
  check: (given, at) => weeklyHours(OpeningHoursInput.check(given, at), at),
};

const SupplierInput = input('OfferingSupplierInput', 'The company behind an offering that the partner does not deliver alone.', {
  partnerId: optional(id('The partner, if it is one that you do business with.', () => Partner)),
  company: optional(shortText('The name of a company that is not in this graph.')),
  duties: optional(listOf(enumOf(SupportDuty, 'The duties that it covers; only where a part is outsourced, otherwise it covers all.'), 3)),
});

/** The fields of an input that says terms; whatever is left out is not said. */
export const terms = {
  types: optional(listOf(enumOf(SupportType, 'What customers may ask for.'), 10)),
  duties: optional(listOf(enumOf(SupportDuty, 'The parts of the work that it covers; a draft covers all when left out.'), 3)),
  delivery: optional(enumOf(SupportDelivery, 'Who does the work; a draft is DIRECT when left out.')),
  scope: optional(enumOf(OutsourcingScope, 'How much of it is outsourced; only where something is.')),
  supplier: optional(object(SupplierInput, 'To whom it is outsourced, or whose support is resold.')),
  hours: optional(openingHours),
  contactMethods: optional(listOf(contactMethod, 20)),
  charge: optional(enumOf(SupportCharge, 'How much of it is charged; a draft is FREE when left out.')),
  chargedFor: optional(shortText('Which part of it is charged; only where a part is.', 500)),
  price: optional(money('What it costs a month; only where it is charged.')),
  serviceIds: optional(listOf(id('The services it covers.', () => Service))),
};

/** The terms that an input says, checked. */
export type SaidTerms = InputValues<typeof terms> & { readonly name?: string | null };
