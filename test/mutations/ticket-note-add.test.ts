import { describe, expect, test } from '@jest/globals';
import type { Caller } from '../kit/platform.ts';
import { problem, stage, UNKNOWN } from './stage.ts';

const { platform, act, openTicket, put, setClock, colleague } = stage();

const SEEN = `query ($id: ID!) { ticket(id: $id) { updatedAt notes { totalCount nodes { text } } timeline { totalCount nodes { kind actor at } } } }`;
const seenBy = async (who: string | Caller, id: string) =>
  (await (typeof who === 'string' ? await platform().as(who) : who).get<any, any>(SEEN, { id })).ticket;
const noNote = (code: string, field: string, message: string, rule?: string) => ({
  ticket: null,
  note: null,
  ...problem(code, field, message, rule),
});

/** A ticket that has been handed over to the vendor, so that every kind of party is on it. */
async function handedOver(): Promise<string> {
  const ticketId = await openTicket();
  await put(ticketId, 'ESCALATED');
  return ticketId;
}

const PARTIES = ['customer', 'reseller', 'provider', 'vendor'];
const READERS: Record<string, Record<string, string[]>> = {
  AUTHOR_ORGANIZATION: { customer: ['customer'], reseller: ['reseller'], provider: ['provider'], vendor: ['vendor'] },
  PARTNERS: { reseller: ['reseller', 'provider'], provider: ['reseller', 'provider'], vendor: ['reseller', 'provider', 'vendor'] },
  // What a customer writes is for its partners: it speaks to the vendor in no way (rule R18).
  CUSTOMER: { customer: ['customer', 'reseller', 'provider'], reseller: PARTIES, provider: PARTIES },
};
const audiences = Object.entries(READERS).flatMap(([audience, authors]) =>
  Object.entries(authors).map(([author, readers]) => [audience, author, readers] as const),
);

describe('a note is refused', () => {
  test('on a ticket that is not there, or that the viewer may not see: the two are the same', async () => {
    const ticketId = await openTicket();
    const sales = await colleague('reseller', { role: 'SALES_AGENT' });

    for (const stranger of ['other-provider', 'other-reseller', 'direct', 'other-customer', 'vendor', sales]) {
      for (const id of [ticketId, UNKNOWN])
        expect(await act(stranger, 'ticketNoteAdd', { ticketId: id, text: 'x' })).toMatchObject(
          noNote('NOT_FOUND', 'ticketId', '`ticketId` names nothing that is there.'),
        );
    }
    expect((await seenBy('reseller', ticketId)).notes.totalCount).toBe(0);
  });

  test('for an audience that its author may not address', async () => {
    const ticketId = await handedOver();

    expect(await act('customer', 'ticketNoteAdd', { ticketId, text: 'x', audience: 'PARTNERS' })).toMatchObject(
      noNote('FORBIDDEN', 'audience', 'A customer may write for AUTHOR_ORGANIZATION or CUSTOMER.'),
    );
    expect(await act('vendor', 'ticketNoteAdd', { ticketId, text: 'x', audience: 'CUSTOMER' })).toMatchObject(
      noNote('FORBIDDEN', 'audience', 'A vendor may write for AUTHOR_ORGANIZATION or PARTNERS.', 'R14'),
    );
    for (const party of PARTIES) expect((await seenBy(party, ticketId)).notes.totalCount).toBe(0);
  });
});

describe('a note is read by its audience among those who see the ticket, and shows itself to nobody else', () => {
  test.each(audiences)('%s of %s', async (audience, author, readers) => {
    const ticketId = await handedOver();
    const before = Object.fromEntries(await Promise.all(PARTIES.map(async (party) => [party, await seenBy(party, ticketId)])));

    const { note, problems } = await act(author, 'ticketNoteAdd', { ticketId, text: 'It is the router.\r\nAgain.', audience });

    expect([note, problems]).toMatchObject([{ text: 'It is the router.\nAgain.', audience, ticket: { id: ticketId } }, []]);
    for (const party of PARTIES) {
      const { notes, timeline, updatedAt } = await seenBy(party, ticketId);
      const isReader = readers.includes(party);
      expect([party, notes]).toEqual([party, isReader ? { totalCount: 1, nodes: [{ text: note.text }] } : { totalCount: 0, nodes: [] }]);
      expect(timeline.nodes.map(({ kind }: any) => kind)).toEqual(isReader ? ['ticket.opened', 'ticket.note_added'] : ['ticket.opened']);
      expect(timeline.totalCount).toBe(timeline.nodes.length);
      // What some may not read does not move the time of the ticket for anybody.
      if (audience === 'CUSTOMER') expect(Date.parse(updatedAt)).toBeGreaterThan(Date.parse(before[party].updatedAt));
      else expect(updatedAt).toBe(before[party].updatedAt);
    }
    for (const stranger of ['other-provider', 'other-reseller', 'direct', 'other-customer'])
      expect(await seenBy(stranger, ticketId)).toBeNull();
  });

  test('and without an audience only the organization of the author reads it, all of it', async () => {
    const ticketId = await handedOver();

    for (const author of PARTIES)
      expect((await act(author, 'ticketNoteAdd', { ticketId, text: `by ${author}` })).note.audience).toBe('AUTHOR_ORGANIZATION');

    for (const party of PARTIES) expect((await seenBy(party, ticketId)).notes.nodes).toEqual([{ text: `by ${party}` }]);
    const helpdesk = await colleague('provider', { role: 'HELPDESK_AGENT' });
    expect((await seenBy(helpdesk, ticketId)).notes.nodes).toEqual([{ text: 'by provider' }]);
  });
});

test('nobody can widen the audience of a note afterwards, not even in the database as the program’s own role', async () => {
  const ticketId = await openTicket();
  const { note } = await act('provider', 'ticketNoteAdd', { ticketId, text: 'Between us.' });
  const { url, sql } = platform().database;
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url, options: '-c role=tierline_app' });
  await client.connect();
  const viewer = { subject: 'x', name: 'x', organization: '01990000-0000-7000-8000-000000000001', kind: 'PARTNER', role: 'ADMIN_AGENT' };
  await client.query(`select set_config('tierline.viewer', $1, false)`, [JSON.stringify(viewer)]);

  const { rowCount } = await client.query(`update note set audience = 'CUSTOMER' where id = $1`, [note.id]);
  await client.end();

  expect(rowCount).toBe(0);
  expect(await sql('select audience from note where id = $1', [note.id])).toEqual([{ audience: 'AUTHOR_ORGANIZATION' }]);
});

test.each(['NEW', 'RESOLVED', 'CLOSED'])('a note can be written on a ticket that is %s; it does not change its state', async (state) => {
  const ticketId = await openTicket();
  await put(ticketId, state);
  const at = new Date(Date.now() + 3_600_000);
  setClock(at);

  const { ticket, note } = await act('reseller', 'ticketNoteAdd', { ticketId, text: 'For the file.', audience: 'CUSTOMER' });
  setClock();

  expect(ticket).toMatchObject({ state, updatedAt: at.toISOString() });
  expect(note).toMatchObject({ author: 'Davide Ronchi', createdAt: at.toISOString() });
});
