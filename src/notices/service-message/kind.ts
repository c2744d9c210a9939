/** The kinds of messages in the Message Center (Microsoft Graph `serviceUpdateMessage`). */
import { defineEnum } from '../../kernel/schema/enum.ts';

export const ServiceMessageCategory = defineEnum('ServiceMessageCategory', 'What a message asks of its readers (Microsoft Graph).', {
  PREVENT_OR_FIX_ISSUE: 'Something is wrong, or will be, and can be prevented or put right.',
  PLAN_FOR_CHANGE: 'A change comes that has to be planned for.',
  STAY_INFORMED: 'Nothing has to be done.',
  UNKNOWN: 'A category that Tierline does not know yet, or that was not said.',
});

export const ServiceMessageSeverity = defineEnum(
  'ServiceMessageSeverity',
  'How urgent a message is (Microsoft Graph); it has nothing to do with the severity of tickets.',
  {
    NORMAL: 'For when there is time.',
    HIGH: 'To be read soon.',
    CRITICAL: 'To be read at once.',
    UNKNOWN: 'A severity that Tierline does not know yet, or that was not said.',
  },
);
