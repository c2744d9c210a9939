/** The preconditions of handing a problem on: one table, by which the deed refuses and the screen shows the way. */
import { defineEnum, type ValueOf } from '../../kernel/schema/enum.ts';
import type { MessageRef } from '../../kernel/i18n/message.ts';
import { inForce } from '../ticket/delegated-roles.ts';
import { HANDOFFS, type HandoffCategory } from './category.ts';
import type { EscalationContact } from './evidence.ts';
import type { EscalationFacts } from './escalation-context.ts';
import { familyOf } from './product-family.ts';
import { mayFile } from './filing-roles.ts';
import { escalationMessages as say } from './messages.ts';
import { isIn, isSameNumber } from './contact-input.ts';
import type { EscalationTarget } from './state.ts';
import { fits, vehiclesFor, type EscalationVehicle } from './support-program.ts';

export const EscalationPrecondition = defineEnum('EscalationPrecondition', 'What has to hold before a problem is handed on.', {
  UNDER_WORK: 'The ticket is in progress: the partner has tried to solve the problem itself (rule R06).',
  HEALTH_CHECKED: 'Service health was looked at, and nothing new was reported since (rule R07).',
  NOTHING_DOCUMENTED: 'No documented incident explains the problem (rule R07).',
  DIAGNOSED: 'It is on record what is wrong (rule R20).',
  PROVIDER_BEHIND: 'An indirect provider stands behind the partner, and they do business with each other (rule R05).',
  PERMITTED: 'Partners of this kind may file requests for these products (rule R05).',
  DELEGATED: 'The customer has delegated a role that may file requests: Service Support Administrator, or one that includes it (rule R01).',
  EVIDENCE: 'What the hand-off category asks for is there (rules R09 to R13).',
  OWN_CONTACT: 'The contact is somebody at the partner (rule R14).',
  PHONE: 'Where production is down, the contact can be called (rule R14).',
  VEHICLE: 'The support program fits the products, the partner and the category (rule R36).',
});
export type EscalationPrecondition = ValueOf<typeof EscalationPrecondition>;

/** What a request says of its own, as far as the preconditions ask for it. */
export interface Handing {
  readonly category: HandoffCategory;
  readonly contact: Pick<EscalationContact, 'email' | 'phone'>;
  readonly vehicle: EscalationVehicle | null;
  /** Which kinds of evidence are missing. */
  readonly missing: readonly string[];
}

/** One precondition: whom it is asked of, when it is met, and what to say if it is not. Without a request, what follows from one is undefined. */
interface Precondition {
  readonly rule: string | ((handing: Handing) => string);
  readonly field: string;
  /** Whether it follows from what the request says, and from nothing else. */
  readonly ofRequest?: true;
  /** To whom a problem must go for it to be asked; whoever it is, when left out. */
  readonly to?: EscalationTarget;
  met(facts: EscalationFacts, now: Date, handing: Handing | null): boolean | undefined;
  todo(facts: EscalationFacts, handing: Handing | null, now: Date): MessageRef;
}

const familyIn = ({ serviceKey }: EscalationFacts) => familyOf(serviceKey);

/** Every precondition, in the order in which they are asked. */
export const PRECONDITIONS: Readonly<Record<EscalationPrecondition, Precondition>> = {
  UNDER_WORK: {
    rule: 'R06',
    field: 'ticketId',
    // Handing over what was handed to one begins where the other has left it.
    met: ({ state, isPartner }) => state === 'IN_PROGRESS' || (state === 'WAITING_ON_PROVIDER' && !isPartner),
    todo: ({ state }) => say.notUnderWork({ state }),
  },
  HEALTH_CHECKED: {
    rule: 'R07',
    field: 'ticketId',
    met: ({ lastCheck }) => lastCheck !== null && !lastCheck.isStale,
    todo: ({ lastCheck }) => (lastCheck ? say.checkAgain() : say.check()),
  },
  NOTHING_DOCUMENTED: {
    rule: 'R07',
    field: 'ticketId',
    met: ({ lastCheck }) => lastCheck?.conclusion === 'UNDOCUMENTED',
    todo: ({ lastCheck }) => (lastCheck ? say.documented() : say.check()),
  },
  DIAGNOSED: { rule: 'R20', field: 'ticketId', met: ({ isDiagnosed }) => isDiagnosed, todo: () => say.diagnose() },
  PROVIDER_BEHIND: {
    rule: 'R05',
    field: 'ticketId',
    to: 'PROVIDER',
    met: ({ provider, isPartner }) => isPartner && provider !== null && provider.isActive,
    todo: ({ provider, isPartner }) => (isPartner ? (provider ? say.providerGone() : say.noProvider()) : say.isProvider()),
  },
  PERMITTED: {
    rule: 'R05',
    field: 'to',
    to: 'VENDOR',
    met: (facts) => facts.mayFile?.[familyIn(facts)] === true,
    todo: (facts) => say.mayNotFile({ family: familyIn(facts) }),
  },
  DELEGATED: {
    rule: 'R01',
    field: 'ticketId',
    to: 'VENDOR',
    met: ({ delegations }, now) => inForce(delegations, now).some(({ roleIds }) => mayFile(roleIds)),
    todo: ({ delegations }, _handing, now) => (inForce(delegations, now).length === 0 ? say.noDelegation() : say.noFiler()),
  },
  EVIDENCE: {
    rule: ({ category }) => HANDOFFS[category].rule,
    field: 'evidence',
    ofRequest: true,
    met: (_facts, _now, handing) => (handing ? handing.missing.length === 0 : undefined),
    todo: (_facts, handing) =>
      handing ? say.evidence({ category: handing.category, missing: [...handing.missing] }) : say.evidenceAsked(),
  },
  OWN_CONTACT: {
    rule: 'R14',
    field: 'contact',
    ofRequest: true,
    met: ({ customer }, _now, handing) => {
      if (!handing) return undefined;
      const { email, phone } = handing.contact;
      return !isIn(email, customer.domain) && email.toLowerCase() !== customer.email?.toLowerCase() && !isSameNumber(phone, customer.phone);
    },
    todo: () => say.ownContact(),
  },
  PHONE: {
    rule: 'R14',
    field: 'contact.phone',
    ofRequest: true,
    met: ({ isCritical }, _now, handing) => !isCritical || (handing ? handing.contact.phone !== null : undefined),
    todo: () => say.phone(),
  },
  VEHICLE: {
    rule: 'R36',
    field: 'vehicle',
    ofRequest: true,
    to: 'VENDOR',
    met: (facts, _now, handing) => {
      if (!handing) return undefined;
      return handing.vehicle !== null && facts.kind !== null && fits(handing.vehicle, familyIn(facts), facts.kind, handing.category);
    },
    todo: (facts, handing) =>
      say.vehicle({
        vehicles: vehiclesFor(familyIn(facts), facts.kind ?? 'DIRECT_BILL', handing?.category ?? 'UNDOCUMENTED_SERVICE_PROBLEM'),
      }),
  },
};

/** To whom the viewer hands a ticket unless it says otherwise: a partner with a provider behind it to that one (rule R05). */
export const usualTarget = ({ isPartner, provider, kind }: EscalationFacts): EscalationTarget =>
  isPartner && kind === 'INDIRECT_RESELLER' && provider ? 'PROVIDER' : 'VENDOR';

/** The preconditions that are asked when a problem goes there. */
export const asked = (to: EscalationTarget): [EscalationPrecondition, Precondition][] =>
  (Object.entries(PRECONDITIONS) as [EscalationPrecondition, Precondition][]).filter(([, each]) => (each.to ?? to) === to);
