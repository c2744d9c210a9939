/** Offerings for tests: one that could be published as it is, and how one comes to be drafted and published. */
import type { Stage } from './stage.ts';

/** Terms that leave nothing to be said. */
export const COMPLETE = {
  name: 'Night watch',
  types: ['BREAK_FIX', 'USAGE'],
  hours: { zone: 'Europe/Rome', days: [{ day: 'MONDAY', intervals: [{ opens: '09:00', closes: '18:00' }] }] },
  contactMethods: [{ kind: 'EMAIL', value: 'night@corlanto.example' }],
};

/** Drafts and publishes offerings of the reseller's, and answers their ids. */
export function offeringsOf(act: Stage['act']) {
  const drafted = async (more: object = {}): Promise<string> => {
    const { offering, problems } = await act('reseller', 'supportOfferingDraft', { ...COMPLETE, ...more });
    if (problems.length > 0) throw new Error(`refused: ${JSON.stringify(problems)}`);
    return offering.id;
  };
  const published = async (more: object = {}): Promise<string> => {
    const offeringId = await drafted(more);
    const { problems } = await act('reseller', 'supportOfferingPublish', { offeringId });
    if (problems.length > 0) throw new Error(`refused: ${JSON.stringify(problems)}`);
    return offeringId;
  };
  return { drafted, published };
}
