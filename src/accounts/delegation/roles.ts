/** The admin roles that a delegation can give, by template id. The list grows; an id that is not in it is kept and has no name. */
import 'reflect-metadata';
import { Field, ID, ObjectType } from 'type-graphql';

@ObjectType({ description: 'An admin role that a delegation gives.' })
export class DelegatedRole {
  @Field(() => ID, { description: "The role's template id with the vendor (`roleDefinitionId`)." })
  id!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Its name; null for a role that is in no list that Tierline knows, and so gives nothing.',
  })
  name!: string | null;
}

/** Roles as the graph shows them. */
export const rolesOf = ({ roleIds }: { roleIds: readonly string[] }): DelegatedRole[] => roleIds.map((id) => ({ id, name: roleName(id) }));

/** The role that must not extend itself: it may do everything. */
export const GLOBAL_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10';

/** Whether the role that may do everything is among these. */
export const givesEverything = (roleIds: readonly string[]): boolean => roleIds.some((id) => id.toLowerCase() === GLOBAL_ADMINISTRATOR);

/** The name of a role by its template id (Microsoft Entra built-in roles), or null if it is in no list that Tierline knows. */
export const roleName = (id: string): string | null => DELEGATION_ROLES[id.toLowerCase()] ?? null;

/** Names of the built-in roles that matter to support, by template id. Only these can give access: the function `is_admin_role` of the database knows the same. */
export const DELEGATION_ROLES: Readonly<Record<string, string>> = {
  'f023fd81-a637-4b56-95fd-791ac0226033': 'Service Support Administrator',
  '729827e3-9c14-49f7-bb1b-9608f156bbb8': 'Helpdesk Administrator',
  '790c1fb9-7f7d-4f88-86a1-ef1f95c05c1b': 'Message Center Reader',
  'ac16e43d-7b2d-40e0-ac05-243ff356ab5b': 'Message Center Privacy Reader',
  '88d8e3e3-8f55-4a1e-953a-9b9898b8876b': 'Directory Readers',
  '9360feb5-f418-4baa-8175-e2a00bac4301': 'Directory Writers',
  'f2ef992c-3afb-46b9-b7cf-a126ee74c451': 'Global Reader',
  '4d6ac14f-3453-41d0-bef9-a3e0c569773a': 'License Administrator',
  'fe930be7-5e62-47db-91af-98c3a49a38b1': 'User Administrator',
  'e8611ab8-c189-46e8-94e1-60213ab1f814': 'Privileged Role Administrator',
  '7be44c8a-adaf-4e2a-84d6-ab2649e08a13': 'Privileged Authentication Administrator',
  'c4e39bd9-1100-46d3-8c65-fb160da0071f': 'Authentication Administrator',
  '966707d0-3269-4727-9be2-8c3a10f19b9d': 'Password Administrator',
  '29232cdf-9323-42fd-ade2-1d097af3e4de': 'Exchange Administrator',
  'f28a1f50-f6e7-4571-818b-6a12f2af6b6c': 'SharePoint Administrator',
  '69091246-20e8-4a56-aa4d-066075b2a7a8': 'Teams Administrator',
  '3a2c62db-5318-420d-8d74-23affee5d9d5': 'Intune Administrator',
  '44367163-eba1-44c3-98af-f5787879f96a': 'Dynamics 365 Administrator',
  '11648597-926c-4cf3-9c36-bcebb0ba8dcc': 'Power Platform Administrator',
  'fdd7a751-b60b-444a-984c-02652fe8fa1c': 'Groups Administrator',
  '95e79109-95c0-4d8e-aee3-d01accf2d47b': 'Guest Inviter',
  '4a5d8f65-41da-4de4-8968-e035b65339cf': 'Reports Reader',
  '5d6b6bb7-de71-4623-b4af-96380a352509': 'Security Reader',
  'fcf91098-03e3-41a9-b5ba-6f0ec8188a12': 'Teams Communications Support Specialist',
  'f70938a0-fc10-4177-9e90-2178f8765737': 'Teams Communications Support Engineer',
  'b0f54661-2d74-4c50-afa3-1ec803f12efe': 'Billing Administrator',
  [GLOBAL_ADMINISTRATOR]: 'Global Administrator',
};
