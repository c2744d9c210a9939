/** The notes of a ticket: who writes what to whom, as becomes its state. */
import type { ValueOf } from '../../kernel/schema/enum.ts';
import { VENDOR } from '../../kernel/access/viewer.ts';
import type { NoteAudience } from '../../tickets/note/audience.ts';
import type { NoteRecord } from '../../ingest/records/index.ts';
import { pick, type Chance } from './chance.ts';
import type { Course } from './course.ts';
import type { CountryCode } from './countries.ts';
import * as phrases from './phrases.ts';
import type { Scenario } from './scenarios/scenario.ts';
import type { WorldPerson } from './people.ts';

/** Somebody on a ticket, and for whom. */
export interface Voice {
  readonly person: WorldPerson;
  readonly tenantId: string;
}

/** Who takes part in a ticket. */
export interface Voices {
  readonly customer: Voice;
  readonly agent: Voice;
  readonly provider: Voice | undefined;
}

/** Who answers for the vendor. */
export const vendor: Voice = {
  person: { subject: 'support@vendor.example', name: 'Vendor Support', email: 'support@vendor.example', phone: null },
  tenantId: VENDOR,
};

type Line = readonly [voice: Voice, audience: ValueOf<typeof NoteAudience>, text: string];

/** The notes on a ticket, the oldest first, between its opening and what the course says. */
export function notesOf(
  next: Chance,
  voices: Voices,
  scenario: Scenario,
  course: Course,
  createdAt: Date,
  country: CountryCode,
): NoteRecord[] {
  const lines = linesOf(next, voices, scenario, course, country);
  const [start, span] = [createdAt.getTime(), course.until.getTime() - createdAt.getTime()];
  return lines.map(([voice, audience, text], k) =>
    note(voice, audience, text, new Date(Math.round(start + (span * (k + 0.2 + 0.6 * next())) / lines.length))),
  );
}

/** A note as a record. */
export const note = ({ person, tenantId }: Voice, audience: ValueOf<typeof NoteAudience>, text: string, createdAt: Date): NoteRecord => ({
  author: person.name,
  authorSubject: person.subject,
  authorTenantId: tenantId,
  audience,
  text,
  createdAt,
});

function linesOf(next: Chance, { customer, agent, provider }: Voices, scenario: Scenario, { state }: Course, country: CountryCode): Line[] {
  const maybe = (odds: number, ...lines: Line[]): Line[] => (next() < odds ? lines : []);
  const toProvider = (): Line[] => [[agent, 'PARTNERS', scenario.between ?? pick(next, phrases.handOvers)]];
  const fromProvider = (): Line[] => (provider ? [[provider, 'PARTNERS', pick(next, phrases.providerAnswers)]] : []);
  const reply: Line = [customer, 'CUSTOMER', scenario.country ? phrases.localReplies[country] : pick(next, phrases.replies)];
  const own = maybe(0.12, [customer, 'AUTHOR_ORGANIZATION', pick(next, phrases.ownNotes)]);
  const check: Line = [agent, 'AUTHOR_ORGANIZATION', scenario.check ?? pick(next, phrases.healthChecks)];
  const begin: Line[] = [...own, check, [agent, 'AUTHOR_ORGANIZATION', scenario.found]];
  const between = provider && scenario.between ? [...toProvider(), ...fromProvider()] : [];
  const update: Line = [agent, 'CUSTOMER', scenario.update];
  switch (state) {
    case 'NEW':
      return maybe(0.3, [customer, 'CUSTOMER', pick(next, phrases.additions)]);
    case 'TRIAGE':
      return [...own, check];
    case 'WAITING_ON_CUSTOMER':
      return [...begin, [agent, 'CUSTOMER', scenario.country ? scenario.update : `${scenario.update}\n\n${pick(next, phrases.questions)}`]];
    case 'WAITING_ON_PROVIDER':
      return [...begin, update, ...toProvider(), ...maybe(0.6, ...fromProvider())];
    case 'ESCALATED':
      return [
        ...begin,
        ...(provider ? toProvider() : []),
        ...escalation(next, provider ?? agent),
        ...maybe(0.7, [vendor, 'PARTNERS', pick(next, phrases.vendorAnswers)]),
        [agent, 'CUSTOMER', pick(next, phrases.escalationUpdates)],
      ];
    case 'RESOLVED':
    case 'CLOSED':
      return [...begin, ...between, update, ...maybe(0.7, reply), ...maybe(0.4, [customer, 'CUSTOMER', pick(next, phrases.thanks)])];
    default:
      return [...begin, ...between, update, ...maybe(0.5, reply)];
  }
}

const escalation = (next: Chance, voice: Voice): Line[] => [
  [voice, 'PARTNERS', pick(next, phrases.escalations)],
  [voice, 'AUTHOR_ORGANIZATION', pick(next, phrases.providerNotes)],
];
