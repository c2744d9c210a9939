/** Turns of sockets: what comes over them is taken in when the event loop has time for whoever sent it, in the order in which it came. */
import type { WebSocket } from 'ws';
import type { Party } from '../src/kernel/fair-queue.ts';
import { loopTurn } from '../src/kernel/loop.ts';

/** When so many messages wait, nothing more is read from their socket. */
const MOST_WAITING = 16;

/** Makes a socket take in what comes in its turn. */
export function inTurns(socket: WebSocket, party: () => Party): void {
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
