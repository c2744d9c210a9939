/**
 * Loaded into a program before it starts: writes to the file in `LONGEST_TURN` how much processor time, in milliseconds, the longest turn of
 * its event loop took since it was last told to begin anew, by SIGUSR2. What else the machine does does not count.
 */
import { writeFileSync } from 'node:fs';

const file = process.env.LONGEST_TURN;
const used = () => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
};
let longest = Infinity;
let before = used();
const turn = () => {
  const now = used();
  if (now - before > longest) writeFileSync(file, String((longest = now - before)));
  before = now;
  setImmediate(turn).unref();
};
if (file) {
  process.on('SIGUSR2', () => {
    writeFileSync(file, String((longest = 0)));
    before = used();
  });
  turn();
}
