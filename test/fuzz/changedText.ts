import { mutateBytes } from './mutateBytes.js';
import { mutateText } from './mutateText.js';
import type { Random } from './Random.js';

/** A generator of files that hold one of these texts, mostly with changes to its tokens, to its bytes or to both. */
export function changedText(texts: readonly string[]): (random: Random) => Buffer {
  return (random) => {
    const text = random.pick(texts);
    if (random.chance(3)) return Buffer.from(text);
    const bytes = Buffer.from(random.chance(75) ? mutateText(text, random) : text);
    return random.chance(30) ? mutateBytes(bytes, random) : bytes;
  };
}
