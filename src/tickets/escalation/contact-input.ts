/** How the contact of an escalation is reached: an address and a number must be what they say they are, for somebody else waits for the answer. */
import { shortText, type InputField } from '../../kernel/schema/input.ts';
import type { MessageRef } from '../../kernel/i18n/message.ts';
import { Problem } from '../../kernel/write/problem.ts';
import { escalationMessages as say } from './messages.ts';

const checked = (
  item: InputField<string>,
  isOne: (value: string) => boolean,
  refused: (field: string) => MessageRef,
): InputField<string> => ({
  ...item,
  check(value, field) {
    const given = item.check(value, field);
    if (!isOne(given)) throw new Problem('INVALID', refused(field), { field });
    return given;
  },
});

const digitsOf = (phone: string): string => phone.replaceAll(/\D/g, '');

/** An e-mail address. */
export const email = (description: string): InputField<string> =>
  checked(
    shortText(description, 320),
    (value) => /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(value),
    (field) => say.noAddress({ field }),
  );

/** A telephone number. */
export const phone = (description: string): InputField<string> =>
  checked(
    shortText(description, 40),
    (value) => /^\+?[\d\s()./-]+$/.test(value) && digitsOf(value).length >= 5,
    (field) => say.noNumber({ field }),
  );

/** Whether an address is in a domain, or in one below it. */
export function isIn(address: string, domain: string | null): boolean {
  const host = address.toLowerCase().split('@').at(-1)!;
  return domain !== null && (host === domain.toLowerCase() || host.endsWith(`.${domain.toLowerCase()}`));
}

/** Whether two numbers are the same, however they are written: `00` before the country is a plus. */
export function isSameNumber(one: string | null, other: string | null): boolean {
  const [a, b] = [one, other].map((number) => digitsOf((number ?? '').replace(/^\s*00/, '')));
  return a !== '' && a === b;
}
