/** The report: a block for each trial as soon as it is done, and at the end the files. */
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { contenders } from '../contenders/index.ts';
import type { Trial } from '../kinds/kind.ts';
import type { Taken } from '../measure/rounds.ts';
import type { Options } from '../options.ts';
import { workloads } from '../workloads/index.ts';
import { barLines } from './bars.ts';
import { type Cell, cells } from './cell.ts';
import { machine, rounded } from './machine.ts';
import { plot } from './plot.ts';
import { table } from './table.ts';

const RESULTS = new URL('../results/', import.meta.url);

/** Everything that a run has measured. */
export class Report {
  readonly #asked: Options;
  readonly #say: (line: string) => void;
  readonly #began = new Date();
  readonly #cells: Cell[] = [];

  constructor(asked: Options, say: (line: string) => void) {
    this.#asked = asked;
    this.#say = say;
  }

  /** Takes a trial in, and says how it went. */
  add(tickets: number, trial: Trial, taken: readonly Taken[]): void {
    const fresh = cells(tickets, trial, taken);
    this.#cells.push(...fresh);
    this.#say(`${table(fresh)}\n`);
  }

  /** Says which bars are reached, and writes `results/<time>.json`, `results/latest.json` and `results/latest.svg`. */
  async write(): Promise<void> {
    for (const line of barLines(this.#cells)) this.#say(line);
    const json = `${JSON.stringify(this.#whole(), rounded, 2)}\n`;
    const stamp = this.#began.toISOString().slice(0, 19).replaceAll(':', '-');
    await mkdir(RESULTS, { recursive: true });
    await writeFile(new URL(`${stamp}.json`, RESULTS), json);
    await writeFile(new URL('latest.json', RESULTS), json);
    await writeFile(new URL('latest.svg', RESULTS), plot(this.#cells));
    this.#say(`Written to ${fileURLToPath(RESULTS)}${stamp}.json, latest.json and latest.svg`);
  }

  #whole() {
    const { contenders: only, workloads: asked, rounds, seconds, warmUp } = this.#asked;
    const told = (names: readonly string[], all: readonly { name: string; says: string }[]) =>
      Object.fromEntries(all.filter(({ name }) => names.includes(name)).map(({ name, says }) => [name, says]));
    return {
      began: this.#began,
      machine: machine(),
      course: { rounds, seconds, warmUp },
      contenders: told(only, contenders),
      workloads: told(asked, workloads),
      cells: this.#cells,
    };
  }
}
