/** Turns of sockets: what comes over them is taken in when the event loop has time for whoever sent it, in the order in which it came. */
import type { WebSocket } from 'ws';
import type { Party } from '../../src/kernel/load/fair-queue.ts';
import { loopTurn } from '../../src/kernel/load/event-loop.ts';

/** When so many messages wait, nothing more is read from their socket. */
const MOST_WAITING = 16;

/** As whom each socket speaks. Those that have not said it yet share a turn. */
const parties = new WeakMap<WebSocket, Party>();
const NOBODY: Party = { organization: '', subject: '' };

/** Says as whom a socket speaks. */
export const speaksAs = (socket: WebSocket, party: Party): unknown => parties.set(socket, party);

/** Makes a socket take in what comes in its turn; and a message that is not taken any more no error of ours, for its close says it. */
export function inTurns(socket: WebSocket): void {
  quietly(socket);
  const party = () => parties.get(socket) ?? NOBODY;
  const emit = socket.emit.bind(socket) as (...event: unknown[]) => boolean;
  const waiting: unknown[][] = [];
  let isWorking = false;
  const work = async (turn: Promise<void>) => {
    isWorking = true;
    for (let next: Promise<void> | undefined = turn; ; next = loopTurn(party())) {
      await next;
      const event = waiting.shift();
      if (!event || socket.readyState > socket.OPEN) break;
      emit(...event);
      if (socket.isPaused && waiting.length < MOST_WAITING / 2) socket.resume();
    }
    isWorking = false;
    waiting.length = 0;
  };
  socket.emit = ((...event: unknown[]) => {
    if (event[0] !== 'message') return emit(...event);
    const turn = isWorking ? undefined : loopTurn(party());
    if (!isWorking && !turn) return emit(...event);
    if (waiting.push(event) >= MOST_WAITING) socket.pause();
    if (turn) void work(turn);
    return true;
  }) as WebSocket['emit'];
}

/** graphql-ws prints what goes wrong with a message that it sends. */
function quietly(socket: WebSocket): void {
  const send = socket.send.bind(socket) as (...args: unknown[]) => void;
  socket.send = ((data: unknown, options: unknown, done: unknown) => {
    if (typeof options === 'function') send(data, () => (options as () => void)());
    else if (typeof done === 'function') send(data, options, () => (done as () => void)());
    else send(data, options);
  }) as WebSocket['send'];
}
