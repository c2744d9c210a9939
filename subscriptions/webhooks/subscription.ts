/** The subscription of a webhook: as over any transport, but without a cursor. */
import { GraphQLError } from 'graphql';
import { negotiateLanguage } from '../../src/kernel/i18n/language.ts';
import { OPERATION_TOO_LARGE } from '../../src/kernel/load/stopped.ts';
import type { Viewer } from '../../src/kernel/access/viewer.ts';
import type { SubscriptionPlan } from '../fan-out/subscription-plan.ts';
import { operationOf, type TransportDeps } from '../fan-out/incoming-operation.ts';

/** The error codes of a subscription that is too large. */
const TOO_LARGE = new Set([OPERATION_TOO_LARGE, 'SUBSCRIPTION_TOO_LARGE']);

/** The plan of a subscription for this viewer, or its error; throws the problem of a wrong filter. */
export function subscriptionOf(
  deps: Pick<TransportDeps, 'read' | 'exceeding' | 'planner'>,
  query: string,
  variables: Record<string, unknown>,
  viewer: Viewer,
): SubscriptionPlan | { wrong: string; isTooLarge: boolean } {
  const language = negotiateLanguage(null, viewer.language);
  const found = operationOf(deps as TransportDeps, { query, variables, operationName: null, viewer, language });
  if ('errors' in found) return { wrong: wrongIn(found.errors[0]!), isTooLarge: TOO_LARGE.has(String(found.errors[0]!.extensions.code)) };
  if ('once' in found) return { wrong: 'The document must hold a subscription.', isTooLarge: false };
  if (found.plan.after !== null) return { wrong: 'It must not go on after a cursor: an endpoint goes on by itself.', isTooLarge: false };
  return found.plan;
}

function wrongIn({ message, originalError }: GraphQLError): string {
  if (originalError && !(originalError instanceof GraphQLError)) throw originalError;
  return message;
}
