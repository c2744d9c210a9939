/** The page that shows the way of a ticket is drawn from the table that makes it. */
import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { OPEN_STATES, TicketState, TICKET_TRANSITIONS } from '../../src/tickets/ticket/state.ts';
import { drawn, page } from '../kit/ticket-states.ts';

test('docs/ticket-states.md says what the table says', async () => {
  expect(await readFile(page, 'utf8')).toBe(await drawn());
});

const arrows = Object.values(TICKET_TRANSITIONS).flatMap((way) => Object.entries(way));
const reached = (from: readonly string[]): string[] => {
  const next = [...new Set([...from, ...arrows.flatMap(([state, to]) => (from.includes(state) ? [to] : []))])];
  return next.length === from.length ? next : reached(next);
};

test('every state can be reached from NEW, and from every one but CLOSED a way leads to the end', () => {
  expect(reached(['NEW']).sort()).toEqual(Object.keys(TicketState).sort());
  expect(Object.keys(TicketState).filter((state) => !reached([state]).includes('CLOSED'))).toEqual([]);
  expect(arrows.filter(([from]) => from === 'CLOSED')).toEqual([]);
});

test('work begins with triage: from NEW a way leads nowhere else, but to its end by the customer’s own hand', () => {
  const from = Object.entries(TICKET_TRANSITIONS).flatMap(([deed, way]) => ('NEW' in way ? [[deed, way.NEW]] : []));
  expect(from).toEqual([
    ['checkHealth', 'TRIAGE'],
    ['assign', 'TRIAGE'],
    ['closeAsSelfService', 'CLOSED'],
  ]);
  expect(OPEN_STATES).toHaveLength(6);
});
