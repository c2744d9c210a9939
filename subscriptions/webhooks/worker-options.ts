/** What the workers of endpoints need of the rest of the program. */
import type { SessionRevocations } from '../../src/kernel/access/session-revocations.ts';
import type { Log } from '../../src/telemetry/log-events.ts';
import type { TransportDeps } from '../fan-out/incoming-operation.ts';
import type { SubscriptionPlanner } from '../fan-out/subscription-plan.ts';
import type { AddressPolicy } from './address-policy.ts';
import type { PayloadOptions } from './payload.ts';

/** The dependencies of the worker. */
export interface EndpointWorkerOptions extends PayloadOptions {
  readonly planner: SubscriptionPlanner;
  readonly read: TransportDeps['read'];
  readonly exceeding: TransportDeps['exceeding'];
  readonly addresses: AddressPolicy;
  readonly sessions: SessionRevocations;
  readonly attemptMs: number;
  readonly now: () => Date;
  readonly log: Log<'warn'>;
}
