// Writes what is published to packages/: the main package and, with the compiled addon, the one of this platform. Publishing the
// clone itself would publish something else, so its package.json is private.
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { folderSize } from './package/folderSize.mjs';
import { packFolder } from './package/packFolder.mjs';
import { stageMain } from './package/stageMain.mjs';
import { stagePlatform } from './package/stagePlatform.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const packages = path.join(root, 'packages');
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const megabytes = (/** @type {number} */ bytes) => `${(bytes / 1e6).toFixed(2)} MB`;

try {
  rmSync(packages, { recursive: true, force: true });
  const main = path.join(packages, 'kinkless');
  const platform = path.join(packages, 'platform');
  stageMain(root, main, manifest);
  const glibc = stagePlatform(root, platform, manifest);
  for (const folder of [main, platform]) {
    const { file, size } = packFolder(folder, packages);
    console.log(`${path.relative(process.cwd(), file)}: ${megabytes(size)}, unpacked ${megabytes(folderSize(folder))}`);
  }
  if (glibc !== undefined) console.log(`the addon needs glibc ${glibc}`);
} catch (error) {
  console.error(`\npackaging failed. ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
