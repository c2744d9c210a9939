/** What the mutations of messages take. */
import { id, optional, boolean } from '../../kernel/schema/input.ts';
import { ServiceMessage } from './entity.ts';

export const ServiceMessageMarkInput = {
  name: 'ServiceMessageMarkInput',
  description: 'What you do with a message. What is left out stays as it is.',
  fields: {
    messageId: id('Which message.', () => ServiceMessage),
    isRead: optional(boolean('Read, or unread again.')),
    isArchived: optional(boolean('Put away, or taken back.')),
    isFavorite: optional(boolean('A favorite, or one no more.')),
  },
};
