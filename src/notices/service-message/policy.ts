/**
 * Who may read a message: whoever it was published to. The Message Center is one for each tenant (rule R28): an organization reads
 * its own, a partner also that of a customer under an active delegation with a role that may read there, and the vendor, who
 * wrote them, all messages, but not to whom. Messages about data privacy take a role that may read these.
 */
import { viewerSql, policy } from '../../kernel/access/policy.ts';

/** The roles under which a partner reads messages about data privacy in a customer's Message Center, by template id. */
export const PRIVACY_ROLES = {
  'Message Center Privacy Reader': 'ac16e43d-7b2d-40e0-ac05-243ff356ab5b',
  'Global Administrator': '62e90394-69f5-4237-9190-012177145e10',
} as const;

/** The roles under which a partner reads the other messages there. (Service Support Administrator does not: its list of actions has none.) */
export const READER_ROLES = {
  'Message Center Reader': '790c1fb9-7f7d-4f88-86a1-ef1f95c05c1b',
  'Global Reader': 'f2ef992c-3afb-46b9-b7cf-a126ee74c451',
  ...PRIVACY_ROLES,
} as const;

const list = (roles: object) =>
  `array[${Object.values(roles)
    .map((id) => `'${id}'`)
    .join(', ')}]`;
const opensTo = (roles: string) =>
  `d.partner_id = ${viewerSql.organization} and d.status = 'ACTIVE' and (d.ends_at is null or d.ends_at > now()) and d.role_ids && ${roles}`;
const customersOf = (roles: object) => `array(select d.customer_id from delegation d where ${opensTo(list(roles))})`;
const rolesFor = `case when service_message.is_private then ${list(PRIVACY_ROLES)} else ${list(READER_ROLES)} end`;
const isIn = (organization: string) =>
  `(select true from service_message_tenant t where t.message_id = service_message.id and t.organization_id = ${organization} limit 1)`;
const mine = (table: string) => `${table}.organization_id = ${viewerSql.organization} and ${table}.subject = ${viewerSql.subject}`;
const message = (table: string) => `(select true from service_message m where m.id = ${table}.message_id)`;

/** In whose Message Center a message is. Whose a partner may read is worked out once a statement. */
export const tenantPolicy = policy('service_message_tenant', {
  see: `organization_id = ${viewerSql.organization} or (${viewerSql.kind} = 'PARTNER' and organization_id = any (case when is_private then ${customersOf(PRIVACY_ROLES)} else ${customersOf(READER_ROLES)} end))`,
});

/** A partner's delegations are gone through until one opens a tenant that has it: nearly always the first. */
export const messagePolicy = policy('service_message', {
  see: `${viewerSql.kind} = 'VENDOR' or ${isIn(viewerSql.organization)} or (${viewerSql.kind} = 'PARTNER' and (select true from delegation d where ${opensTo(rolesFor)} and ${isIn('d.customer_id')} limit 1))`,
});

export const messageServicePolicy = policy('service_message_service', { see: message('service_message_service') });

/** What somebody marks is that person's alone. */
export const markPolicy = policy('message_mark', {
  see: mine('message_mark'),
  insert: `${mine('message_mark')} and ${message('message_mark')}`,
  update: mine('message_mark'),
});
