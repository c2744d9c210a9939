/** Limits messages of a socket: a message that would take long to parse is rejected before it is parsed. */
import { CloseCode } from 'graphql-ws';
import type { WebSocket } from 'ws';
import { requireBounded } from '../../src/kernel/load/json-limits.ts';

/** Closes a socket at a message that holds more JSON than a request body may. */
export function withinMessageLimits(socket: WebSocket): void {
  const emit = socket.emit.bind(socket) as (...event: unknown[]) => boolean;
  socket.emit = ((...event: unknown[]) => {
    if (event[0] !== 'message') return emit(...event);
    const text = String(event[1]);
    try {
      requireBounded(text);
    } catch (error) {
      socket.close(CloseCode.BadRequest, (error as Error).message);
      return true;
    }
    return emit('message', text, ...event.slice(2));
  }) as WebSocket['emit'];
}
