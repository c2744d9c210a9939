/** The sender of webhooks, put together, and what changes of endpoints ask it before. */
import type { MikroORM } from '@mikro-orm/postgresql';
import type { Outside } from '../src/kernel/outside.ts';
import type { Door } from '../src/kernel/context.ts';
import type { Live } from '../src/kernel/live.ts';
import { Addresses } from './webhook-address.ts';
import type { EndpointOptions } from './webhook-endpoint.ts';
import { followingOf } from './webhook-following.ts';
import { Ledger } from './webhook-ledger.ts';
import { Webhooks, type WebhooksOptions } from './webhooks.ts';

/** What can be asked before anything is sent: whether a subscription can be followed, and an address reached. */
export function outsideOf(
  ways: () => Pick<EndpointOptions, 'read' | 'followings'>,
  lives: ReadonlyMap<string, Live>,
  allow: readonly string[],
): Outside {
  const addresses = new Addresses(allow);
  return {
    follows(query, variables, viewer) {
      const following = followingOf(ways(), query, variables, viewer);
      return 'wrong' in following ? following : { field: [...lives].find(([, live]) => live === following.live)![0] };
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
