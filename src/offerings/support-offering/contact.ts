/** Contact methods and prices as they are given: each must be what it says it is. */
import { enumOf, input, shortText, object, type InputField } from '../../kernel/schema/input.ts';
import { Problem } from '../../kernel/write/problem.ts';
import { offeringMessages as say } from './messages.ts';
import { ContactMethodKind, type ContactMethod, type Money } from './terms.ts';

const ContactMethodInput = input('ContactMethodInput', 'A way in which customers reach support.', {
  kind: enumOf(ContactMethodKind, 'Which way.'),
  value: shortText('The address, number or link.', 320),
});

const isLink = (value: string) => URL.canParse(value) && new URL(value).protocol === 'https:';
const FITS: Readonly<Record<ContactMethod['kind'], (value: string) => boolean>> = {
  EMAIL: (value) => /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(value),
  TELEPHONE: (value) => /^\+?[\d\s()./-]{5,40}$/.test(value) && value.replaceAll(/\D/g, '').length >= 5,
  PORTAL: isLink,
  CHAT: isLink,
};

/** A contact method, if its value is one of its kind. */
export const contactMethod: InputField<ContactMethod> = {
  ...object(ContactMethodInput, 'How customers reach it.'),
  check(given, at) {
    const contact = ContactMethodInput.check(given, at);
    const field = `${at}.value`;
    if (!FITS[contact.kind](contact.value)) throw new Problem('INVALID', say.noContact({ field, kind: contact.kind }), { field });
    return contact;
  },
};

const MoneyInput = input('MoneyInput', 'An amount of money.', {
  amount: shortText('A positive decimal number with at most two decimals, such as `49.00`.', 20),
  currency: shortText('The currency, ISO 4217.', 3),
});

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));

/** An amount of money, with two decimals. */
export const money = (description: string): InputField<Money> => ({
  ...object(MoneyInput, description),
  check(given, at) {
    const { amount, currency } = MoneyInput.check(given, at);
    if (!/^\d{1,10}(\.\d{1,2})?$/.test(amount) || Number(amount) === 0) {
      throw new Problem('INVALID', say.noAmount({ field: `${at}.amount` }), { field: `${at}.amount` });
    }
    if (!CURRENCIES.has(currency)) throw new Problem('INVALID', say.noCurrency({ field: `${at}.currency` }), { field: `${at}.currency` });
    return { amount: Number(amount).toFixed(2), currency };
  },
});
