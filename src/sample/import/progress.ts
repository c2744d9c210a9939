/** Progress on files that take long. */

/** Hears how reading goes on. */
export interface Progress {
  /** A file is begun. */
  start(file: string, size: number): void;
  /** Some more of it was read. */
  read(bytes: number): void;
  /** Some more records of it were taken care of. */
  records(count: number): void;
  /** So many of the updates for live streams and webhooks were released. */
  news?(released: number, of: number): void;
}

const AFTER_MS = 1_000;

/** Tells of a file that takes longer than a second, at most once a second. */
export function progressOn(say: (line: string) => void, now: () => number = () => performance.now()): Progress {
  let [file, size, bytes, records, told] = ['', 0, 0, 0, 0];
  const tell = () => {
    if (now() - told < AFTER_MS) return;
    told = now();
    say(`${file}: ${size === 0 ? 100 : Math.floor((100 * bytes) / size)} % of ${megabytes(size)}, ${records.toLocaleString('en')} records`);
  };
  return {
    start(name, length) {
      [file, size, bytes, records, told] = [name, length, 0, 0, now()];
    },
    read(count) {
      bytes += count;
      tell();
    },
    records(count) {
      records += count;
      tell();
    },
    news(released, of) {
      if (now() - told < AFTER_MS) return;
      told = now();
      say(`live updates: ${released.toLocaleString('en')} of ${of.toLocaleString('en')}`);
    },
  };
}

const megabytes = (bytes: number): string => (bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${Math.round(bytes / 1e6)} MB`);
