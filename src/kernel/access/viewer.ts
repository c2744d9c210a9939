/** The viewer: the person on whose behalf everything is read and changed. */
import { defineEnum, type ValueOf } from '../schema/enum.ts';
import type { Language } from '../i18n/language.ts';

/** What kind of organization a viewer belongs to. */
export const ViewerKind = defineEnum('ViewerKind', 'What kind of organization the viewer belongs to.', {
  VENDOR: 'The vendor of the cloud services: reports incidents, sees the tickets that were handed to it.',
  PARTNER: 'A direct-bill partner, an indirect provider or an indirect reseller.',
  CUSTOMER: 'A customer of a partner.',
});
export type ViewerKind = ValueOf<typeof ViewerKind>;

/** What the viewer does within its organization. */
export const ViewerRole = defineEnum(
  'ViewerRole',
  'What the viewer does within its organization (the partner roles are those of Partner Center; rule R01).',
  {
    HELPDESK_AGENT: 'Partner: supports customers and works on tickets.',
    ADMIN_AGENT: 'Partner: as helpdesk agent, and administers the customers.',
    SALES_AGENT: 'Partner: sees customers, subscriptions and offerings, but no tickets.',
    MEMBER: 'Customer or vendor: an ordinary member of the organization.',
    ADMINISTRATOR: 'Customer or vendor: as member, and may end the sessions of its colleagues.',
  },
);
export type ViewerRole = ValueOf<typeof ViewerRole>;

/** The viewer, from the claims of the token. */
export interface Viewer {
  /** The person: the token's `sub`. */
  readonly subject: string;
  /** The person's name, for people to read in notes and timelines. */
  readonly name: string;
  /** The id of the partner or customer, or {@link VENDOR}. */
  readonly organization: string;
  readonly kind: ViewerKind;
  readonly role: ViewerRole;
  /** The language of the person's locale; null where the token names none that the program speaks. */
  readonly language: Language | null;
  /** When the token was issued; null where it does not say, and for the program's own work. */
  readonly issuedAt: Date | null;
  /** When the token ends; null for the program's own work. */
  readonly expiresAt: Date | null;
}

/** How many characters the subject of a person may have: as many as OpenID Connect allows. */
export const MAX_SUBJECT_LENGTH = 255;

/** The vendor's organization id: it has no row of its own. */
export const VENDOR = '00000000-0000-7000-8000-000000000000';

/**
 * The viewer as PostgreSQL session state. It is one variable on purpose: setting it replaces all of the viewer before,
 * so no connection can carry half of somebody else.
 */
export function sessionOf(viewer: Viewer) {
  const { subject, name, organization, kind, role } = viewer;
  return { variables: { 'tierline.viewer': JSON.stringify({ subject, name, organization, kind, role }) } };
}
