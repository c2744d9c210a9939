/** The sender of webhooks, put together, and what changes of endpoints ask it before. */
import type { MikroORM } from '@mikro-orm/postgresql';
import type { Ports } from '../../src/kernel/write/ports.ts';
import type { ViewerScope } from '../../src/kernel/access/request-context.ts';
import { ID_FILTER, type SubscriptionDefinition } from '../../src/kernel/live/subscription-field.ts';
import { AddressPolicy } from './address-policy.ts';
import type { EndpointWorkerOptions } from './endpoint-worker.ts';
import { subscriptionOf } from './subscription.ts';
import { DeliveryStore } from './delivery-store.ts';
import { WebhookDispatcher, type WebhookDispatcherOptions } from './dispatcher.ts';

/** What can be asked before anything is sent: whether a subscription can be followed, and an address reached. */
export function outsideOf(
  ways: () => Pick<EndpointWorkerOptions, 'read' | 'exceeding' | 'followings'>,
  lives: ReadonlyMap<string, SubscriptionDefinition>,
  allow: readonly string[],
): Ports {
  const addresses = new AddressPolicy(allow);
  return {
    follows(query, variables, viewer) {
      const following = subscriptionOf(ways(), query, variables, viewer);
      if ('wrong' in following) return following;
      const { live, given } = following;
      const id = given.find(([key]) => key === ID_FILTER)?.[1] as string | undefined;
      return { field: [...lives].find(([, each]) => each === live)![0], one: id === undefined ? null : { type: live.list.target(), id } };
    },
    unreachable: (url) => addresses.unreachable(url),
  };
}

/** What the sender is made of. */
export interface SenderOptions extends Omit<WebhookDispatcherOptions, 'ledger' | 'addresses'> {
  readonly orm: MikroORM;
  readonly door: ViewerScope;
  readonly allow: readonly string[];
}

/** The sender of a process. It begins when it is first woken. */
export const webhooksOf = ({ orm, door, allow, ...options }: SenderOptions): WebhookDispatcher =>
  new WebhookDispatcher({ ...options, ledger: new DeliveryStore(orm, door), addresses: new AddressPolicy(allow) });
