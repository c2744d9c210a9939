/** `npm run states` draws `docs/ticket-states.md` from the table of transitions; with `--check` it tells whether the page is up to date. */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { TicketState, TICKET_TRANSITIONS } from '../../src/tickets/ticket/state.ts';

/** The page. */
export const page = new URL('../../docs/ticket-states.md', import.meta.url);

/** What a deed is called in the graph, where it is called otherwise than `ticket` and the deed. */
const NAMES: Readonly<Record<string, string>> = {
  passOn: 'ticketEscalate (to the provider)',
  giveBack: 'escalationReturn (by the provider)',
  takeBack: 'escalationReturn (by the vendor)',
  handOver: 'escalationHandOver',
  closeAsSelfService: 'ticketClose (self-service)',
};
const nameOf = (deed: string): string => NAMES[deed] ?? `ticket${deed[0]!.toUpperCase()}${deed.slice(1)}`;

/** The page as the table says it: a state diagram, and what each deed needs. */
export async function drawn(): Promise<string> {
  const moves = Object.entries(TICKET_TRANSITIONS).flatMap(([deed, way]) => Object.entries(way).map(([from, to]) => ({ deed, from, to })));
  const arrows = Map.groupBy(
    moves.filter(({ from, to }) => from !== to),
    ({ from, to }) => `${from} --> ${to}`,
  );
  const lines = [...arrows].map(([arrow, all]) => `  ${arrow}: ${all.map(({ deed }) => nameOf(deed)).join(', ')}`);
  const rows = Object.entries(TICKET_TRANSITIONS).map(([deed, way]) => {
    const stays = Object.entries(way).filter(([from, to]) => from === to);
    const leads = Object.entries(way).filter(([from, to]) => from !== to);
    return `| ${nameOf(deed)} | ${leads.map(([from, to]) => `${from} → ${to}`).join('<br>') || '–'} | ${stays.map(([from]) => from).join(', ') || '–'} |`;
  });
  const text = `# The way of a ticket

Drawn by \`npm run states\` from \`src/tickets/ticket/state.ts\`: change that table, not this page.

\`\`\`mermaid
stateDiagram-v2
  [*] --> NEW: ticketRequest, ticketOpen
${lines.join('\n')}
  CLOSED --> [*]
\`\`\`

Whatever is not named cannot be done in that state, and is refused.

| deed | leads from where to where | can be done, and leaves it where it is |
| --- | --- | --- |
${rows.join('\n')}

${Object.keys(TicketState).length} states, ${Object.keys(TICKET_TRANSITIONS).length} deeds.
`;
  return format(text, { ...(await resolveConfig(fileURLToPath(page))), parser: 'markdown' });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (!process.argv.includes('--check')) await writeFile(page, await drawn());
  else if ((await readFile(page, 'utf8')) !== (await drawn()))
    throw new Error('docs/ticket-states.md is not what the table says: npm run states');
}
