/** Progress on files that take long. */

/** Hears how reading goes on. */
export interface Progress {
  /** A file is begun. */
  start(file: string, size: number): void;
  /** Some more of it was read. */
  read(bytes: number): void;
  /** Some more records of it were taken care of. */
  records(count: number): void;
  /** So many files were looked at, to know what they are. */
  looked?(files: number, of: number): void;
  /** So many of the updates for live streams and webhooks were released. */
  news?(released: number, of: number): void;
}

/** So long a file takes before it is told of, and so long many small ones do together. */
const [AFTER_MS, AFTER_MANY_MS] = [1_000, 10_000];

/** Tells at most once a second how far it is, once a file, or many small ones together, have taken longer than that. */
export function progressOn(say: (line: string) => void, now: () => number = () => performance.now()): Progress {
  let [file, size, bytes, records, began, told, files] = ['', 0, 0, 0, now(), now(), 0];
  const due = (since: number, ms: number) => {
    if (now() - since < ms) return false;
    told = now();
    return true;
  };
  const tell = () => {
    if (due(Math.max(began, told), AFTER_MS))
      say(
        `${file}: ${size === 0 ? 100 : Math.floor((100 * bytes) / size)} % of ${megabytes(size)}, ${records.toLocaleString('en')} records`,
      );
  };
  return {
    start(name, length) {
      [file, size, bytes, records] = [name, length, 0, 0];
      began = now();
      files++;
      if (due(told, AFTER_MANY_MS)) say(`${name}: file ${files.toLocaleString('en')}`);
    },
    read(count) {
      bytes += count;
      tell();
    },
    records(count) {
      records += count;
      tell();
    },
    looked(count, of) {
      if (due(told, AFTER_MANY_MS)) say(`${count.toLocaleString('en')} of ${of.toLocaleString('en')} files looked at`);
    },
    news(released, of) {
      if (due(told, AFTER_MS)) say(`live updates: ${released.toLocaleString('en')} of ${of.toLocaleString('en')}`);
    },
  };
}

const megabytes = (bytes: number): string => (bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${Math.round(bytes / 1e6)} MB`);
