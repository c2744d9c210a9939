/** Memory, as Linux counts it; elsewhere there are no figures. */
import { readFileSync } from 'node:fs';

/** The resident memory of a process, in megabytes. */
export const resident = (pid: number): number | null => megabytes(`/proc/${pid}/status`, /VmRSS:\s+(\d+) kB/);

function megabytes(file: string, pattern: RegExp): number | null {
  try {
    const found = pattern.exec(readFileSync(file, 'utf8'));
    return found ? Math.round(Number(found[1]) / 1024) : null;
  } catch {
    return null;
  }
}
