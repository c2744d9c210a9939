/** Cursors of the contenders that have to make their own: the instant and the id of a row. */

/** The cursor of a row. */
export const cursorOf = ({ createdAt, id }: { createdAt: Date; id: string }): string =>
  Buffer.from(`${createdAt.toISOString()} ${id}`).toString('base64url');

/** The instant and the id in a cursor. */
export const inCursor = (cursor: string): [createdAt: string, id: string] =>
  Buffer.from(cursor, 'base64url').toString().split(' ') as [string, string];
