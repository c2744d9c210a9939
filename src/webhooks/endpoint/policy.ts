/**
 * Who may see an organization's webhooks: its people, but for sales agents, who see no tickets either. Who may change them: whoever
 * administers for the organization. A secret is for these alone.
 */
import { roles, permission, viewerSql, policy } from '../../kernel/access/policy.ts';

/** The organization's own, for whoever may read what is sent. */
export const ownWebhook = `organization_id = ${viewerSql.organization} and ${viewerSql.role} <> 'SALES_AGENT'`;
/** The same for whoever administers. */
export const administeredWebhook = `organization_id = ${viewerSql.organization} and (${viewerSql.kind} <> 'PARTNER' or ${viewerSql.role} = 'ADMIN_AGENT')`;
/** Those who administer for an organization. */
export const byAdministrators = permission([roles('PARTNER', 'ADMIN_AGENT'), roles('CUSTOMER'), roles('VENDOR')]);

export const endpointPolicy = policy('webhook_endpoint', {
  see: ownWebhook,
  insert: administeredWebhook,
  update: administeredWebhook,
  parties: ['organizationId'],
  permissions: {
    create: byAdministrators,
    change: byAdministrators,
    enable: byAdministrators,
    disable: byAdministrators,
    remove: byAdministrators,
    rotate: byAdministrators,
  },
});

export const secretPolicy = policy('webhook_secret', {
  see: administeredWebhook,
  insert: administeredWebhook,
  update: administeredWebhook,
});
