/** The words of Azure Service Health. */
import type { EnumMapping } from '../values/enum-mappings.ts';

/** What an event is here. */
export type EventKind = 'SERVICE_ISSUE' | 'PLANNED_MAINTENANCE' | 'OTHER';
/** How far an event has come. */
export type AzureStage = 'ACTIVE' | 'OVER' | 'REVIEWED';

const terms = <T>(unknown: T, words: Record<string, T>): EnumMapping<T> => ({
  words: new Map(Object.entries(words)),
  numbers: [],
  unknown,
});

/** `eventType` of ARM and Resource Graph. */
export const azureEvent = terms<EventKind>('OTHER', {
  serviceissue: 'SERVICE_ISSUE',
  plannedmaintenance: 'PLANNED_MAINTENANCE',
  healthadvisory: 'OTHER',
  securityadvisory: 'OTHER',
  security: 'OTHER',
  billing: 'OTHER',
  rca: 'OTHER',
  emergingissues: 'OTHER',
});

/** `incidentType` of the activity log and of alerts. */
export const azureIncident = terms<EventKind>('OTHER', {
  incident: 'SERVICE_ISSUE',
  maintenance: 'PLANNED_MAINTENANCE',
  plannedmaintenance: 'PLANNED_MAINTENANCE',
  information: 'OTHER',
  informational: 'OTHER',
  actionrequired: 'OTHER',
  security: 'OTHER',
});

/** `status` of events, and `stage` of alerts. */
export const stages = terms<AzureStage>('ACTIVE', {
  active: 'ACTIVE',
  planned: 'ACTIVE',
  inprogress: 'ACTIVE',
  updated: 'ACTIVE',
  resolved: 'OVER',
  complete: 'OVER',
  completed: 'OVER',
  canceled: 'OVER',
  cancelled: 'OVER',
  rca: 'REVIEWED',
});
