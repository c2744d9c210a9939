/** Root fields of services. */
import { subscriptions } from '../../kernel/live.ts';
import { many, reads } from '../../kernel/root.ts';
import { serviceList } from './entity.ts';
import { serviceStatusChanged } from './live.ts';

export const ServiceReads = reads({
  services: many(serviceList, 'Every service of the vendor and how it is now.'),
});

export const ServiceSubscriptions = subscriptions({ serviceStatusChanged });
