/** The setting of a world: how large it is, when it is, and who sells to whom. Everything else is worked out from it, one thing at a time. */
import { personaNamed } from '../personas.ts';
import { cast, seats, starring, type Seat } from './cast.ts';
import { chance, idOf, pick } from './chance.ts';
import { company } from './companies.ts';
import type { CountryCode } from './countries.ts';
import { staff, type WorldPerson } from './people.ts';
import { addedReseller, worldPartnersOf, type WorldPartner } from './partners.ts';

/** What a world is worked out from. */
export interface Setting {
  readonly seed: number;
  readonly now: Date;
  /** How many tickets there are. */
  readonly tickets: number;
  /** How many customers there are. */
  readonly customers: number;
  readonly partners: ReadonlyMap<string, WorldPartner>;
}

/** A customer, with what only the sample world knows of it. */
export interface WorldCustomer {
  readonly number: number;
  readonly tenantId: string;
  readonly id: string | undefined;
  readonly name: string;
  readonly domain: string;
  readonly country: CountryCode;
  readonly partner: WorldPartner;
  readonly provider: WorldPartner | undefined;
  readonly staff: readonly WorldPerson[];
  /** The persona who works there. */
  readonly persona: string | undefined;
}

const CORE = seats.reduce((sum, { customers }) => sum + customers, 0);
/** In a large world each thirty customers bring a reseller with them, which has twelve of them. */
const [BLOCK, NEWCOMERS] = [30, 12];
const TICKETS_PER_CUSTOMER = 40;

/** The seats of the first customers, one per customer, those of each partner spread over all. */
const order: readonly Seat[] = seats
  .flatMap((seat) => Array.from({ length: seat.customers }, (_, k) => ({ seat, at: (k + 0.5) / seat.customers })))
  .sort((a, b) => a.at - b.at)
  .map(({ seat }) => seat);

/** Which customer of its country each of the first is: so they all are called differently. */
const rank: readonly number[] = order.map(
  (seat, number) => order.slice(0, number).filter(({ partner }) => homeOf(partner) === homeOf(seat.partner)).length,
);

/** The setting of a world of that many tickets. */
export function settingOf({ seed, now, tickets }: { seed: number; now: Date; tickets: number }): Setting {
  const customers = Math.max(CORE, Math.ceil(tickets / TICKETS_PER_CUSTOMER));
  return { seed, now, tickets, customers, partners: worldPartnersOf(seed, Math.ceil((customers - CORE) / BLOCK)) };
}

/** The customer of that number. It is the same in worlds of every size. */
export function customerAt({ seed, partners }: Setting, number: number): WorldCustomer {
  const seat = seatOf(number);
  const partner = partners.get(seat.partner)!;
  const star = starring.find(({ of }) => number < CORE && of === seat.partner && order.indexOf(seat) === number);
  const country = star?.country ?? pick(chance(seed, 'market', number), partner.markets);
  const { name, domain } = star ?? company(country, rank[number] ?? number);
  const persona = star && personaNamed(star.persona)!;
  return {
    number,
    tenantId: idOf(seed, 'customer', number),
    id: persona?.claims.organization,
    name,
    domain,
    country,
    partner,
    provider: seat.provider ? partners.get(seat.provider)! : undefined,
    staff: staff(seed, `customer-${number}`, country, domain, 3, persona),
    persona: star?.persona,
  };
}

/** The number of the first customer of a partner of the cast. */
export const firstCustomerOf = (partner: string): number => order.findIndex((seat) => seat.partner === partner);

function homeOf(partner: string): CountryCode {
  return cast.find(({ key }) => key === partner)!.country;
}

function seatOf(number: number): Seat {
  if (number < CORE) return order[number]!;
  const [block, place] = [Math.floor((number - CORE) / BLOCK), (number - CORE) % BLOCK];
  if (place < NEWCOMERS) return { partner: `reseller-${block}`, provider: addedReseller(block).provider, customers: NEWCOMERS };
  return order[(block * (BLOCK - NEWCOMERS) + place - NEWCOMERS) % CORE]!;
}
