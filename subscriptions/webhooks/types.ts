/** The work of webhooks as data: endpoints, messages to them, and what these come to. */
import type { Viewer } from '../../src/kernel/access/viewer.ts';

/** An endpoint that something may be sent to, as the program finds it among those of all organizations. */
export interface EndpointRef extends Pick<Viewer, 'organization' | 'kind' | 'role'> {
  readonly id: string;
  /** Changes when the endpoint is changed. */
  readonly version: number;
  readonly position: number;
  readonly due: Date | null;
}

/** An endpoint with what it follows, as whom. */
export interface Endpoint {
  /** When it was last changed: what is worked out for it counts only as long as that is so. */
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

/** A message that is to be sent. */
export interface Message {
  /** Where the log tells of it. */
  readonly position: number;
  readonly kind: string;
  readonly happenedAt: Date;
  readonly eventId: string | null;
  readonly mark: Record<string, unknown> | null;
}

/** A message whose time has come. */
export interface DueDelivery extends Message {
  readonly id: string;
  /** Tells whether the event at its position is still the one it was. */
  readonly stamp: number;
  readonly tries: number;
  readonly secrets: readonly string[];
}

/** What a message came to: it is tried again at some time, or settled. */
export interface DeliveryResult {
  readonly state: 'PENDING' | 'DELIVERED' | 'FAILED' | 'WITHDRAWN';
  readonly nextAttemptAt: Date | null;
}

/** How it goes with an endpoint. */
export interface EndpointHealth {
  readonly failures: number;
  readonly failingSince: Date | null;
  readonly restsUntil: Date | null;
  /** Why it is to be disabled, if it is. */
  readonly disable: 'FAILING' | 'GONE' | 'NOT_UNDERSTOOD' | 'TOO_LARGE' | 'REVOKED' | null;
}
