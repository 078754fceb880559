import { filePath } from '../arguments.js';
import { FileError } from '../errors.js';
import { decodeText } from '../files/decodeText.js';
import { parseJson } from '../files/parseJson.js';
import { readBytes } from '../files/readBytes.js';
import { refuseFile } from '../files/refuseFile.js';
import { requireEnding } from '../files/requireEnding.js';
import { parsePlan } from './parsePlan.js';
import type { PlanInput } from './Plan.js';

/**
 * Reads a plan, TOML or JSON by the ending of its name, for {@link sweep}.
 *
 * @throws {FileError} naming the file, the place in it and what was expected there
 */
export async function readPlan(path: string): Promise<PlanInput> {
  const file = filePath('path', path);
  const ending = requireEnding(file, ['.toml', '.json']);
  const text = decodeText(await readBytes(file), refuseFile(file));
  const plan = ending === '.json' ? parseJson(file, text) : await parseToml(file, text);
  await parsePlan(plan, refuseFile(file));
  return plan as PlanInput;
}

async function parseToml(file: string, text: string): Promise<unknown> {
  const { parse, TomlError } = await import('smol-toml');
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [message] = error.message.split('\n', 1);
    const place = `line ${String(error.line)}, column ${String(error.column)}`;
    throw new FileError(file, place, 'TOML', message!.replace(/^Invalid TOML document: /, ''), { cause: error });
  }
}
