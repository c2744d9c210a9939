/** Root fields of services. */
import { many, reads } from '../../kernel/root.ts';
import { serviceList } from './entity.ts';

export const ServiceReads = reads({
  services: many(serviceList, 'Every service of the vendor and how it is now.'),
});
