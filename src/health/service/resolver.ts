/** Root fields of services. */
import { subscriptionResolvers } from '../../kernel/live/subscription-field.ts';
import { connectionField, byId, queries } from '../../kernel/schema/query-fields.ts';
import { Service, serviceList } from './entity.ts';
import { serviceStatusChanged } from './live.ts';

export const ServiceReads = queries({
  service: byId(() => Service, 'A service by its id, or by the short name the vendor uses.'),
  services: connectionField(serviceList, 'Every service of the vendor and how it is now.'),
});

export const ServiceSubscriptions = subscriptionResolvers({ serviceStatusChanged });
