/** The delegations that the customers of the personas gave to the provider itself, beside that of its reseller. */
import { ROLES } from '../../accounts/delegation/roles.ts';
import type { DelegationRecord } from '../records.ts';
import { starring } from './cast.ts';
import { idOf } from './chance.ts';
import { customerAt, firstCustomerOf, type Setting } from './setting.ts';

const DAY = 86_400_000;
/** What a second level needs to look into a tenant. */
const NAMES = ['Service Support Administrator', 'Message Center Reader', 'Directory Readers'];
const roleIds = Object.keys(ROLES).filter((id) => NAMES.includes(ROLES[id]!));

/** One to the provider behind the partner of each customer of a persona. */
export function providerDelegations(setting: Setting): DelegationRecord[] {
  const { seed, now } = setting;
  return starring.flatMap(({ of }) => {
    const { number, name, tenantId, provider } = customerAt(setting, firstCustomerOf(of));
    if (!provider) return [];
    const startedAt = new Date(now.getTime() - 70 * DAY);
    return [
      {
        externalId: `${idOf(seed, 'provider delegation', number)}-${idOf(seed, 'delegation partner', provider.key)}`,
        displayName: `${provider.name} for ${name}`,
        status: 'ACTIVE' as const,
        roleIds: [...roleIds],
        duration: 'P365D',
        autoExtend: false,
        createdAt: new Date(startedAt.getTime() - DAY),
        startedAt,
        endsAt: new Date(startedAt.getTime() + 365 * DAY),
        customerTenantId: tenantId,
        partnerTenantId: provider.tenantId,
      },
    ];
  });
}
