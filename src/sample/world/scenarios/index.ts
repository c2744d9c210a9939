/** Every scenario, by service. */
import type { Chance } from '../chance.ts';
import { pick } from '../chance.ts';
import type { CountryCode } from '../countries.ts';
import { azure } from './azure.ts';
import { business, general } from './business.ts';
import { local } from './local.ts';
import { productivity } from './productivity.ts';
import type { Scenario } from './scenario.ts';
import { security } from './security.ts';

const byService: Readonly<Record<string, readonly Scenario[]>> = { ...productivity, ...security, ...azure, ...business };

/** Something that goes wrong with a service at a customer there; without a service, something about none. Customers write in their own language now and then. */
export function scenarioFor(next: Chance, service: string | undefined, country: CountryCode): Scenario {
  const own = (service ? (local[service] ?? []) : []).filter((scenario) => scenario.country === country);
  const inOwnLanguage = next() < 0.4;
  if (inOwnLanguage && own.length > 0) return pick(next, own);
  return pick(next, (service && byService[service]) || general);
}

/** Every scenario there is. */
export const allScenarios: readonly Scenario[] = [...Object.values(byService).flat(), ...general, ...Object.values(local).flat()];
