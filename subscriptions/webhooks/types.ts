/** The data of webhooks: endpoints, deliveries and their results. */
import type { Viewer } from '../../src/kernel/access/viewer.ts';

/** An enabled endpoint, as the program finds it among those of all organizations. */
export interface EndpointRef extends Pick<Viewer, 'organization' | 'kind' | 'role'> {
  readonly id: string;
  /** Changes with every change of the endpoint. */
  readonly version: number;
  readonly position: number;
  readonly due: Date | null;
}

/** An endpoint with its subscription and its reader. */
export interface Endpoint {
  /** When the endpoint was last changed. Work for it counts only while this is unchanged. */
  readonly changed: Date;
  readonly url: string;
  readonly document: string;
  readonly variables: Record<string, unknown>;
  readonly reader: Viewer;
  readonly position: number;
  readonly pending: number;
  readonly failures: number;
  readonly failingSince: Date | null;
  readonly restsUntil: Date | null;
}

/** A message to be sent. */
export interface Message {
  /** The position of its event in the log. */
  readonly position: number;
  readonly kind: string;
  readonly happenedAt: Date;
  readonly eventId: string | null;
  readonly control: Record<string, unknown> | null;
}

/** A delivery that is due. */
export interface DueDelivery extends Message {
  readonly id: string;
  /** Tells whether the event at its position is still the same. */
  readonly stamp: number;
  readonly tries: number;
  readonly secrets: readonly string[];
}

/** The state of a delivery after an attempt: retried later, or settled. */
export interface DeliveryResult {
  readonly state: 'PENDING' | 'DELIVERED' | 'FAILED' | 'WITHDRAWN';
  readonly nextAttemptAt: Date | null;
}

/** The health of an endpoint. */
export interface EndpointHealth {
  readonly failures: number;
  readonly failingSince: Date | null;
  readonly restsUntil: Date | null;
  /** The reason to disable it, or null. */
  readonly disable: 'FAILING' | 'GONE' | 'NOT_UNDERSTOOD' | 'TOO_LARGE' | 'REVOKED' | null;
}
