/** What can be done about webhook endpoints, by those who administer for their organization. */
import { sql } from 'kysely';
import { action } from '../../kernel/write/mutation-action.ts';
import type { ActionContext } from '../../kernel/write/action-context.ts';
import { LOCK } from '../../kernel/write/advisory-locks.ts';
import { Problem } from '../../kernel/write/problem.ts';
import { createDelivery } from '../delivery/entity.ts';
import { readBy, WebhookEndpoint } from './entity.ts';
import {
  WebhookEndpointChangeInput,
  WebhookEndpointCreateInput,
  WebhookEndpointDisableInput,
  WebhookEndpointEnableInput,
  WebhookEndpointRemoveInput,
  WebhookEndpointSecretRotateInput,
} from './inputs.ts';
import { endpointMessages as say } from './messages.ts';
import { endpointPolicy } from './policy.ts';
import { expire, newSecret, secretTold } from './secret.ts';
import type { ENDPOINT_TRANSITIONS } from './state.ts';
import { followable, reachable, stillFollowable } from './subscription.ts';

/** How many endpoints an organization has at most. */
const MOST = 20;

const answers = { endpoint: () => WebhookEndpoint };
const tells = { secret: secretTold };

export const webhookEndpointCreate = action(
  {
    description:
      'Has the updates of a subscription sent to an address, from now on. The first message is `LiveFromHere`, by which you see that messages arrive. For admin agents of partners, and members of customers and the vendor.',
    input: WebhookEndpointCreateInput,
    returns: answers,
    oneTimeFields: tells,
  },
  async ({ url, document, variables, description }, act) => {
    act.authorize(endpointPolicy, 'create');
    const { viewer, now } = act;
    const organizationId = viewer.organization;
    const subscription = await followable(document, variables, act);
    const address = await reachable(url, act);
    const kysely = act.em.getKysely<any>();
    // Two that are made at the same time are counted one after the other.
    await sql`select pg_advisory_xact_lock(hashtextextended(${organizationId}, ${LOCK.WEBHOOK_ENDPOINTS}))`.execute(kysely);
    if ((await act.em.count(WebhookEndpoint, { organizationId, state: { $ne: 'REMOVED' } })) >= MOST)
      throw new Problem('STATE', say.tooMany({ most: MOST }));
    const { rows } = await sql<{ id: string; position: string }>`select uuidv7() as id, position from event_head`.execute(kysely);
    const endpoint = act.em.create(WebhookEndpoint, {
      ...subscription,
      ...readBy(viewer),
      id: rows[0]!.id,
      organizationId,
      url: address,
      description,
      state: 'ENABLED',
      createdBy: viewer.name,
      position: Number(rows[0]!.position),
      failures: 0,
      createdAt: now,
      updatedAt: now,
    });
    createDelivery(act, endpoint);
    const secret = await newSecret(act, endpoint);
    act.emitEvent('webhook.created', endpoint);
    return { endpoint, secret };
  },
);

export const webhookEndpointChange = action(
  {
    description:
      'Changes where messages are sent, or what. Messages that wait are sent as it says from now on. Whoever changes the subscription is the person as whom it is read from then on.',
    input: WebhookEndpointChangeInput,
    returns: answers,
  },
  async ({ endpointId, url, document, variables, description }, act) => {
    const endpoint = await act.findForUpdate(WebhookEndpoint, endpointPolicy, 'change', endpointId, 'endpointId');
    endpoint.step('change', act.now);
    if (document !== null || variables !== null)
      Object.assign(endpoint, await followable(document ?? endpoint.document, variables ?? endpoint.variables, act), readBy(act.viewer));
    if (url !== null) endpoint.lead(await reachable(url, act));
    endpoint.description = description ?? endpoint.description;
    act.emitEvent('webhook.changed', endpoint);
    return { endpoint };
  },
);

async function go(
  act: ActionContext,
  deed: keyof typeof ENDPOINT_TRANSITIONS & keyof typeof endpointPolicy.permissions,
  endpointId: string,
) {
  const endpoint = await act.findForUpdate(WebhookEndpoint, endpointPolicy, deed, endpointId, 'endpointId');
  endpoint.step(deed, act.now);
  return endpoint;
}

export const webhookEndpointEnable = action(
  {
    description:
      'Sends messages again, from where the endpoint stood: what happened meanwhile comes first, as far as it is kept; if it is not, a message says so. An endpoint whose subscription cannot be followed stays disabled until its document is changed. Where the reader’s sessions were revoked, whoever enables it is the reader from then on.',
    input: WebhookEndpointEnableInput,
    returns: answers,
  },
  async ({ endpointId }, act) => {
    const endpoint = await act.findForUpdate(WebhookEndpoint, endpointPolicy, 'enable', endpointId, 'endpointId');
    if (endpoint.disabledReason === 'REVOKED') Object.assign(endpoint, readBy(act.viewer));
    endpoint.step('enable', act.now);
    await stillFollowable(endpoint, act);
    act.emitEvent('webhook.enabled', endpoint);
    return { endpoint };
  },
);

export const webhookEndpointDisable = action(
  { description: 'Sends nothing for now.', input: WebhookEndpointDisableInput, returns: answers },
  async ({ endpointId }, act) => {
    const endpoint = await go(act, 'disable', endpointId);
    act.emitEvent('webhook.disabled', endpoint, { data: { reason: endpoint.disabledReason } });
    return { endpoint };
  },
);

export const webhookEndpointRemove = action(
  {
    description: 'Sends nothing any more, for good. The endpoint is kept for its history, its messages as long as the event log.',
    input: WebhookEndpointRemoveInput,
    returns: answers,
  },
  async ({ endpointId }, act) => {
    const endpoint = await go(act, 'remove', endpointId);
    await expire(act, endpoint.id, act.now);
    act.emitEvent('webhook.removed', endpoint);
    return { endpoint };
  },
);

export const webhookEndpointSecretRotate = action(
  {
    description: 'Gives an endpoint another secret. For 24 hours messages are signed with both.',
    input: WebhookEndpointSecretRotateInput,
    returns: answers,
    oneTimeFields: tells,
  },
  async ({ endpointId }, act) => {
    const endpoint = await go(act, 'rotate', endpointId);
    const secret = await newSecret(act, endpoint);
    act.emitEvent('webhook.secret_rotated', endpoint);
    return { endpoint, secret };
  },
);
