/** Root fields of security groups. */
import { mutations } from '../../kernel/schema/mutation.ts';
import { byId, queries } from '../../kernel/schema/query-fields.ts';
import { securityGroupCreate, securityGroupMemberAdd, securityGroupMemberRemove } from './actions.ts';
import { SecurityGroup } from './entity.ts';

export const GroupReads = queries({ securityGroup: byId(() => SecurityGroup, 'A security group by its id.') });

export const GroupMutations = mutations({ securityGroupCreate, securityGroupMemberAdd, securityGroupMemberRemove });
