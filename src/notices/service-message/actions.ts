/** What readers can do with messages: nothing to the message, something for themselves. */
import { action } from '../../kernel/write/mutation-action.ts';
import { notFound, Problem } from '../../kernel/write/problem.ts';
import { ServiceMessage } from './entity.ts';
import { ServiceMessageMarkInput } from './inputs.ts';
import { MessageMark } from './mark.ts';
import { messageMessages as say } from './messages.ts';

export const serviceMessageMark = action(
  {
    description: 'Marks a message as read, put away or favorite, or takes such a mark back: for yourself alone, however often.',
    input: ServiceMessageMarkInput,
    returns: { message: () => ServiceMessage },
  },
  async ({ messageId, ...marks }, act) => {
    if (Object.values(marks).every((mark) => mark === null)) throw new Problem('INVALID', say.nothingMarked());
    if (!(await act.canSee(ServiceMessage, messageId))) throw notFound('messageId', say.noMessage());
    await MessageMark.lay(act.em, act.viewer, messageId, marks, act.now);
    return { message: { id: messageId } };
  },
);
