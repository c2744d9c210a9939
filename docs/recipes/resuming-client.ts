/** A `graphql-ws` client whose subscriptions resume: after a cut, after the end of a token, and after a gateway's `complete`, nothing is missed or doubled. */
import { createClient, type Client, type ClientOptions, type FormattedExecutionResult, type Sink, type SubscribePayload } from 'graphql-ws';

/** What a message of Tierline's says beside its news; a subscription has one root field. */
type Message = { __typename?: string; cursor?: string } | null | undefined;

/** What only another document or other variables would mend. */
const FINAL = ['BAD_USER_INPUT', 'GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'FORBIDDEN', 'NOT_FOUND'];
const UNAUTHENTICATED = 4401;

/** 1, 2, 4 … 30 seconds, and up to a second more, so that not everybody comes back at once. */
const backOff = (retries: number) =>
  new Promise<void>((done) => setTimeout(done, Math.min(30, 2 ** retries) * 1_000 + Math.random() * 1_000));

/**
 * Takes the options of `createClient`; let `connectionParams` be a function, so that each connection has a fresh token. A subscription
 * resumes if its document declares `$after: String`, passes it to `after`, and selects `cursor` in everything it is told.
 */
export function resumingClient(options: ClientOptions): Client {
  const retryWait = options.retryWait ?? backOff;
  const client = createClient({ retryAttempts: Infinity, shouldRetry: () => true, ...options, retryWait });
  const life = new AbortController();
  const subscribe = ((payload: SubscribePayload, sink: Sink<FormattedExecutionResult>) =>
    /\$after\b/.test(payload.query) && /\bsubscription\b/.test(payload.query)
      ? follow(client, retryWait, life.signal, payload, sink)
      : client.subscribe(payload, sink as never)) as Client['subscribe'];
  const dispose = () => {
    life.abort();
    return client.dispose();
  };
  return { ...client, subscribe, dispose };
}

function follow(
  client: Client,
  retryWait: (retries: number) => Promise<void>,
  life: AbortSignal,
  payload: SubscribePayload,
  sink: Sink<FormattedExecutionResult>,
) {
  let cursor = payload.variables?.after ?? null;
  let last: string | undefined;
  let held: FormattedExecutionResult | null = null;
  let [retries, isOver] = [0, false];
  let leave = () => {};
  // `graphql-ws` writes the variables anew for each connection: a getter says where to go on.
  const variables = Object.defineProperty({ ...payload.variables }, 'after', { enumerable: true, get: () => cursor });

  const end = (tell: () => void) => {
    isOver = true;
    tell();
  };
  const again = () =>
    void retryWait(retries++).then(() => {
      if (isOver) return;
      if (life.aborted) end(() => sink.complete());
      else begin();
    });
  const begin = () => {
    leave = client.subscribe({ ...payload, variables }, {
      next(result: FormattedExecutionResult) {
        // A gateway that has lost its subgraph says so by an error without data, and completes.
        if (result.errors && !result.data) return void (held = result);
        const message = Object.values(result.data ?? {})[0] as Message;
        [cursor, last, held, retries] = [message?.cursor ?? cursor, message?.__typename, null, 0];
        sink.next(result);
      },
      complete() {
        if (isOver || life.aborted) return end(() => sink.complete());
        const codes = held?.errors?.map(({ extensions }) => String(extensions?.code)) ?? [];
        if (!codes.some((code) => FINAL.includes(code))) return again();
        // The sight of the one thing that was followed has ended: there is nothing more to come.
        if (!(last === 'AccessEnded' && codes.includes('NOT_FOUND'))) sink.next(held!);
        end(() => sink.complete());
      },
      error(error: unknown) {
        // The token has ended: the next connection brings another one. Refused twice, it is no use.
        if ((error as { code?: unknown } | null)?.code === UNAUTHENTICATED && retries === 0) return again();
        end(() => sink.error(error));
      },
    } as Sink<never>);
  };
  begin();
  return () => {
    isOver = true;
    leave();
  };
}
