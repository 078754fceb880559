import type { Random } from './Random.js';

const TOKEN = /-?\d+(?:\.\d+)?(?:e-?\d+)?|"[^"]*"|'[^']*'|[A-Za-z_]+|[[\]{}(),:\n]/g;
const TOKENS = [
  ...['0', '-0', '1', '-1', '2147483648', '4294967296', '9007199254740993', '18446744073709551616', '1e999', '-1e999', '1e-999'],
  ...['1e308', '0.1', '.5', '5.', '0x10', '1_0', '00', '+1', 'NaN', 'nan', 'Infinity', '-inf', 'null', 'true', 'None', 'True', '""', '"x"'],
  ...['"__proto__"', '"constructor"', '"length"', '{}', '[]', '[[]]', '[[1]]', '()', ',', ',,', ':', '"', "'", '\n', '\r', '\r\n', ' '],
  ...['\u0000', '\u00a0', '\ufeff', '\ud800', '😀', '\\', '\\u0000', '#', ';', '\t', '['.repeat(70), '{"a":'.repeat(70), '9'.repeat(400)],
];

/** One to three changes of a text's tokens: replaced by what is extreme or of another kind, left out, doubled, swapped. */
export function mutateText(original: string, random: Random): string {
  let text = original;
  for (let i = random.below(3); i >= 0; i--) {
    const tokens = Array.from(text.matchAll(TOKEN));
    const chosen = tokens[random.below(tokens.length)];
    if (chosen === undefined) return text;
    const other = tokens[random.below(tokens.length)]!;
    const replacement = random.pick([random.pick(TOKENS), random.pick(TOKENS), '', chosen[0] + chosen[0], other[0]]);
    text = text.slice(0, chosen.index) + replacement + text.slice(chosen.index + chosen[0].length);
    if (random.chance(10)) text = text.slice(0, random.below(text.length + 1));
  }
  return text;
}
