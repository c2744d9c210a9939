/** Who may see what was sent, and send it again: as for the endpoint that it was sent to. */
import { policy } from '../../kernel/access/policy.ts';
import { administeredWebhook, byAdministrators, ownWebhook } from '../endpoint/policy.ts';

export const webhookDeliveryPolicy = policy('webhook_delivery', {
  see: ownWebhook,
  insert: administeredWebhook,
  update: administeredWebhook,
  parties: ['organizationId'],
  permissions: { repeat: byAdministrators },
});

export const attemptPolicy = policy('webhook_attempt', { see: ownWebhook, insert: administeredWebhook });
