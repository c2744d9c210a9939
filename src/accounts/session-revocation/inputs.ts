/** What revoking sessions takes. */
import { enumOf, shortText, optional } from '../../kernel/schema/input.ts';
import { MAX_SUBJECT_LENGTH, ViewerRole } from '../../kernel/access/viewer.ts';

export const SessionRevocationCreateInput = {
  name: 'SessionRevocationCreateInput',
  description: 'Whose sessions end.',
  fields: {
    subject: shortText(
      'Whose, as your identity provider says (the `sub` of the token). Nobody needs to be known by it: sessions are revoked before they begin, too.',
      MAX_SUBJECT_LENGTH,
    ),
    role: optional(enumOf(ViewerRole, 'In which role alone; left out, in every role.')),
    reason: optional(shortText('Why. Whoever administers for your organization reads it, and the person.', 500)),
  },
};
