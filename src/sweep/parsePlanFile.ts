import { FileError } from '../errors.js';
import { decodeText } from '../files/decodeText.js';
import { parseJson } from '../files/parseJson.js';
import { refuseFile } from '../files/refuseFile.js';
import { requireEnding } from '../files/requireEnding.js';
import { parsePlan } from './parsePlan.js';
import type { PlanInput } from './Plan.js';

/**
 * The plan of a plan file's bytes, TOML or JSON by the ending of its name.
 *
 * @throws {FileError} naming the place and what was expected there
 */
export async function parsePlanFile(file: string, bytes: Uint8Array): Promise<PlanInput> {
  const refuse = refuseFile(file);
  const ending = requireEnding(file, ['.toml', '.json']);
  const text = decodeText(bytes, refuse);
  const plan = ending === '.json' ? parseJson(file, text) : await parseToml(file, text);
  await parsePlan(plan, refuse);
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
