/** Root fields of commercial relationships. */
import { mutations } from '../../kernel/schema/mutation.ts';
import { commercialRelationshipEnd, commercialRelationshipRecord } from './actions.ts';

export const RelationshipMutations = mutations({ commercialRelationshipRecord, commercialRelationshipEnd });
