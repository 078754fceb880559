import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/**
 * A hash of files, folders with all they hold, and further text.
 *
 * @param {string} root what the paths are relative to
 * @param {string[]} paths files and folders; one that is missing counts as such
 * @param {string[]} words anything else the step depends on
 * @returns {string} hexadecimal
 */
export function hashInputs(root, paths, words) {
  const hash = createHash('sha256');
  for (const word of words) hash.update(`${JSON.stringify(word)}\n`);
  for (const file of paths.flatMap((entry) => filesOf(root, entry))) {
    hash
      .update(`${JSON.stringify(file)} `)
      .update(readFileSync(path.join(root, file)))
      .update('\n');
  }
  return hash.digest('hex');
}

/**
 * @param {string} root
 * @param {string} entry
 * @returns {string[]}
 */
function filesOf(root, entry) {
  const stat = statSync(path.join(root, entry), { throwIfNoEntry: false });
  if (stat === undefined) return [];
  if (!stat.isDirectory()) return [entry];
  return readdirSync(path.join(root, entry))
    .sort()
    .flatMap((name) => filesOf(root, path.join(entry, name)));
}
