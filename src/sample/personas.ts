/** The personas of the sample world: people with whose eyes it can be seen. Their organizations have fixed ids, so that a token needs no database. */
import type { TierlineClaims } from '../auth/claims.ts';

/** Somebody for whom the sample issuer signs tokens. */
export interface Persona {
  readonly name: string;
  /** What the person is, and what there is to see. */
  readonly description: string;
  readonly subject: string;
  readonly claims: TierlineClaims;
}

const organization = (number: number) => `01990000-0000-7000-8000-${String(number).padStart(12, '0')}`;

const partner = (name: string, person: string, subject: string, id: number, description: string): Persona => ({
  name,
  description,
  subject,
  claims: { name: person, kind: 'PARTNER', role: 'ADMIN_AGENT', organization: organization(id) },
});

const customer = (name: string, person: string, subject: string, id: number, description: string): Persona => ({
  name,
  description,
  subject,
  claims: { name: person, kind: 'CUSTOMER', role: 'MEMBER', organization: organization(id) },
});

/** Every persona. Those called `other-…` share no partner, customer, ticket or subscription with the ones before them. */
export const personas: readonly Persona[] = [
  partner(
    'provider',
    'Chiara Marchetti',
    'chiara.marchetti@valdastro.example',
    1,
    'Admin agent at the indirect provider Valdastro Distribuzione: sees its resellers, their customers and the tickets of both, but not what the resellers note for themselves.',
  ),
  partner(
    'reseller',
    'Davide Ronchi',
    'davide.ronchi@corlanto.example',
    2,
    'Admin agent at Corlanto Sistemi, a reseller of that provider: sees its own customers and their tickets, and not those of the provider’s other resellers.',
  ),
  partner(
    'direct',
    'Oliver Hartnell',
    'oliver.hartnell@northmere.example',
    3,
    'Admin agent at Northmere Cloud Services, a direct-bill partner: sees its own customers and their tickets; there is no provider behind it.',
  ),
  customer(
    'customer',
    'Elena Bassi',
    'elena.bassi@torvalle.example',
    4,
    'Somebody at Ceramiche Torvalle, a customer of that reseller: sees what the company bought, its tickets, and the notes meant for it.',
  ),
  {
    name: 'vendor',
    description:
      'Service communications at the vendor: reports incidents, posts on them, and sees the tickets that were handed over to it.',
    subject: 'priya.nair@vendor.example',
    claims: { name: 'Priya Nair', kind: 'VENDOR', role: 'MEMBER' },
  },
  partner(
    'other-provider',
    'Selin Aydoğan',
    'selin.aydogan@bozdere.example',
    5,
    'Admin agent at the indirect provider Bozdere Bilişim Dağıtım, which has nothing to do with the first one.',
  ),
  partner(
    'other-reseller',
    'Mert Korkut',
    'mert.korkut@kavakli.example',
    6,
    'Admin agent at Kavaklı Bulut Çözümleri, a reseller of the other provider.',
  ),
  customer(
    'other-customer',
    'Zeynep Ulusoy',
    'zeynep.ulusoy@yenicam.example',
    7,
    'Somebody at Yeniçam Gıda Sanayi, a customer of the other reseller.',
  ),
];

/** The persona of that name; undefined if there is none. */
export const personaNamed = (name: string): Persona | undefined => personas.find((persona) => persona.name === name);
