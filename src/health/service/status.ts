/** The states of health that the vendor publishes (Microsoft Graph `serviceHealthStatus`). */
import { defineEnum, type ValueOf } from '../../kernel/schema/enum.ts';

export const HealthStatus = defineEnum(
  'HealthStatus',
  'The health of a service, or the course of an incident (Microsoft Graph `serviceHealthStatus`).',
  {
    SERVICE_OPERATIONAL: 'Healthy; nothing is known to be wrong.',
    INVESTIGATING: 'A possible problem; its scope is being found out.',
    SERVICE_DEGRADATION: 'Confirmed: slower, off and on, or a feature does not work.',
    SERVICE_INTERRUPTION: 'Users cannot use it; significant and reproducible.',
    RESTORING_SERVICE: 'The cause is known and being put right.',
    EXTENDED_RECOVERY: 'Being put right, but slow to reach everybody, or by a stopgap.',
    VERIFYING_SERVICE: 'Put right; being verified.',
    INVESTIGATION_SUSPENDED: 'More information from customers is needed before the work can go on.',
    SERVICE_RESTORED: 'The corrective action is done.',
    POST_INCIDENT_REVIEW_PUBLISHED: 'The report on the cause is out.',
    FALSE_POSITIVE: 'The service was healthy, or the cause lies outside it.',
    RESOLVED: 'Resolved (reserved by the vendor).',
    MITIGATED_EXTERNAL: 'Mitigated outside the service (reserved by the vendor).',
    MITIGATED: 'Mitigated (reserved by the vendor).',
    RESOLVED_EXTERNAL: 'Resolved outside the service (reserved by the vendor).',
    CONFIRMED: 'Confirmed (reserved by the vendor).',
    REPORTED: 'Reported (reserved by the vendor).',
    UNKNOWN: 'A status that Tierline does not know yet.',
  },
);
export type HealthStatus = ValueOf<typeof HealthStatus>;

/** The statuses of an incident that goes on, worst first: the worst one is the status of the service. */
export const OPEN_STATUSES: readonly HealthStatus[] = [
  'SERVICE_INTERRUPTION',
  'SERVICE_DEGRADATION',
  'EXTENDED_RECOVERY',
  'RESTORING_SERVICE',
  'CONFIRMED',
  'REPORTED',
  'INVESTIGATING',
  'INVESTIGATION_SUSPENDED',
  'VERIFYING_SERVICE',
  'MITIGATED',
  'MITIGATED_EXTERNAL',
  'UNKNOWN',
];

/** The statuses with which an incident ends. */
export const CLOSED: readonly HealthStatus[] = [
  'SERVICE_RESTORED',
  'POST_INCIDENT_REVIEW_PUBLISHED',
  'FALSE_POSITIVE',
  'RESOLVED',
  'RESOLVED_EXTERNAL',
];

/** The health of a service with these open incidents. */
export function worst(statuses: readonly HealthStatus[]): HealthStatus {
  return OPEN_STATUSES.find((status) => statuses.includes(status)) ?? 'SERVICE_OPERATIONAL';
}
