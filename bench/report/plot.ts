/** The plot: answers a second of each contender beside the limit, as a small SVG that reads well on white and on black. */
import type { Cell } from './cell.ts';
import { number } from './table.ts';

const BAR = 13;
const GAP = 14;
const LEFT = 104;
const WIDE = 430;
const WIDTH = 720;
const TOP = 52;

const STYLE = `text{font:12px system-ui,sans-serif;fill:#57606a}.t{font-weight:600;fill:#24292f}.limit{fill:#8c959f}.tierline{fill:#1f6feb}.other{fill:#b6c2cf}
@media(prefers-color-scheme:dark){text{fill:#9198a1}.t{fill:#e6edf3}.limit{fill:#6e7681}.tierline{fill:#4493f8}.other{fill:#3d444d}}`;

/** Draws one group of bars for each workload: those with 20 connections (or the number nearest to it) on the most tickets. */
export function plot(all: readonly Cell[]): string {
  const tickets = Math.max(...all.map((cell) => cell.tickets));
  const connections = [...new Set(all.map((cell) => cell.connections))].sort((a, b) => Math.abs(a - 20) - Math.abs(b - 20))[0]!;
  const cells = all.filter((cell) => cell.tickets === tickets && cell.connections === connections);
  const groups = [...Map.groupBy(cells, ({ workload }) => workload)];
  let y = TOP;
  const drawn = groups.map(([name, group]) => {
    const top = y;
    y += group.length * (BAR + 3) + GAP;
    return drawGroup(name, group, top);
  });
  const note = `${number(tickets)} tickets, ${connections} connections, every answer under row level security; the longest bar of a group is its fastest.`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y}" width="${WIDTH}" height="${y}" role="img" aria-label="Answers a second of each contender">
<style>${STYLE}</style>
<text class="t" x="0" y="16">Answers a second, and how much of the limit that is</text>
<text x="0" y="34">${note}</text>
${drawn.join('\n')}
</svg>
`;
}

function drawGroup(name: string, group: readonly Cell[], top: number): string {
  const most = Math.max(...group.map(({ perSecond }) => perSecond.median));
  const bars = group.map(({ contender, perSecond, times }, at) => {
    const y = top + at * (BAR + 3);
    const width = Math.max(1, (perSecond.median / most) * WIDE).toFixed(1);
    const kind = contender === 'limit' || contender === 'tierline' ? contender : 'other';
    const share = times.limit && contender !== 'limit' ? ` (${times.limit.median.toFixed(2)})` : '';
    const label = `<text x="${LEFT + Number(width) + 6}" y="${y + 11}">${contender} ${number(perSecond.median)}${share}</text>`;
    return `<rect class="${kind}" x="${LEFT}" y="${y}" width="${width}" height="${BAR}" rx="2"/>${label}`;
  });
  return `<text class="t" x="0" y="${top + 11}">${name}</text>${bars.join('')}`;
}
