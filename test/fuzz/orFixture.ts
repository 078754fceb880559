import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { mutateBytes } from './mutateBytes.js';
import type { Random } from './Random.js';

const FOLDER = path.join('test', 'fixtures');

/** A generator that now and then gives a changed file of another program, of those whose names start and end like this. */
export function orFixture(start: string, ending: string, generate: (random: Random) => Buffer): (random: Random) => Buffer {
  const names = readdirSync(FOLDER).filter((name) => name.startsWith(start) && name.endsWith(ending));
  const files = names.sort().map((name) => readFileSync(path.join(FOLDER, name)));
  return (random) => (random.chance(15) ? mutateBytes(random.pick(files), random) : generate(random));
}
