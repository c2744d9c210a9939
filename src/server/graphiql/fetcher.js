/** How GraphiQL reaches the server: queries and mutations by HTTP, subscriptions by one WebSocket, both as the same viewer. */

/** Makes GraphiQL's fetcher. `disconnect` ends all subscriptions; the next one opens a new socket. */
export function createFetcher(url, authorization) {
  let typed = {};
  const headers = async () => ({ ...(await authorization()), ...typed });

  const socketUrl = new URL(url);
  socketUrl.protocol = url.protocol.replace('http', 'ws');
  // A dropped socket is shown, not mended in silence: events could have been missed in between.
  const connect = () => globalThis.graphqlWs.createClient({ url: socketUrl.href, connectionParams: headers, retryAttempts: 0 });
  let socket = connect();

  return {
    fetcher(operation, options) {
      typed = lowerCased(options?.headers);
      return isSubscription(operation, options?.documentAST) ? subscribe(socket, operation) : request(url, operation, headers);
    },
    disconnect() {
      socket.dispose();
      socket = connect();
    },
  };
}

async function request(url, operation, headers) {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json, application/json',
        ...(await headers()),
      },
      body: JSON.stringify(operation),
    });
    const text = await response.text();
    if (response.headers.get('content-type')?.includes('json')) return JSON.parse(text);
    return failure(`The server answered ${response.status} ${response.statusText}: ${text.slice(0, 500)}`);
  } catch (error) {
    // GraphiQL would show a thrown error with its stack, which helps nobody here.
    return failure(error.message);
  }
}

function subscribe(socket, operation) {
  return {
    subscribe({ next, complete }) {
      const error = (reason) => {
        next(explained(reason));
        complete();
      };
      return { unsubscribe: socket.subscribe(operation, { next, error, complete }) };
    },
  };
}

function explained(reason) {
  if (Array.isArray(reason)) return { errors: reason };
  if (reason instanceof CloseEvent) return failure(`The socket was closed: ${reason.code} ${reason.reason || 'no reason given'}`);
  return failure(reason instanceof Error ? reason.message : 'The socket could not be opened.');
}

const failure = (message) => ({ errors: [{ message }] });

// The server reads `connection_init` as it reads headers, so names typed in any case must meet the ones set here.
const lowerCased = (headers = {}) => Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

function isSubscription({ operationName }, document) {
  const operations = document?.definitions.filter(({ kind }) => kind === 'OperationDefinition') ?? [];
  const chosen = operationName ? operations.find(({ name }) => name?.value === operationName) : operations[0];
  return chosen?.operation === 'subscription';
}
