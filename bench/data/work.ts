/** Work: the notes on tickets, and the events that make their timelines. */

const AUDIENCES = `array['AUTHOR_ORGANIZATION', 'PARTNERS', 'CUSTOMER', 'CUSTOMER']`;

/** The statements that make them: up to three notes a ticket, the first by the customer, some for the author's organization only. */
export const work: readonly string[] = [
  `insert into note (id, ticket_id, author, author_subject, author_organization, audience, text, created_at)
   select bench.id('note', n, at), id, 'Agent ' || number % 500, 'agent' || number % 500, case when j = 1 then customer_id else partner_id end,
     case when j = 1 then 'CUSTOMER' else bench.pick(${AUDIENCES}, n, 32) end, bench.prose2(n), at
   from (select *, number::bigint * 4 + j as n, created_at + j * interval '97 minutes' as at
     from ticket, generate_series(1, floor(bench.roll(number, 31) * 4)::int) j order by ticket.id, j) t`,
  ...[
    `'ticket.opened', 'Ticket', t.id, t.id, t.created_at, t.number * 8, contact ->> 'name', t.customer_id from ticket t`,
    `'ticket.assigned', 'Ticket', t.id, t.id, t.created_at + interval '11 minutes', t.number * 8 + 1, assignee ->> 'name', t.partner_id
     from ticket t where assignee is not null`,
    `'ticket.resolved', 'Ticket', t.id, t.id, t.resolved_at, t.number * 8 + 2, assignee ->> 'name', t.partner_id
     from ticket t where resolved_at is not null`,
    `'ticket.note_added', 'Note', n.id, n.ticket_id, n.created_at, row_number() over (order by n.id) * 8 + 3, n.author, n.author_organization
     from note n`,
  ].map(events),
  `insert into event_pending (event_id, kind, at, stream_type, stream_id, subject_type, subject_id)
   select id, kind, at, stream_type, stream_id, subject_type, subject_id from event order by at, id`,
  'select event_sequence()',
];

/** Events of one kind. */
function events(rows: string): string {
  return `
    insert into event (id, kind, subject_type, subject_id, stream_type, stream_id, at, actor_subject, actor, actor_organization, data)
    select bench.id('event', tie, at), kind, subject_type, subject, 'Ticket', stream, at, 'somebody', actor, organization, '{}'
    from (select ${rows}) e(kind, subject_type, subject, stream, at, tie, actor, organization)`;
}
