/** For whom a note is meant. */
import { defineEnum, type ValueOf } from '../../kernel/schema/enum.ts';

export const NoteAudience = defineEnum('NoteAudience', 'For whom a note is meant. It is never widened afterwards.', {
  AUTHOR_ORGANIZATION: 'Only the organization of the author.',
  PARTNERS: 'The partners on the ticket: the one the customer turned to, and the provider behind it.',
  CUSTOMER: 'Everybody on the ticket, the customer too; but what the customer itself writes is not for the vendor (rule R18).',
});
export type NoteAudience = ValueOf<typeof NoteAudience>;
