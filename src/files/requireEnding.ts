import { FileError } from '../errors.js';

/**
 * The ending of a file's name, in lower case. Files are recognised by it.
 *
 * @throws {FileError} naming the endings, if `file` has none of them
 */
export function requireEnding<Ending extends string>(file: string, endings: readonly Ending[]): Ending {
  const found = endings.find((ending) => file.toLowerCase().endsWith(ending));
  if (found !== undefined) return found;
  throw new FileError(file, 'name', `a file that ends in ${endings.join(', ')}`, /\.[^./\\]+$/.exec(file)?.[0] ?? 'no ending');
}
