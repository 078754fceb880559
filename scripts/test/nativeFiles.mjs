import { readdirSync } from 'node:fs';
import path from 'node:path';

/**
 * @param {string} root the package's folder
 * @returns {string[]} the C and C++ files, relative to it
 */
export function nativeFiles(root) {
  return ['native', path.join('bench', 'native')].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(c|cc|h)$/.test(file))
      .map((file) => path.join(folder, file)),
  );
}
