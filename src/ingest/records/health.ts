/** Records of what the vendor says of the health of its services. */
import type { ValueOf } from '../../kernel/schema/enum.ts';
import type { ServiceIncident } from '../../health/incident/entity.ts';
import type { PostKind } from '../../health/incident/post.ts';
import type { IncidentClassification, IncidentOrigin } from '../../health/incident/terms.ts';
import type { HealthStatus } from '../../health/service/status.ts';

/** A service of the vendor. */
export interface ServiceRecord {
  key: string;
  name: string;
  /** As an overview says it; that of the worst open incident wins. */
  status?: HealthStatus;
}

/** What the vendor said of an incident, once. */
export interface PostRecord {
  kind: ValueOf<typeof PostKind>;
  /** As it came: the intake makes it safe. */
  html: string;
  status?: HealthStatus;
  createdAt: Date;
}

/** An incident of the vendor, with all that was said of it. */
export interface IncidentRecord {
  trackingId: string;
  title: string;
  /** SERVICE_ISSUE if left out. */
  kind?: ServiceIncident['kind'];
  isCancelled?: boolean;
  plannedEndAt?: Date;
  /** The service's key or name. */
  service: string;
  feature?: string;
  classification: ValueOf<typeof IncidentClassification>;
  origin: ValueOf<typeof IncidentOrigin>;
  status: HealthStatus;
  impact?: string;
  regions: string[];
  isResolved: boolean;
  startedAt: Date;
  endedAt?: Date;
  updatedAt: Date;
  /** Tracking ids of other incidents that it has to do with. */
  related?: string[];
  posts: PostRecord[];
}
