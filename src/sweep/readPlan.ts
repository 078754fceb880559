import { filePath } from '../arguments.js';
import { readBytes } from '../files/readBytes.js';
import { parsePlanFile } from './parsePlanFile.js';
import type { PlanInput } from './Plan.js';

/**
 * Reads a plan, TOML or JSON by the ending of its name, for {@link sweep}.
 *
 * @throws {FileError} naming the file, the place in it and what was expected there
 */
export async function readPlan(path: string): Promise<PlanInput> {
  const file = filePath('path', path);
  return parsePlanFile(file, await readBytes(file));
}
