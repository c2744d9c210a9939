/** The boundaries of the support of each partner of a world (rule R21): every partner has stated them for the services it sells most. */
import type { BoundaryRecord } from '../../ingest/records/index.ts';
import { chance, randomInteger } from './chance.ts';
import { partnerRecord } from './partners.ts';
import type { Setting } from './setting.ts';

const DAY = 86_400_000;

const texts: readonly (readonly [service: string, within: string[], outside: string[]])[] = [
  [
    'Exchange',
    [
      'Setting up mailboxes, groups and shared calendars',
      'Mail flow: rules, connectors and accepted domains',
      'Outlook on computers and telephones',
    ],
    ['Mail of other providers', 'Macros and scripts', 'The network of the customer'],
  ],
  [
    'microsoftteams',
    ['Teams, channels and policies', 'Meetings, devices of the meeting rooms and telephony'],
    ['Apps of other vendors', 'The network of the customer'],
  ],
  [
    'Microsoft.Compute/virtualMachines',
    ['Virtual machines that do not start or cannot be reached', 'Sizes, disks and backup'],
    ['Software of the customer that runs on them', 'Operating systems that are out of support'],
  ],
];

/** Every boundary, as a record. */
export function* boundaries({ seed, now, partners }: Setting): Generator<BoundaryRecord> {
  for (const partner of partners.values()) {
    const next = chance(seed, 'boundary', partner.key);
    for (const [service, within, outside] of texts) {
      const updatedAt = new Date(now.getTime() - randomInteger(next, 20, 400) * DAY);
      yield { partnerTenantId: partnerRecord(seed, partner).tenantId, service, within: [...within], outside: [...outside], updatedAt };
    }
  }
}
