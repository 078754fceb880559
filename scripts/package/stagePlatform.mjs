import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { glibcFloor } from '../../dist/native/glibcFloor.js';
import { glibcVersion } from '../../dist/native/glibcVersion.js';
import { platformPackages } from '../../dist/native/platformPackages.js';
import { platformManifest } from './platformManifest.mjs';
import { readElf } from './readElf.mjs';
import { requiredGlibc } from './requiredGlibc.mjs';

/**
 * Lays out the package of the platform this runs on.
 *
 * @param {string} root the clone, with the addon built
 * @param {string} folder where to write
 * @param {import('./mainManifest.mjs').Manifest} manifest of the clone
 * @returns {string | undefined} the glibc the addon needs, where it needs one
 * @throws {Error} where there is no package of this platform, or the addon would not load on every machine it is for
 */
export function stagePlatform(root, folder, manifest) {
  const libc = process.platform !== 'linux' ? undefined : glibcVersion() === undefined ? 'musl' : 'glibc';
  const platform = platformPackages.find((one) => one.os === process.platform && one.cpu === process.arch && one.libc === libc);
  if (platform === undefined) throw new Error(`There is no package for ${process.platform}-${process.arch}.`);
  const addon = path.join(root, 'build', 'Release', 'kinkless.node');
  const glibc = libc === 'glibc' ? requiredGlibc(readElf(readFileSync(addon)), glibcFloor) : undefined;
  mkdirSync(folder, { recursive: true });
  cpSync(addon, path.join(folder, 'kinkless.node'));
  for (const name of ['LICENSE', 'NOTICE']) cpSync(path.join(root, name), path.join(folder, name));
  const described = platformManifest(manifest, platform, glibc);
  writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(described, null, 2)}\n`);
  writeFileSync(path.join(folder, 'README.md'), readme(platform, glibc));
  return glibc;
}

/**
 * @param {import('./mainManifest.mjs').PlatformPackage} platform
 * @param {string | undefined} glibc
 */
function readme({ name, os, cpu }, glibc) {
  const needs = glibc === undefined ? '' : ` It needs glibc ${glibc} or later, and besides only libgcc_s, which Node needs too.`;
  return `# ${name}

The compiled addon of [kinkless](https://www.npmjs.com/package/kinkless) for ${os}-${cpu}, with OpenBLAS inside. The package kinkless installs
and loads it by itself.${needs}
`;
}
