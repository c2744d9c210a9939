/** Jest compiles the sources as the program does. */
import swc from '@swc/jest';
import { swcOptions } from '../../src/run.mjs';

export default swc.createTransformer({ swcrc: false, ...swcOptions });
