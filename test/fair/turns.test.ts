/** Turns by themselves: who begins when, told by order and not by time. */
import { describe, expect, jest, test } from '@jest/globals';
import { Turns, type Release, type TurnsOptions } from '../../src/kernel/load/turns.ts';

const party = (organization: string, subject = 'somebody') => ({ organization, subject });

/** Takes turns, and notes who has begun. */
function desk(options: TurnsOptions) {
  const turns = new Turns(options);
  const begun: string[] = [];
  const take = async (organization: string, subject?: string, signal?: AbortSignal): Promise<Release> => {
    const release = await turns.take(party(organization, subject), signal);
    begun.push(subject ? `${organization} ${subject}` : organization);
    return release;
  };
  /** As many turns as somebody gets at once. */
  const fill = async (organization: string, subject?: string): Promise<Release[]> => {
    const before = begun.length;
    for (let n = 0; n < options.slots; n++)
      void take(organization, subject).then(
        (release) => releases.push(release),
        () => {},
      );
    const releases: Release[] = [];
    await settled();
    expect(releases).toHaveLength(begun.length - before);
    return releases;
  };
  return { turns, begun, take, fill };
}

const settled = () => new Promise(setImmediate);

describe('turns', () => {
  test('are had at once where there is room', async () => {
    const { turns, take } = desk({ slots: 4 });

    const release = await take('a');

    expect([turns.working, turns.queued]).toEqual([1, 0]);
    release();
    expect(turns.working).toBe(0);
  });

  test('are never all with one organization, however many it asks for: whoever comes next begins at once', async () => {
    const { begun, fill, take } = desk({ slots: 10 });
    await fill('a', 'one');
    await fill('a', 'two');
    await fill('a', 'three');

    await take('b');

    expect(begun.filter((each) => each.startsWith('a')).length).toBeLessThan(10);
    expect(begun.at(-1)).toBe('b');
  });

  test('go to the organization that has the fewest when one is free, whoever has waited longer', async () => {
    const { begun, fill, take } = desk({ slots: 5 });
    const held = await fill('a', 'one');
    held.push(...(await fill('a', 'two')));
    held.push(...(await fill('b')));
    const waiting = [take('a', 'one'), take('a', 'two'), take('c')];
    await settled();
    begun.length = 0;

    held.shift()!();
    await settled();

    expect(begun).toEqual(['c']);
    for (const each of waiting) each.catch(() => {});
  });

  test('are had by others while an organization is at very many things that nobody knows yet', async () => {
    const { begun, take, fill } = desk({ slots: 4 });
    for (let n = 0; n < 100; n++) void take('a', `${n}`).catch(() => {});
    await settled();

    await fill('b', 'one');

    expect(begun).toEqual(['a 0', 'a 1', 'b one', 'b one']);
  });

  test('are had by whoever was slow before, as long as only one organization is at long work', async () => {
    const now = jest.spyOn(performance, 'now');
    let ms = 0;
    now.mockImplementation(() => ms);
    const { begun, take, fill } = desk({ slots: 4 });
    const slow = await take('b', 'one');
    ms += 1_000;
    slow();
    const known = await take('a', 'one');
    known();
    // It was quick until now, so it has more than what is known as long.
    await fill('a', 'one');
    ms += 1_000;
    begun.length = 0;

    await take('b', 'one');

    expect(begun).toEqual(['b one']);
    now.mockRestore();
  });

  test('go around among the people of an organization', async () => {
    const { begun, take } = desk({ slots: 2 });
    const first = await take('a', 'one');
    const all = ['one', 'one', 'one', 'two', 'three'].map((subject) => take('a', subject).then((release) => release()));
    begun.length = 0;

    first();
    await Promise.all(all);

    expect(begun.slice(0, 3).sort()).toEqual(['a one', 'a three', 'a two']);
  });

  test('are refused where one has too many waiting, and the others still are taken in', async () => {
    const { turns, take } = desk({ slots: 2, waiting: { person: 2, organization: 3, all: 4 } });
    const first = await take('a', 'one');
    const waiting = [take('a', 'one'), take('a', 'one'), take('a', 'two')];

    await expect(take('a', 'one')).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' });
    await expect(take('a', 'three')).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' });
    const other = await take('b');
    waiting.push(take('b'));
    await expect(take('c')).rejects.toMatchObject({ code: 'OVERLOADED' });

    first();
    other();
    await Promise.all(waiting.map((each) => each.then((release) => release())));
    expect([turns.working, turns.queued]).toEqual([0, 0]);
  });

  test('are not waited for by whoever has gone, nor longer than is said', async () => {
    const { turns, take } = desk({ slots: 2, waitMs: 20 });
    const held = await take('a');
    const gone = new AbortController();
    const left = take('a', undefined, gone.signal);
    const late = take('a');

    gone.abort(new Error('gone'));

    await expect(left).rejects.toThrow('gone');
    await expect(late).rejects.toMatchObject({ code: 'OVERLOADED' });
    expect(turns.queued).toBe(0);
    held();
  });

  test('count what they cost and not how long they took: those at work at the same time share it', async () => {
    let now = 0;
    const clock = jest.spyOn(performance, 'now').mockImplementation(() => now);
    try {
      const { begun, fill, take } = desk({ slots: 8 });
      const busy = await Promise.all(Array.from({ length: 4 }, () => take('a', 'busy')));
      now += 160;
      for (const release of busy) release();
      const alone = await take('b', 'heavy');
      now += 60;
      alone();
      begun.length = 0;

      await fill('b', 'heavy');
      await fill('a', 'busy');

      expect(begun.filter((each) => each === 'b heavy')).toHaveLength(1);
      expect(begun.filter((each) => each === 'a busy').length).toBeGreaterThan(4);
    } finally {
      clock.mockRestore();
    }
  });
});
