import { readdirSync } from 'node:fs';
import path from 'node:path';

/**
 * @param {string} root the package's folder
 * @returns {string[]} the C and C++ files, relative to it
 */
export function nativeFiles(root) {
  const files = readdirSync(path.join(root, 'native'), { recursive: true, encoding: 'utf8' });
  return files.filter((file) => /\.(c|cc|h)$/.test(file)).map((file) => path.join('native', file));
}
