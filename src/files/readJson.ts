import { parseJson } from './parseJson.js';
import { readText } from './readText.js';
import { requireJsonEnding } from './requireJsonEnding.js';

/**
 * The value of a `.json` file.
 *
 * @throws {FileError} if it cannot be read, has another ending, or is not JSON
 */
export async function readJson(file: string): Promise<unknown> {
  requireJsonEnding(file);
  return parseJson(file, await readText(file));
}
