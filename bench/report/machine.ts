import { cpus, totalmem } from 'node:os';

/** The machine that a run was made on. */
export const machine = () => ({
  processor: cpus()[0]?.model ?? 'unknown',
  processors: cpus().length,
  memoryGb: Math.round(totalmem() / 2 ** 30),
  system: process.platform,
  node: process.version,
});

/** For `JSON.stringify`: four digits of a number are enough. */
export const rounded = (_: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value;
