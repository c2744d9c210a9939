/** Root fields of messages. */
import { mutations } from '../../kernel/schema/mutation.ts';
import { connectionField, byId, queries } from '../../kernel/schema/query-fields.ts';
import { serviceMessageMark } from './actions.ts';
import { messageList, ServiceMessage } from './entity.ts';

export const MessageReads = queries({
  serviceMessage: byId(() => ServiceMessage, 'A message of the Message Center by its id.'),
  serviceMessages: connectionField(
    messageList,
    'What the vendor published to you, or to customers whose Message Center you may read; what changed last comes first.',
  ),
});

export const MessageMutations = mutations({ serviceMessageMark });
