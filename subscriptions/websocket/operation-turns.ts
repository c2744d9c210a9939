/** Takes in the messages of sockets when the event loop has time for their viewer, in order. */
import type { WebSocket } from 'ws';
import type { Party } from '../../src/kernel/load/fair-queue.ts';
import { loopTurn } from '../../src/kernel/load/event-loop.ts';

/** At this many waiting messages, a socket is paused. */
const MAX_WAITING = 16;

/** The viewer of each socket. Sockets that have not authenticated yet share a turn. */
const parties = new WeakMap<WebSocket, Party>();
const NOBODY: Party = { organization: '', subject: '' };

/** Sets the viewer of a socket. */
export const speaksAs = (socket: WebSocket, party: Party): unknown => parties.set(socket, party);

/** Handles each message of a socket in its turn. A message to a closed socket is no error, for the close event reports it. */
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
      if (socket.isPaused && waiting.length < MAX_WAITING / 2) socket.resume();
    }
    isWorking = false;
    waiting.length = 0;
  };
  socket.emit = ((...event: unknown[]) => {
    if (event[0] !== 'message') return emit(...event);
    const turn = isWorking ? undefined : loopTurn(party());
    if (!isWorking && !turn) return emit(...event);
    if (waiting.push(event) >= MAX_WAITING) socket.pause();
    if (turn) void work(turn);
    return true;
  }) as WebSocket['emit'];
}

/** Silences send errors, which graphql-ws would print. */
function quietly(socket: WebSocket): void {
  const send = socket.send.bind(socket) as (...args: unknown[]) => void;
  socket.send = ((data: unknown, options: unknown, done: unknown) => {
    if (typeof options === 'function') send(data, () => (options as () => void)());
    else if (typeof done === 'function') send(data, options, () => (done as () => void)());
    else send(data, options);
  }) as WebSocket['send'];
}
