import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Caller } from '../kit/platform.ts';
import { ORGANIZATION, problem, stage, UNKNOWN } from './stage.ts';

const { act, colleague, platform } = stage();

let messages: string[];
let hidden: string;
beforeAll(async () => {
  const ids = async (where: string) =>
    (
      await platform().database.sql<{ id: string }>(
        `select m.id from service_message m where ${where} exists (select from service_message_tenant t where t.message_id = m.id and t.organization_id = $1) order by m.id`,
        [ORGANIZATION.customer],
      )
    ).map(({ id }) => id);
  messages = await ids('');
  [hidden] = (await ids('not')) as [string];
});

const marks = async (who: string | Caller, id: string) => {
  const caller = typeof who === 'string' ? await platform().as(who) : who;
  return (await caller.get<any, any>('query ($id: ID!) { serviceMessage(id: $id) { isRead isArchived isFavorite } }', { id }))
    .serviceMessage;
};
const NONE = { isRead: false, isArchived: false, isFavorite: false };

describe('marking a message is refused', () => {
  test('when it is hidden as when it is not there', async () => {
    for (const messageId of [hidden, UNKNOWN])
      expect(await act('customer', 'serviceMessageMark', { messageId, isRead: true })).toMatchObject({
        message: null,
        ...problem('NOT_FOUND', 'messageId', 'There is no such message.'),
      });
    expect(await platform().database.sql('select 1 from message_mark where message_id = $1', [hidden])).toEqual([]);
  });

  test('when nothing is said', async () => {
    expect(await act('customer', 'serviceMessageMark', { messageId: messages[0] })).toMatchObject({
      message: null,
      ...problem('INVALID', null, 'Say at least one of `isRead`, `isArchived` and `isFavorite`.'),
    });
  });
});

describe('a mark', () => {
  test('is one person’s alone: neither a colleague nor the same name at another organization has it', async () => {
    const messageId = messages[0]!;
    const { message, problems } = await act('customer', 'serviceMessageMark', { messageId, isRead: true });

    expect([message, problems]).toEqual([{ id: messageId, ...NONE, isRead: true }, []]);
    expect(await marks('customer', messageId)).toEqual({ ...NONE, isRead: true });
    expect(await marks(await colleague('customer', {}, 'colleague@torvalle.example'), messageId)).toEqual(NONE);
    expect(await marks(await colleague('reseller', {}, 'elena.bassi@torvalle.example'), messageId)).toEqual(NONE);
    expect(await marks('vendor', messageId)).toEqual(NONE);
  });

  test('changes what it says and keeps the rest, and is taken back as it was made', async () => {
    const messageId = messages[1]!;
    const mark = async (said: object) => (await act('customer', 'serviceMessageMark', { messageId, ...said })).message;

    expect(await mark({ isFavorite: true })).toMatchObject({ ...NONE, isFavorite: true });
    expect(await mark({ isRead: true, isArchived: true })).toMatchObject({ isRead: true, isArchived: true, isFavorite: true });
    expect(await mark({ isRead: false })).toMatchObject({ isRead: false, isArchived: true, isFavorite: true });
    expect(await mark({ isArchived: false, isFavorite: null })).toMatchObject({ ...NONE, isFavorite: true });
  });

  test('of two at once does not undo the other', async () => {
    const messageId = messages[2]!;
    await Promise.all([
      act('customer', 'serviceMessageMark', { messageId, isRead: true }),
      act('customer', 'serviceMessageMark', { messageId, isFavorite: true }),
      act('customer', 'serviceMessageMark', { messageId, isArchived: true }),
    ]);
    expect(await marks('customer', messageId)).toEqual({ isRead: true, isArchived: true, isFavorite: true });
  });

  test('comes again under its name and is answered as the first time', async () => {
    const input = { messageId: messages[3]!, isRead: true, clientMutationId: 'read once' };
    const first = await act('customer', 'serviceMessageMark', input);
    await act('customer', 'serviceMessageMark', { messageId: messages[3]!, isRead: false });

    expect((await act('customer', 'serviceMessageMark', input)).problems).toEqual(first.problems);
    expect(await marks('customer', messages[3]!)).toEqual(NONE);
  });

  test('can be made by everybody who sees the message, and says nothing to anybody else', async () => {
    const [everywhere] = await platform().database.sql<{ id: string }>(`select id from service_message where tracking_id = 'MC718064'`);
    const before = await platform().database.sql('select count(*) from event');
    for (const who of ['provider', 'reseller', 'direct', 'customer', 'vendor', 'other-customer'])
      expect((await act(who, 'serviceMessageMark', { messageId: everywhere!.id, isArchived: true })).message).toMatchObject({
        isArchived: true,
      });
    expect(await platform().database.sql('select count(*) from event')).toEqual(before);
  });
});

test('the list is narrowed by marks, and each combination is what the rows say', async () => {
  const caller = await platform().as('customer');
  const list = async (filter: object) =>
    (
      await caller.get<any, any>(
        'query ($filter: ServiceMessageFilter) { serviceMessages(first: 100, filter: $filter) { totalCount nodes { id isRead isArchived isFavorite } } }',
        { filter },
      )
    ).serviceMessages;
  const all = (await list({})).nodes as Record<string, unknown>[];
  expect(all).toHaveLength(messages.length);
  for (const field of ['isRead', 'isArchived', 'isFavorite'])
    for (const value of [true, false]) {
      const nodes = all.filter((row) => row[field] === value);
      expect([field, value, await list({ [field]: value })]).toEqual([field, value, { totalCount: nodes.length, nodes }]);
    }
});
