/** Root fields of acknowledgements. */
import { mutations } from '../../kernel/schema/mutation.ts';
import { supportOfferingAcknowledge } from './actions.ts';

export const AcknowledgementMutations = mutations({ supportOfferingAcknowledge });
