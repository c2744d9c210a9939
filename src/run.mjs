/** Lets Node run the TypeScript sources as they are: `node --import ./src/run.mjs src/main.ts`. */
import { registerHooks } from 'node:module';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';

process.setSourceMapsEnabled(true);

// Node strips types by itself but cannot run decorators, so each source passes through SWC when it is first imported.
registerHooks({
  load(url, context, next) {
    if (!url.endsWith('.ts') || url.includes('/node_modules/')) return next(url, context);
    const filename = fileURLToPath(url);
    const { code } = transformSync(readFileSync(filename, 'utf8'), { filename, swcrc: false, sourceMaps: 'inline', ...swcOptions });
    return { format: 'module', source: code, shortCircuit: true };
  },
});

/** The one set of compiler options that the program, the scripts and jest share. */
export const swcOptions = {
  jsc: {
    target: 'es2024',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    keepClassNames: true,
    experimental: { keepImportAttributes: true },
  },
  module: { type: 'es6' },
};
