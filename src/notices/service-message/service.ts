/** The link between a message of the Message Center and the services that it is about. */
import { defineEntity, p } from '@mikro-orm/core';
import { ServiceMessage } from './entity.ts';
import { messageServicePolicy } from './policy.ts';

const schema = defineEntity({
  name: 'ServiceMessageService',
  tableName: 'service_message_service',
  policies: messageServicePolicy.rows,
  uniques: [{ properties: ['messageId', 'serviceId'] }],
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    messageId: () => p.manyToOne(ServiceMessage).name('message_id').mapToPk().deleteRule('cascade'),
    serviceId: p.uuid().index(),
  },
});

/** That a message is about a service. */
export class ServiceMessageService extends schema.class {}
schema.setClass(ServiceMessageService);
