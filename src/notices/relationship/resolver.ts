/** Root fields of commercial relationships. */
import { mutations } from '../../kernel/mutation.ts';
import { commercialRelationshipEnd, commercialRelationshipRecord } from './actions.ts';

export const RelationshipMutations = mutations({ commercialRelationshipRecord, commercialRelationshipEnd });
