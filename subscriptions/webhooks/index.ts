/** The sender of webhooks, put together, and what changes of endpoints ask it before. */
import type { MikroORM } from '@mikro-orm/postgresql';
import type { Outside } from '../../src/kernel/write/ports.ts';
import type { Door } from '../../src/kernel/access/request-context.ts';
import { ONE, type Live } from '../../src/kernel/live/subscription-field.ts';
import { Addresses } from './address-policy.ts';
import type { EndpointOptions } from './endpoint-worker.ts';
import { followingOf } from './subscription.ts';
import { Ledger } from './delivery-store.ts';
import { Webhooks, type WebhooksOptions } from './dispatcher.ts';

/** What can be asked before anything is sent: whether a subscription can be followed, and an address reached. */
export function outsideOf(
  ways: () => Pick<EndpointOptions, 'read' | 'exceeding' | 'followings'>,
  lives: ReadonlyMap<string, Live>,
  allow: readonly string[],
): Outside {
  const addresses = new Addresses(allow);
  return {
    follows(query, variables, viewer) {
      const following = followingOf(ways(), query, variables, viewer);
      if ('wrong' in following) return following;
      const { live, given } = following;
      const id = given.find(([key]) => key === ONE)?.[1] as string | undefined;
      return { field: [...lives].find(([, each]) => each === live)![0], one: id === undefined ? null : { type: live.list.target(), id } };
    },
    unreachable: (url) => addresses.unreachable(url),
  };
}

/** What the sender is made of. */
export interface SenderOptions extends Omit<WebhooksOptions, 'ledger' | 'addresses'> {
  readonly orm: MikroORM;
  readonly door: Door;
  readonly allow: readonly string[];
}

/** The sender of a process. It begins when it is first woken. */
export const webhooksOf = ({ orm, door, allow, ...options }: SenderOptions): Webhooks =>
  new Webhooks({ ...options, ledger: new Ledger(orm, door), addresses: new Addresses(allow) });
