/** The terms of incidents: how grave they are taken, and where their cause lies. */
import { defineEnum } from '../../kernel/schema/enum.ts';

export const IncidentClassification = defineEnum('IncidentClassification', 'How grave the vendor takes it (Microsoft Graph).', {
  ADVISORY: 'A service works, with limits that some users notice.',
  INCIDENT: 'A service or feature does not work.',
  UNKNOWN: 'A classification that Tierline does not know yet.',
});

export const IncidentOrigin = defineEnum('IncidentOrigin', 'Where the cause lies (Microsoft Graph).', {
  MICROSOFT: 'With the vendor.',
  THIRD_PARTY: 'With a third party.',
  CUSTOMER: 'With the customer.',
  UNKNOWN: 'An origin that Tierline does not know yet, or that was not said.',
});
