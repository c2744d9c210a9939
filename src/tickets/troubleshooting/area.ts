/** The areas in which a partner works in a customer's tenant, and which admin roles allow it. */
import { defineEnum, type ValueOf } from '../../kernel/schema/enum.ts';

export const TroubleshootingArea = defineEnum('TroubleshootingArea', 'What a partner works on in the tenant of its customer (rule R08).', {
  SOFTWARE: 'What runs on devices: installing, updating, repairing.',
  SETTINGS: 'What belongs to a user or a group: passwords, licenses, mailboxes, memberships.',
  CONFIGURATION: 'What holds for a whole service or tenant: policies, connectors, domains.',
});
export type TroubleshootingArea = ValueOf<typeof TroubleshootingArea>;

const everything = Object.values(TroubleshootingArea);
const service: readonly TroubleshootingArea[] = ['SETTINGS', 'CONFIGURATION'];
const users: readonly TroubleshootingArea[] = ['SETTINGS'];

/**
 * What each admin role (Microsoft Entra template id) lets a partner work on, after the guidance on least-privileged roles by
 * task. Roles that read, or only file requests, are not among them; a role that is in no list allows nothing.
 */
const ALLOWED: Readonly<Record<string, readonly TroubleshootingArea[]>> = {
  '62e90394-69f5-4237-9190-012177145e10': everything, // Global Administrator
  '3a2c62db-5318-420d-8d74-23affee5d9d5': everything, // Intune Administrator
  '29232cdf-9323-42fd-ade2-1d097af3e4de': service, // Exchange Administrator
  'f28a1f50-f6e7-4571-818b-6a12f2af6b6c': service, // SharePoint Administrator
  '69091246-20e8-4a56-aa4d-066075b2a7a8': service, // Teams Administrator
  '44367163-eba1-44c3-98af-f5787879f96a': service, // Dynamics 365 Administrator
  '11648597-926c-4cf3-9c36-bcebb0ba8dcc': service, // Power Platform Administrator
  '729827e3-9c14-49f7-bb1b-9608f156bbb8': users, // Helpdesk Administrator
  'fe930be7-5e62-47db-91af-98c3a49a38b1': users, // User Administrator
  'c4e39bd9-1100-46d3-8c65-fb160da0071f': users, // Authentication Administrator
  '7be44c8a-adaf-4e2a-84d6-ab2649e08a13': users, // Privileged Authentication Administrator
  'e8611ab8-c189-46e8-94e1-60213ab1f814': users, // Privileged Role Administrator
  '966707d0-3269-4727-9be2-8c3a10f19b9d': users, // Password Administrator
  '4d6ac14f-3453-41d0-bef9-a3e0c569773a': users, // License Administrator
  'fdd7a751-b60b-444a-984c-02652fe8fa1c': users, // Groups Administrator
  '95e79109-95c0-4d8e-aee3-d01accf2d47b': users, // Guest Inviter
  '9360feb5-f418-4baa-8175-e2a00bac4301': users, // Directory Writers
};

/** Whether one of these roles allows work in an area. */
export const allowsWork = (roleIds: readonly string[], area: TroubleshootingArea): boolean =>
  roleIds.some((id) => ALLOWED[id.toLowerCase()]?.includes(area));
