import { FileError } from '../errors.js';

/**
 * Files are recognised by their ending.
 *
 * @throws {FileError} naming the endings that are read, if `file` has another
 */
export function requireJsonEnding(file: string): void {
  if (file.toLowerCase().endsWith('.json')) return;
  throw new FileError(file, 'name', 'a file that ends in .json', /\.[^./\\]+$/.exec(file)?.[0] ?? 'no ending');
}
