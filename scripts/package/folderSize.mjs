import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/**
 * @param {string} folder
 * @returns {number} bytes of all files in it, at any depth
 */
export function folderSize(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => statSync(path.join(folder, name)))
    .reduce((sum, stat) => sum + (stat.isFile() ? stat.size : 0), 0);
}
