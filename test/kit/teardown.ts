/** After all tests: nothing is left behind. */
import { rm } from 'node:fs/promises';

export default async function teardown(): Promise<void> {
  await globalThis.testDatabase.stop();
  await rm(process.env.TEST_DATA_DIR!, { recursive: true, force: true });
}
