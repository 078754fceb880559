import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { platformPackages } from '../../dist/native/platformPackages.js';
import { run } from '../setup/run.mjs';
import { mainManifest } from './mainManifest.mjs';

/** Copied as they are. `binding.gyp` is not at the top there: pnpm and Yarn would run node-gyp at every installation. */
const copied = {
  'README.md': 'README.md',
  'CHANGELOG.md': 'CHANGELOG.md',
  LICENSE: 'LICENSE',
  NOTICE: 'NOTICE',
  assets: 'assets',
  'docs/figure-6.2.png': 'docs/figure-6.2.png',
  'docs/certificates.md': 'docs/certificates.md',
  'binding.gyp': 'native/binding.gyp',
  'native/README.md': 'native/README.md',
  'native/addon': 'native/addon',
  'native/core': 'native/core',
  'native/fortran_shim.c': 'native/fortran_shim.c',
  'native/kinkless.map': 'native/kinkless.map',
  'native/sources.gypi': 'native/sources.gypi',
  'scripts/build-native.mjs': 'scripts/build-native.mjs',
  'scripts/openblas.mjs': 'scripts/openblas.mjs',
  'scripts/setup': 'scripts/setup',
};

/**
 * Lays out the main package: JavaScript, types, documents, and the sources of the addon for who builds it.
 *
 * @param {string} root the clone, with `dist/` built
 * @param {string} folder where to write
 * @param {import('./mainManifest.mjs').Manifest} manifest of the clone
 */
export function stageMain(root, folder, manifest) {
  mkdirSync(folder, { recursive: true });
  for (const [from, to] of Object.entries(copied)) cpSync(path.join(root, from), path.join(folder, to), { recursive: true });
  // Few files instead of a hundred: opening them is what an import takes longest for.
  buildSync({
    absWorkingDir: root,
    entryPoints: { index: 'dist/index.js', main: 'dist/cli/main.js', worker: 'dist/sweep/worker.js' },
    // What all entries reach is one file: without this, every set of entries that share something would get one.
    inject: ['dist/index.js'],
    // Two folders below the package's, as `dist/native` is: the code looks for its files from there.
    outdir: path.join(folder, 'dist', 'bundle'),
    bundle: true,
    splitting: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    charset: 'utf8',
    logLevel: 'error',
  });
  const tsc = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  run(process.execPath, [tsc, '-p', 'tsconfig.types.json', '--outDir', path.join(folder, 'dist', 'types')], { cwd: root });
  const files = [...new Set(['dist', ...Object.values(copied).map((name) => /** @type {string} */ (name.split('/')[0]))])];
  writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(mainManifest(manifest, platformPackages, files), null, 2)}\n`);
}
