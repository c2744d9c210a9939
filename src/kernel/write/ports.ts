/** Ports: what an action can ask of the surrounding application, and neither reads from the database nor knows by itself. */
import type { Viewer } from '../access/viewer.ts';

/** Why an address cannot be used. */
export type Unreachable = 'NOT_HTTPS' | 'NOT_PUBLIC';

/** A valid subscription, by its root field and, where it follows one object, that object; or its error. */
export type SubscriptionCheck =
  { readonly field: string; readonly one: { readonly type: Function; readonly id: string } | null } | { readonly wrong: string };

/** The subscription layer, as far as an action needs it. */
export interface Ports {
  /** Whether a subscription can be followed without a client that resumes from a cursor. A wrong filter throws its problem. */
  follows(query: string, variables: Record<string, unknown>, viewer: Viewer): SubscriptionCheck;
  /** Why webhooks must not reach this URL; null where they may. */
  unreachable(url: URL): Promise<Unreachable | null>;
}

const nobody = () => {
  throw new Error('this door leads nowhere outside');
};

/** For an application without subscriptions. */
export const noPorts: Ports = { follows: nobody, unreachable: nobody };
