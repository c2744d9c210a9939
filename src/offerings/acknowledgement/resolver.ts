/** Root fields of acknowledgements. */
import { mutations } from '../../kernel/mutation.ts';
import { supportOfferingAcknowledge } from './actions.ts';

export const AcknowledgementMutations = mutations({ supportOfferingAcknowledge });
