/** In whose Message Center a message is: the organizations that it was published to. */
import { defineEntity, p } from '@mikro-orm/core';
import { ServiceMessage } from './entity.ts';
import { tenantPolicy } from './policy.ts';

const schema = defineEntity({
  name: 'ServiceMessageTenant',
  tableName: 'service_message_tenant',
  policies: tenantPolicy.rows,
  uniques: [{ properties: ['messageId', 'organizationId'] }],
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    messageId: () => p.manyToOne(ServiceMessage).name('message_id').mapToPk().deleteRule('cascade'),
    /** A customer, or a partner whose own tenant it is. */
    organizationId: p.uuid().index(),
    /** As the message is: a trigger keeps it. */
    isPrivate: p.boolean().default(false),
  },
});

/** That a message is in the Message Center of an organization's tenant. Written by imports alone. */
export class ServiceMessageTenant extends schema.class {}
schema.setClass(ServiceMessageTenant);
