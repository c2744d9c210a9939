/** Builds the webhook dispatcher, and the checks that mutations of endpoints need. */
import type { MikroORM } from '@mikro-orm/postgresql';
import type { Ports } from '../../src/kernel/write/ports.ts';
import type { ViewerScope } from '../../src/kernel/access/request-context.ts';
import { ID_FILTER, type SubscriptionDefinition } from '../../src/kernel/live/subscription-field.ts';
import { AddressPolicy } from './address-policy.ts';
import type { EndpointWorkerOptions } from './worker-options.ts';
import { subscriptionOf } from './subscription.ts';
import { DeliveryStore } from './delivery-store.ts';
import { WebhookDispatcher, type WebhookDispatcherOptions } from './dispatcher.ts';

/** The checks before anything is sent: whether a subscription is valid, and whether an address may be reached. */
export function outsideOf(
  deps: () => Pick<EndpointWorkerOptions, 'read' | 'exceeding' | 'planner'>,
  lives: ReadonlyMap<string, SubscriptionDefinition>,
  allow: readonly string[],
): Ports {
  const addresses = new AddressPolicy(allow);
  return {
    follows(query, variables, viewer) {
      const plan = subscriptionOf(deps(), query, variables, viewer);
      if ('wrong' in plan) return plan;
      const { live, given } = plan;
      const id = given.find(([key]) => key === ID_FILTER)?.[1] as string | undefined;
      return { field: [...lives].find(([, each]) => each === live)![0], one: id === undefined ? null : { type: live.list.target(), id } };
    },
    unreachable: (url) => addresses.unreachable(url),
  };
}

/** The dependencies of the dispatcher. */
export interface SenderOptions extends Omit<WebhookDispatcherOptions, 'deliveryStore' | 'addresses'> {
  readonly orm: MikroORM;
  readonly viewerScope: ViewerScope;
  readonly allow: readonly string[];
}

/** The dispatcher of a process. It begins with its first poll. */
export const webhooksOf = ({ orm, viewerScope, allow, ...options }: SenderOptions): WebhookDispatcher =>
  new WebhookDispatcher({ ...options, deliveryStore: new DeliveryStore(orm, viewerScope), addresses: new AddressPolicy(allow) });
