// Builds the addon, whatever the stamp of the set-up says; also in an installed package.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildNative } from './setup/buildNative.mjs';
import { openblas } from './setup/openblas.mjs';
import { provideTools } from './setup/provideTools.mjs';
import { step } from './setup/step.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
try {
  openblas(root);
  const compilers = provideTools(root);
  step('building the addon', 'addon built', () => buildNative(root, compilers));
} catch (error) {
  console.error(`\nbuilding the addon failed. ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
