/** The people of the sample world: names of their country, addresses below `.example`, telephone numbers that nobody has. */
import type { Persona } from '../personas.ts';
import { chance } from './chance.ts';
import { countries, withoutAccents, type CountryCode } from './countries.ts';

/** Somebody at an organization. */
export interface WorldPerson {
  readonly subject: string;
  readonly name: string;
  readonly email: string;
  readonly phone: string | null;
}

/** The people of an organization, all of different names. A persona of the organization is the first of them. */
export function staff(
  seed: number,
  organization: string,
  country: CountryCode,
  domain: string,
  count: number,
  persona?: Persona,
): WorldPerson[] {
  const next = chance(seed, 'staff', organization);
  const { firstNames, lastNames, phone } = countries[country];
  const [first, last] = [Math.floor(next() * firstNames.length), Math.floor(next() * lastNames.length)];
  return Array.from({ length: count }, (_, k) => {
    // Strides that have no divisor in common with the lists' 16 names: nobody is met twice.
    const name = `${firstNames[(first + 5 * k) % firstNames.length]} ${lastNames[(last + 7 * k) % lastNames.length]}`;
    if (k === 0 && persona) return { subject: persona.subject, name: persona.claims.name, email: persona.subject, phone: phone(next) };
    const email = `${withoutAccents(name).replaceAll('-', '.')}@${domain}`;
    return { subject: email, name, email, phone: phone(next) };
  });
}
