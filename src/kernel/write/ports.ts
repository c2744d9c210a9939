/** Outside: what a change can ask of the program around the graph, which it neither reads from the database nor knows by itself. */
import type { Viewer } from '../access/viewer.ts';

/** Why the program does not send to an address. */
export type Unreachable = 'NOT_HTTPS' | 'NOT_PUBLIC';

/** A subscription that can be followed, by its root field and, where it follows one thing, what that is; or why it cannot. */
export type SubscriptionCheck =
  { readonly field: string; readonly one: { readonly type: Function; readonly id: string } | null } | { readonly wrong: string };

/** The live layer, as far as a change needs it. */
export interface Ports {
  /** Whether a subscription can be followed for as long as there is news, without a client that goes on after a cursor. A wrong filter is thrown as a problem. */
  follows(query: string, variables: Record<string, unknown>, viewer: Viewer): SubscriptionCheck;
  /** Why the program would not send to this address; null where it would. */
  unreachable(url: URL): Promise<Unreachable | null>;
}

const nobody = () => {
  throw new Error('this door leads nowhere outside');
};

/** For a program that has no live layer. */
export const noPorts: Ports = { follows: nobody, unreachable: nobody };
