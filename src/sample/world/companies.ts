/** Company names: invented, and of the country's kind. */
import { countries, withoutAccents, type CountryCode } from './countries.ts';

/** The name and domain of the company with that number. No two numbers give the same in one country, however many there are. */
export function company(country: CountryCode, number: number): { name: string; domain: string } {
  const { roots, trades, forms, cities } = countries[country];
  const root = roots[number % roots.length]!;
  const round = Math.floor(number / roots.length);
  // 1 + 5 × 16 and 11 have no divisor in common, so each root meets every trade before one comes again.
  const trade = trades[(round + 5 * number) % trades.length]!;
  const lap = Math.floor(round / trades.length);
  const city = lap === 0 ? '' : ` ${cities[(lap - 1) % cities.length]}`;
  const edition = lap > cities.length ? ` ${Math.ceil(lap / cities.length)}` : '';
  const name = `${root} ${trade}${city}${edition}`;
  return { name: `${name} ${forms[(number + round) % forms.length]}`, domain: `${withoutAccents(name)}.example` };
}
