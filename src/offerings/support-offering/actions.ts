/** What a partner can do with its offerings. */
import { action } from '../../kernel/write/mutation-action.ts';
import type { ActionContext } from '../../kernel/write/action-context.ts';
import { notFound, Problem } from '../../kernel/write/problem.ts';
import { Service } from '../stubs.ts';
import { SupportOfferingVersion } from '../support-offering-version/entity.ts';
import { termsOf } from './columns.ts';
import { SupportOffering } from './entity.ts';
import {
  SupportOfferingChangeInput,
  SupportOfferingDraftInput,
  SupportOfferingPublishInput,
  SupportOfferingRetireInput,
} from './inputs.ts';
import { BLANK, laid } from './laying.ts';
import { offeringMessages as say } from './messages.ts';
import { offeringPolicy } from './policy.ts';
import type { SaidTerms } from './said.ts';
import { supplierOf } from './supplier.ts';
import type { Terms } from './terms.ts';

const answers = { offering: () => SupportOffering };

export const supportOfferingDraft = action(
  {
    description: 'Begins an offering of your company, which nobody else sees until it is published. Admin agents of a partner may.',
    input: SupportOfferingDraftInput,
    returns: answers,
  },
  async (said, act) => {
    act.authorize(offeringPolicy, 'draft');
    const terms = await termsFrom({ ...BLANK, name: said.name }, said, act);
    const rest = { partnerId: act.viewer.organization, state: 'DRAFT', version: 0, publishedAt: null, retiredAt: null } as const;
    const offering = act.em.create(SupportOffering, { ...terms, ...rest });
    act.emitEvent('offering.drafted', offering);
    return { offering };
  },
);

export const supportOfferingChange = action(
  {
    description:
      'Gives an offering of your company other terms. Of a published one that makes a new version, which customers have to acknowledge anew; it must stay complete (rule R26).',
    input: SupportOfferingChangeInput,
    returns: answers,
  },
  async ({ offeringId, ...said }, act) => {
    const offering = await own(act, 'change', offeringId);
    const before = offering.version;
    const isOther = offering.change(await termsFrom(termsOf(offering as Terms), said, act));
    if (offering.version > before) keep(offering, act);
    if (isOther) act.emitEvent('offering.changed', offering, { data: { version: offering.version } });
    return { offering };
  },
);

export const supportOfferingPublish = action(
  {
    description:
      'Offers a draft of your company to customers, as version 1 of its terms. It must state types, hours, contact methods and, if it is charged, the price (rule R26); all that is missing is answered at once, each by the field of `supportOfferingChange` that states it.',
    input: SupportOfferingPublishInput,
    returns: answers,
  },
  async ({ offeringId }, act) => {
    const offering = await own(act, 'publish', offeringId);
    offering.publish(act.now);
    keep(offering, act);
    act.emitEvent('offering.published', offering, { data: { version: offering.version } });
    return { offering };
  },
);

export const supportOfferingRetire = action(
  {
    description: 'Offers an offering of your company no longer. Customers keep the versions of its terms that they have acknowledged.',
    input: SupportOfferingRetireInput,
    returns: answers,
  },
  async ({ offeringId }, act) => {
    const offering = await own(act, 'retire', offeringId);
    offering.retire(act.now);
    act.emitEvent('offering.retired', offering);
    return { offering };
  },
);

/** Finds an offering of the viewer's own company. Those of others may be seen, and are refused before anything is locked. */
async function own(act: ActionContext, deed: 'change' | 'publish' | 'retire', offeringId: string): Promise<SupportOffering> {
  const seen = await act.find(SupportOffering, offeringPolicy, deed, offeringId, 'offeringId');
  if (seen.partnerId !== act.viewer.organization) throw new Problem('FORBIDDEN', say.notYours(), { rule: 'R26' });
  return act.findForUpdate(SupportOffering, offeringPolicy, deed, offeringId, 'offeringId');
}

async function termsFrom(before: Terms, said: SaidTerms, act: ActionContext): Promise<Terms> {
  for (const [index, id] of (said.serviceIds ?? []).entries()) {
    const field = `serviceIds.${index}`;
    if (!(await act.canSee(Service, id))) throw notFound(field, say.noService());
  }
  return laid(before, said, await supplierOf(said, before, act));
}

/** Keeps the terms that are now published as a version of their own. */
function keep(offering: SupportOffering, { em, viewer, now }: ActionContext): void {
  em.create(SupportOfferingVersion, SupportOfferingVersion.of(offering, viewer, now));
}
