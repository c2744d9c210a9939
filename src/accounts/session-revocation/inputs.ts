/** What revoking sessions takes. */
import { choice, line, optional } from '../../kernel/schema/input.ts';
import { LONGEST_SUBJECT, ViewerRole } from '../../kernel/access/viewer.ts';

export const SessionRevocationCreateInput = {
  name: 'SessionRevocationCreateInput',
  description: 'Whose sessions end.',
  fields: {
    subject: line(
      'Whose, as your identity provider says (the `sub` of the token). Nobody needs to be known by it: sessions are revoked before they begin, too.',
      LONGEST_SUBJECT,
    ),
    role: optional(choice(ViewerRole, 'In which role alone; left out, in every role.')),
    reason: optional(line('Why. Whoever administers for your organization reads it, and the person.', 500)),
  },
};
