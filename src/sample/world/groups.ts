/** Who works under the delegations of a world: the security groups of the partners, and the roles that are assigned to them. */
import type { AssignmentRecord, GroupRecord } from '../../ingest/records/index.ts';
import { idOf } from './chance.ts';
import { BUNDLES, delegationsOf } from './delegations.ts';
import type { WorldPartner } from './partners.ts';
import type { WorldCustomer, Setting } from './setting.ts';

const DAY = 86_400_000;

/** The groups of every partner: most of its people work at the desk, and the first two of them administer. */
const GROUPS = [
  { key: 'desk', name: 'Support desk' },
  { key: 'admins', name: 'Customer administration' },
] as const;

const groupId = (seed: number, partner: string, group: string) => idOf(seed, 'group', partner, group);

/** The security groups of a partner. A guest is at the desk of one: who has no roles by that. */
export function worldGroupsOf({ seed, now }: Setting, { key, tenantId, staff }: WorldPartner): GroupRecord[] {
  const people = staff.map(({ subject, name }) => ({ subject, externalId: idOf(seed, 'person', subject), name, isGuest: false }));
  return GROUPS.map((group) => ({
    partnerTenantId: tenantId,
    externalId: groupId(seed, key, group.key),
    name: group.name,
    members:
      group.key === 'admins' ? people.slice(0, 2) : people.map((each, place) => ({ ...each, isGuest: key === 'corlanto' && place === 3 })),
    at: new Date(now.getTime() - 900 * DAY),
  }));
}

/** The roles that the groups have at a customer: the least for the desk, everything for those who administer; nothing more of what is over. */
export function assignmentsOf(setting: Setting, customer: WorldCustomer): AssignmentRecord[] {
  return delegationsOf(setting, customer).flatMap(({ externalId, partnerTenantId, roleIds, status, startedAt, endsAt }) => {
    if (!startedAt || !['ACTIVE', 'EXPIRED'].includes(status)) return [];
    const partner = [...setting.partners.values()].find(({ tenantId }) => tenantId === partnerTenantId)!;
    return GROUPS.map(({ key }): AssignmentRecord => {
      const createdAt = new Date(startedAt.getTime() + 3_600_000);
      const current = key === 'desk' && customer.number % 7 === 3 ? 'PENDING' : 'ACTIVE';
      return {
        externalId: idOf(setting.seed, 'assignment', externalId, key),
        delegationExternalId: externalId,
        groupExternalId: groupId(setting.seed, partner.key, key),
        status: status === 'ACTIVE' ? current : 'DELETED',
        roleIds: key === 'desk' ? roleIds.filter((id) => BUNDLES[0]!.includes(id)) : roleIds,
        createdAt,
        toldAt: status === 'ACTIVE' ? createdAt : endsAt!,
      };
    });
  });
}
