/** Webhook endpoints: addresses to which an organization has the updates of a subscription sent. */
import { defineEntity, p } from '@mikro-orm/core';
import { sql } from 'kysely';
import { connectionTo } from '../../kernel/schema/edge.ts';
import { timelineList } from '../../kernel/write/event.ts';
import { field, idColumn, timestampColumn } from '../../kernel/schema/field.ts';
import { enumOf, listOf } from '../../kernel/schema/input.ts';
import { Language } from '../../kernel/i18n/language.ts';
import { inColumn, defineList } from '../../kernel/schema/list.ts';
import { publishType } from '../../kernel/schema/type.ts';
import { ViewerKind, ViewerRole, type Viewer } from '../../kernel/access/viewer.ts';
import { webhookDeliveryList } from '../delivery/entity.ts';
import { endpointPolicy } from './policy.ts';
import { endpointTransition, WebhookDisabledReason, WebhookState, type ENDPOINT_TRANSITIONS } from './state.ts';

const schema = defineEntity({
  name: 'WebhookEndpoint',
  tableName: 'webhook_endpoint',
  policies: endpointPolicy.rows,
  indexes: [{ properties: ['organizationId', 'createdAt', 'id'] }, { properties: ['state'] }],
  properties: {
    id: idColumn(),
    organizationId: p.uuid(),
    url: field(p.text(), 'Where messages are sent, by POST.', null, { characters: 2_000 }),
    description: field(p.text().nullable(), 'What it is for, in your own words.'),
    document: field(
      p.text(),
      'The subscription that it follows: its filters say what is sent, its selection what each message holds.',
      null,
      { characters: 20_000 },
    ),
    variables: field(p.text(), 'The variables of the document, as JSON.', null, { characters: 20_000 }),
    follows: field(p.text(), 'The field of `Subscription` that it follows.'),
    state: field(p.enum(Object.values(WebhookState)), 'Whether anything is sent.', () => WebhookState),
    disabledReason: field(
      p.enum(Object.values(WebhookDisabledReason)).nullable(),
      'Why nothing is sent; null unless it is DISABLED.',
      () => WebhookDisabledReason,
    ),
    createdBy: field(p.text(), 'The name of the person who made it.'),
    /** As whom the subscription is read: the person who wrote it. */
    readerSubject: p.text(),
    reader: field(
      p.text(),
      'The name of the person who wrote its subscription: messages show what this person may see at the time they are sent.',
    ),
    readerKind: p.enum(Object.values(ViewerKind)),
    readerRole: p.enum(Object.values(ViewerRole)),
    readerLanguage: p.enum(Object.values(Language)).nullable(),
    /** When the session began in which it was written: when that is revoked, nothing is sent any more. */
    readerIssuedAt: timestampColumn().nullable(),
    /** Up to where the log has been looked through. The live layer writes it. */
    position: p.bigint('number'),
    failures: field(p.integer(), 'How many attempts have failed since the last one that was taken.'),
    failingSince: field(timestampColumn().nullable(), 'Since when no attempt was taken; null while they are.'),
    restsUntil: field(
      timestampColumn().nullable(),
      'Until when nothing is sent, because the receiver asked for it by `Retry-After`; null when it has not, or since it took something.',
    ),
    createdAt: field(timestampColumn(), 'When it was made.'),
    updatedAt: field(timestampColumn(), 'When it was last changed, enabled, disabled or removed.'),
  },
});

/** Where the messages of an organization's subscription go. */
export class WebhookEndpoint extends schema.class {
  /** Goes to the state to which a deed leads, or refuses. */
  step(deed: keyof typeof ENDPOINT_TRANSITIONS, now: Date): void {
    this.state = endpointTransition(deed, this.state);
    this.disabledReason = this.state === 'DISABLED' ? (this.disabledReason ?? 'BY_HAND') : null;
    this.updatedAt = now;
    if (deed === 'enable') forgive(this);
  }

  /** Leads to an address; what was not taken at another one is forgotten. */
  lead(url: string): void {
    if (url === this.url) return;
    this.url = url;
    forgive(this);
  }
}

function forgive(endpoint: WebhookEndpoint): void {
  endpoint.failures = 0;
  endpoint.failingSince = null;
  endpoint.restsUntil = null;
}

/** As whom a subscription is read that this viewer has written. */
export const readBy = ({ subject, name, kind, role, language, issuedAt }: Viewer) => ({
  readerSubject: subject,
  reader: name,
  readerKind: kind,
  readerRole: role,
  readerLanguage: language,
  readerIssuedAt: issuedAt,
});

export const endpointList = defineList('WebhookEndpoint', () => WebhookEndpoint, {
  order: {
    CREATED_AT: { property: 'createdAt', column: 'created_at', type: 'instant', direction: 'DESC', description: 'When it was made.' },
  },
  filters: {
    states: inColumn(listOf(enumOf(WebhookState, 'Only endpoints in these states.')), 'state'),
    reasons: inColumn(listOf(enumOf(WebhookDisabledReason, 'Only endpoints that are disabled for these reasons.')), 'disabled_reason'),
  },
});

publishType(WebhookEndpoint, schema, {
  description:
    'An address to which your organization has the updates of a subscription sent, signed by the Standard Webhooks scheme. Each message is sent at least once, under the same `webhook-id` every time.',
  edges: {
    deliveries: connectionTo(() => webhookDeliveryList, 'endpoint_id', 'The messages to it, and what became of them.'),
    timeline: connectionTo(
      () => timelineList,
      sql<boolean>`t.stream_type = 'WebhookEndpoint' and t.stream_id = p.key`,
      'What happened to it, when, and by whom.',
    ),
  },
});
