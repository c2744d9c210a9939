/** Which roles there are in which kind of organization. */
import type { ViewerKind, ViewerRole } from '../kernel/access/viewer.ts';

/** The roles of each kind. */
export const ROLE_NAMES: Record<ViewerKind, readonly ViewerRole[]> = {
  VENDOR: ['MEMBER', 'ADMINISTRATOR'],
  PARTNER: ['HELPDESK_AGENT', 'ADMIN_AGENT', 'SALES_AGENT'],
  CUSTOMER: ['MEMBER', 'ADMINISTRATOR'],
};
