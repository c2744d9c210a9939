/** The way of an endpoint: its states, why it came to stand still, and which deed leads from where to where. */
import { defineEnum, type ValueOf } from '../../kernel/schema/enum.ts';
import { Problem } from '../../kernel/write/problem.ts';
import { endpointMessages } from './messages.ts';

export const WebhookState = defineEnum('WebhookState', 'Whether updates are sent to an endpoint.', {
  ENABLED: 'They are sent.',
  DISABLED: 'Nothing is sent until somebody enables it; then it goes on from where it stood.',
  REMOVED: 'Nothing is sent any more. It is kept for its history.',
});
export type WebhookState = ValueOf<typeof WebhookState>;

export const WebhookDisabledReason = defineEnum('WebhookDisabledReason', 'Why nothing is sent to an endpoint.', {
  BY_HAND: 'Somebody disabled it.',
  FAILING: 'Nothing that was sent was taken for days.',
  GONE: 'It answered 410: it wants nothing more.',
  REVOKED:
    'The sessions of the person as whom it was read were revoked (`sessionRevocationCreate`). Whoever enables it is the person as whom it is read from then on.',
  NOT_UNDERSTOOD: 'Its subscription can no longer be followed: the graph has changed. Change the document.',
  TOO_LARGE:
    'Its subscription asks for more than one may for each update: limits are lower than when it was written. Change the document so that it asks for less; what happened meanwhile is then sent.',
});
export type WebhookDisabledReason = ValueOf<typeof WebhookDisabledReason>;

/** Each deed: from which states, and to which; null where it stays what it is. */
export const ENDPOINT_TRANSITIONS = {
  change: { from: ['ENABLED', 'DISABLED'], to: null },
  rotate: { from: ['ENABLED', 'DISABLED'], to: null },
  enable: { from: ['DISABLED'], to: 'ENABLED' },
  disable: { from: ['ENABLED'], to: 'DISABLED' },
  remove: { from: ['ENABLED', 'DISABLED'], to: 'REMOVED' },
} as const satisfies Record<string, { from: readonly WebhookState[]; to: WebhookState | null }>;

/** The state to which a deed leads, or a problem if it cannot be done in this one. */
export function endpointTransition(deed: keyof typeof ENDPOINT_TRANSITIONS, state: WebhookState): WebhookState {
  const { from, to } = ENDPOINT_TRANSITIONS[deed];
  if ((from as readonly WebhookState[]).includes(state)) return to ?? state;
  throw new Problem('STATE', endpointMessages.wrongState({ state, deed }), { field: 'endpointId' });
}
