/** The files of a folder and of the folders in it. What cannot be read is told, and the rest is read all the same. */
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from './report/report.ts';

/** A file that can be read. */
export interface FileFound {
  readonly path: string;
  /** Its name below the folder. */
  readonly file: string;
  readonly size: number;
  /** When it was changed last, in milliseconds since 1970. */
  readonly age: number;
}

/**
 * Newest first, and by name where they are of one age: of several accounts of one thing the newest has the first say. A file or folder to
 * which several links lead is read once, so links may lead in circles.
 */
export async function filesIn(folder: string, report: Report): Promise<FileFound[]> {
  const walk = new Walk(folder, report);
  await walk.enter('');
  await walk.followLinks();
  return walk.files.toSorted((a, b) => b.age - a.age || (a.file < b.file ? 1 : -1));
}

class Walk {
  readonly files: FileFound[] = [];
  readonly #folder: string;
  readonly #report: Report;
  readonly #seen = new Set<string>();
  readonly #links: string[] = [];

  constructor(folder: string, report: Report) {
    this.#folder = folder;
    this.#report = report;
  }

  async enter(name: string): Promise<void> {
    const entries = await this.#or(name, () => readdir(join(this.#folder, name), { withFileTypes: true }));
    for (const entry of entries?.toSorted((a, b) => (a.name < b.name ? -1 : 1)) ?? []) {
      const file = name ? join(name, entry.name) : entry.name;
      if (entry.name.startsWith('.')) this.#report.leave({ file, number: null }, 'is hidden, as its name begins with a dot');
      else if (entry.isSymbolicLink()) this.#links.push(file);
      else await this.#take(file);
    }
  }

  /** Takes what links lead to, last: what is there without them has its own name. */
  async followLinks(): Promise<void> {
    for (let link = this.#links.shift(); link !== undefined; link = this.#links.shift()) await this.#take(link);
  }

  async #take(file: string): Promise<void> {
    const path = join(this.#folder, file);
    const found = await this.#or(file, async () => ({ real: await realpath(path), info: await stat(path) }));
    if (!found || this.#seen.has(found.real)) return;
    this.#seen.add(found.real);
    const { info } = found;
    if (info.isDirectory()) await this.enter(file);
    else if (info.isFile()) this.files.push({ path, file, size: info.size, age: info.mtimeMs });
    else this.#report.leave({ file, number: null }, 'is no file: a device, a pipe or a socket');
  }

  async #or<T>(file: string, work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      const place = { file: file || '.', number: null };
      if (code === 'ENOENT' || code === 'ELOOP') this.#report.leave(place, 'is a link that leads nowhere');
      else this.#report.refuse(place, null, `cannot be read: ${message}`);
      return undefined;
    }
  }
}
