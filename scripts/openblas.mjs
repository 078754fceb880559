// Prints the path of the static OpenBLAS; binding.gyp and CMakeLists.txt ask here, so that both builds link the same library.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findOpenblas } from './setup/findOpenblas.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const library = findOpenblas({ root, arch: process.arch, exists: existsSync, asked: process.env.KINKLESS_OPENBLAS });
if (library === undefined) {
  console.error('The static OpenBLAS (libopenblas.a of the Debian package libopenblas-pthread-dev) was not found: run "npm run setup".');
  process.exit(1);
}
process.stdout.write(library);
