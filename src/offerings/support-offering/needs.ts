/** Needs: what an offering must state before it can be published, and the rule that asks for it. One table for refusals and for the screen that shows the way. */
import { defineEnum, type ValueOf } from '../../kernel/schema/enum.ts';
import { Problem, Problems, type ProblemCode } from '../../kernel/write/problem.ts';
import { offeringMessages as say } from './messages.ts';
import type { Terms } from './terms.ts';

export const OfferingNeed = defineEnum('OfferingNeed', 'Something that an offering must state before it can be published.', {
  TYPES: 'At least one type of support (rule R26).',
  DUTIES: 'At least one duty that it covers.',
  HOURS: 'Service hours, with their time zone (rule R26).',
  CONTACT_METHODS: 'At least one way to reach it (rule R26).',
  PRICE: 'The price, because it is charged (rule R26).',
  CHARGED_FOR: 'Which part of it is charged (rule R26).',
  SCOPE: 'Whether all of it is outsourced, or a part (rule R23).',
  OUTSOURCED_TO: 'To whom it is outsourced (rule R23).',
  SUPPLIER_DUTIES: 'Which duties the supplier covers, because only a part is outsourced (rule R23).',
  RESOLD_FROM: 'Whose support is resold (rule R22).',
});
export type OfferingNeed = ValueOf<typeof OfferingNeed>;

interface Need {
  /** The field of the inputs that states it. */
  readonly field: string;
  readonly rule: string | null;
  isMet(terms: Terms): boolean;
}

/** Each need: where it is stated, which rule asks for it, and whether some terms meet it. */
export const NEEDS: Readonly<Record<OfferingNeed, Need>> = {
  TYPES: { field: 'types', rule: 'R26', isMet: ({ types }) => types.length > 0 },
  DUTIES: { field: 'duties', rule: null, isMet: ({ duties }) => duties.length > 0 },
  HOURS: { field: 'hours', rule: 'R26', isMet: ({ hours }) => hours !== null && hours.days.length > 0 },
  CONTACT_METHODS: { field: 'contactMethods', rule: 'R26', isMet: ({ contactMethods }) => contactMethods.length > 0 },
  PRICE: { field: 'price', rule: 'R26', isMet: ({ charge, priceAmount }) => charge === 'FREE' || priceAmount !== null },
  CHARGED_FOR: { field: 'chargedFor', rule: 'R26', isMet: ({ charge, chargedFor }) => charge !== 'PART' || chargedFor !== null },
  SCOPE: { field: 'scope', rule: 'R23', isMet: ({ delivery, scope }) => delivery !== 'OUTSOURCED' || scope !== null },
  OUTSOURCED_TO: {
    field: 'supplier',
    rule: 'R23',
    isMet: ({ delivery, supplierName }) => delivery !== 'OUTSOURCED' || supplierName !== null,
  },
  SUPPLIER_DUTIES: {
    field: 'supplier.duties',
    rule: 'R23',
    isMet: ({ scope, supplierDuties }) => scope !== 'PARTIAL' || supplierDuties.length > 0,
  },
  RESOLD_FROM: { field: 'supplier', rule: 'R22', isMet: ({ delivery, supplierName }) => delivery !== 'RESOLD' || supplierName !== null },
};

/** What some terms do not state yet, in the order of the table. */
export const needsOf = (terms: Terms): OfferingNeed[] => Object.values(OfferingNeed).filter((need) => !NEEDS[need].isMet(terms));

/** Refuses terms that cannot be published: everything that they do not state, each by its field and with the rule that asks for it. */
export function demandComplete(terms: Terms, code: ProblemCode): void {
  const [first, ...others] = needsOf(terms).map((need) => new Problem(code, say.incomplete({ need }), NEEDS[need]));
  if (first) throw new Problems([first, ...others]);
}
