/** The planned maintenance of the sample world: work that is ahead, that goes on, that is over, and that was given up. */
import type { IncidentRecord } from '../../ingest/records/index.ts';
import { hoursBefore } from './incidents.ts';
import type { Setting } from './setting.ts';

/** Maintenance as written: times are hours before now, those that are ahead negative. */
interface MaintenanceText {
  readonly trackingId: string;
  readonly service: string;
  readonly feature?: string;
  readonly title: string;
  readonly impact: string;
  /** Empty: everywhere. */
  readonly regions: readonly string[];
  readonly starts: number;
  readonly ends: number;
  /** When it was finished or given up; missing until then. */
  readonly over?: number;
  readonly isCancelled?: boolean;
  /** The tracking id of an incident that it has to do with. */
  readonly related?: string;
  readonly posts: readonly (readonly [hoursAgo: number, text: string])[];
}

const DAY = 24;

const texts: readonly MaintenanceText[] = [
  {
    trackingId: 'PM-4C1T-9XG',
    service: 'Microsoft.Storage/storageAccounts',
    title: 'A storage cluster is moved to new hardware',
    impact: 'Requests may have been slower for up to a minute at a time.',
    regions: ['northeurope'],
    starts: 30 * DAY,
    ends: 30 * DAY - 6,
    over: 30 * DAY - 5,
    related: '9LB2-TXG',
    posts: [
      [44 * DAY, 'One storage cluster in North Europe is moved to new hardware. Data stays available.'],
      [30 * DAY - 5, 'The cluster runs on the new hardware.'],
    ],
  },
  {
    trackingId: 'PM-7RWH-2LB',
    service: 'Microsoft.Sql/servers',
    title: 'Update of database servers',
    impact: 'Connections may be dropped once. Applications that connect again notice nothing.',
    regions: ['westeurope'],
    starts: 8 * DAY,
    ends: 8 * DAY - 4,
    over: 9 * DAY,
    isCancelled: true,
    posts: [
      [20 * DAY, 'The servers are updated by turns during the night.'],
      [9 * DAY, 'The update is given up: a correction comes first. A new time will be announced.'],
    ],
  },
  {
    trackingId: 'PM1104391',
    service: 'PowerBIcom',
    feature: 'Scheduled refresh',
    title: 'Work on the scheduler of refreshes',
    impact: 'Refreshes that are planned for this time may begin late.',
    regions: ['EUR'],
    starts: 1,
    ends: -3,
    posts: [[6 * DAY, 'The scheduler is moved to a new version. Refreshes wait meanwhile and are made up for.']],
  },
  {
    trackingId: 'PM-9KQS-5HN',
    service: 'Microsoft.Network/virtualNetworkGateways',
    feature: 'Site-to-site',
    title: 'Update of VPN gateways',
    impact: 'Tunnels with one instance will be down for up to two minutes.',
    regions: ['westeurope', 'germanywestcentral'],
    starts: -6 * DAY,
    ends: -6 * DAY - 4,
    posts: [[2 * DAY, 'The gateways are updated one instance at a time. Tunnels with two instances stay up.']],
  },
];

/** All planned maintenance, the one that was announced first before the others. */
export const maintenance = ({ now }: Setting): IncidentRecord[] =>
  texts.map(({ starts, ends, over, isCancelled = false, related, posts, regions, ...text }) => ({
    ...text,
    kind: 'PLANNED_MAINTENANCE',
    classification: 'ADVISORY',
    origin: 'MICROSOFT',
    status: over === undefined || isCancelled ? 'SERVICE_OPERATIONAL' : 'SERVICE_RESTORED',
    regions: [...regions],
    isResolved: over !== undefined,
    isCancelled,
    startedAt: hoursBefore(now, starts),
    plannedEndAt: hoursBefore(now, ends),
    endedAt: over === undefined ? undefined : hoursBefore(now, over),
    updatedAt: hoursBefore(now, over ?? posts.at(-1)![0]),
    related: related === undefined ? [] : [related],
    posts: posts.map(([hours, said]) => ({ kind: 'REGULAR', html: `<p>${said}</p>`, createdAt: hoursBefore(now, hours) })),
  }));
