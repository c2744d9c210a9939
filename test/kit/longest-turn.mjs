/**
 * Loaded into a program before it starts: writes to the file in `LONGEST_TURN` how much processor time, in milliseconds, the longest turn of
 * its event loop took since it was last told to begin anew, by SIGUSR2, and before that how often it was told. What else the machine does does not count.
 */
import { writeFileSync } from 'node:fs';

const file = process.env.LONGEST_TURN;
const used = () => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
};
let longest = Infinity;
let times = 0;
const write = () => writeFileSync(file, `${times} ${longest}`);
let before = used();
const turn = () => {
  const now = used();
  if (now - before > longest) {
    longest = now - before;
    write();
  }
  before = now;
  setImmediate(turn).unref();
};
if (file) {
  process.on('SIGUSR2', () => {
    times += 1;
    longest = 0;
    before = used();
    write();
  });
  turn();
}
