/** Role ids as inputs: template ids, of known roles or not, each once. */
import { externalId, isId, listOf, type InputField } from '../../kernel/schema/input.ts';
import { Problem } from '../../kernel/write/problem.ts';
import { delegationMessages } from './messages.ts';

const roleId = (description: string): InputField<string> => ({
  ...externalId(description, 36),
  check(value, field) {
    if (!isId(value)) throw new Problem('INVALID', delegationMessages.notARole({ field }), { field });
    return value.toLowerCase();
  },
});

/** At least one role, by template id. An id that is in no list is taken: it gives nothing until Tierline knows it. */
export const roleIds = (description: string): InputField<string[]> => {
  const list = listOf(roleId(description));
  return {
    ...list,
    check(value, field) {
      const ids = [...new Set(list.check(value, field))];
      if (ids.length === 0) throw new Problem('INVALID', delegationMessages.noRoles({ field }), { field });
      return ids;
    },
  };
};
